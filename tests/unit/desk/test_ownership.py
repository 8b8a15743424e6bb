"""The desk refuses to run as somebody else than who owns its files, and says who that is and what to do."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from desk.ownership import check_owner
from testing.newsroom import ROOT

SOMEBODY = os.geteuid() + 4242


def test_the_owner_may_and_so_may_whoever_begins(tmp_path):
    check_owner(tmp_path, "")
    check_owner(tmp_path / "not there yet", "", SOMEBODY)
    (tmp_path / "desk.sqlite3").touch()
    check_owner(tmp_path, "")
    check_owner(tmp_path, "postgres://desk@127.0.0.1/desk")


def test_another_user_is_refused_with_both_names_and_a_cure(tmp_path):
    with pytest.raises(ImproperlyConfigured) as refused:
        check_owner(tmp_path, "", SOMEBODY)
    said = str(refused.value)
    assert (
        f"{tmp_path} belongs to" in said
        and f"user {SOMEBODY}" in said
        and "sudo -u" in said
        and f"chown -R user {SOMEBODY}: {tmp_path}" in said
    )


@pytest.mark.parametrize("name", ["desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm", "elsewhere.sqlite3"])
def test_a_file_of_somebody_else_is_refused_too(tmp_path, name):
    """As a command of root's leaves it."""
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    file = tmp_path / name
    file.touch()
    os.chown(file, 65534, -1)
    with pytest.raises(ImproperlyConfigured, match=f"{name} belongs to nobody"):
        check_owner(tmp_path, f"sqlite:///{file}" if name == "elsewhere.sqlite3" else "")


@pytest.mark.parametrize("command", [["check"], ["person", "ada@example.org", "--erase"], ["serve"], ["digest"]])
def test_every_command_says_so_without_a_traceback_and_leaves_nothing(tmp_path, command):
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o700)
    os.chown(folder, 65534, -1)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DESK", "DJANGO"))}
    ran = subprocess.run(
        [sys.executable, "-m", "desk", *command],
        cwd=ROOT,
        env=environment | {"DESK_DATA_DIR": str(folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1 and "belongs to nobody" in ran.stderr and "sudo -u nobody" in ran.stderr
    assert "Traceback" not in ran.stderr and list(folder.iterdir()) == []
