"""The desk beside a preview: started where there is one, ended with it."""

import socket

from commands.environment import EnvironmentProblem
from commands.preview import desk

# Writes what it was told into a file, and ends when its input does.
PROGRAM = """import os, sys
open("told", "w").write(" ".join([*sys.argv[1:], os.environ["SITE_URL"], os.environ["DESK_URL"], os.environ["DESK_DATA_DIR"]]))
sys.stdin.read()
"""


def project(tmp_path):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "__main__.py").write_text(PROGRAM)
    return tmp_path


def test_without_a_desk_the_preview_has_none(tmp_path):
    assert desk.beside(tmp_path, "http://127.0.0.1:1", 1) is None


def test_it_knows_the_site_and_ends_with_the_preview(tmp_path):
    started = desk.beside(project(tmp_path), "http://127.0.0.1:8000", 8000)
    started.close()
    assert started._running.returncode is not None
    port = started.address.rpartition(":")[2]
    assert port != "8000" and started.address.startswith("http://127.0.0.1:")


def test_it_ends_when_nobody_listens_any_more(tmp_path):
    started = desk.beside(project(tmp_path), "http://127.0.0.1:8000", 8000)
    started._running.stdin.close()  # what a kill does
    assert started._running.wait(timeout=30) == 0
    told = (tmp_path / "told").read_text().split()
    assert told == [
        "try",
        "--port",
        started.address.rpartition(":")[2],
        "http://127.0.0.1:8000",
        started.address,
        str(tmp_path / "var" / "desk"),
    ]


def test_a_port_that_is_taken_is_left_alone():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert desk._free(port) != port


def test_what_it_needs_is_installed_or_the_preview_goes_on_without(tmp_path, monkeypatch, capsys):
    def refuse(root, extra):
        assert extra == ("requirements-desk.txt",)
        raise EnvironmentProblem("no network")

    monkeypatch.setattr(desk.sys, "prefix", str(tmp_path / ".venv"))
    monkeypatch.setattr(desk, "prepare", refuse)
    assert desk.beside(project(tmp_path), "http://127.0.0.1:8000", 8000) is None
    assert "no network\nThe preview goes on without the desk" in capsys.readouterr().out


def test_an_environment_of_somebody_s_own_is_left_as_it_is(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(desk.importlib.util, "find_spec", lambda name: None)
    assert desk.beside(project(tmp_path), "http://127.0.0.1:8000", 8000) is None
    assert "requirements-desk.txt pins is not installed here" in capsys.readouterr().out
