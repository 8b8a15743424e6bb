"""What docs/operators.md has in full is right: its units, by systemd's own judgement; its commands, by their own parsers; its script and its user, on this machine."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import load_command_class

from testing.newsroom import ROOT

GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHECKOUT = re.search(r"^cd (\S+) && exec", GUIDE, re.M)[1]
FOLDER = re.search(r"--home-dir (\S+) desk$", GUIDE, re.M)[1]
UNITS = dict(re.findall(r"^```ini\n# (\S+)\n(.*?)^```$", GUIDE, re.M | re.S))


@pytest.fixture
def units(tmp_path) -> Path:
    """The folder with the guide's units, for a checkout that is where we are."""
    for name, text in UNITS.items():
        (tmp_path / name).write_text(text.replace(CHECKOUT, str(ROOT)), encoding="utf-8")
    return tmp_path


def verify(tool, folder: Path, *names: str) -> subprocess.CompletedProcess:
    # Only the units that are asked about, and those of systemd itself that they name.
    environment = os.environ | {"SYSTEMD_UNIT_PATH": f"{folder}:/usr/lib/systemd/system:/lib/systemd/system"}
    command = [tool("systemd-analyze", "systemd"), "verify", "--man=no", *(str(folder / name) for name in names)]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False)


def ours(said: str, folder: Path) -> list[str]:
    """The lines that are about a unit of ours."""
    return [line for line in said.splitlines() if any(name.partition(".")[0] in line for name in UNITS) or str(folder) in line]


def test_the_guide_and_the_readme_can_be_followed_on_one_server():
    """The checkout, the published site and the folder of the desk each have a place; the desk reads the site where nginx serves it."""
    published = re.search(r'"path": "([^"]+)"', README)[1]
    assert re.search(r"install --directory --owner=deploy --group=deploy (\S+)$", README, re.M)[1] == published
    places = [Path(CHECKOUT), Path(published), Path(FOLDER)]
    assert [(one, other) for one in places for other in places if one is not other and one.is_relative_to(other)] == []
    assert (
        re.search(r"^\| `SITE_FOLDER` \|.*\| `(\S+)` \|$", GUIDE, re.M)[1] == re.search(r"root (\S+);", README)[1] == f"{published}/current"
    )
    assert set(re.findall(r"(?:WorkingDirectory=|\bcd )(/\S+)", GUIDE)) == set(re.findall(r"(/[\w/]+)/\.venv", GUIDE)) == {CHECKOUT}
    sites = re.findall(r"/etc/nginx/sites-enabled/\w+", README + GUIDE)
    assert len(sites) == len(set(sites)) == 2


def test_each_file_that_a_command_reads_or_writes_is_where_the_desk_may():
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.M | re.S))
    lines = [line.split(" #")[0] for line in blocks.splitlines() if line.startswith("python3 tasks.py")]
    files = [word for line in lines for word in line.split() if re.fullmatch(r"\S+\.(?:json|csv|sqlite3|dump)", word)]
    assert len(files) >= 7
    assert [file for file in files if not Path(file).is_relative_to(FOLDER)] == []


def test_the_guide_has_a_unit_for_all_that_has_to_run():
    assert set(UNITS) == {
        "desk.service",
        "desk-worker.service",
        "desk@.service",
        "desk@digest.timer",
        "desk@tidy.timer",
        "desk@backup.timer",
    }
    enabled = re.search(r"systemctl enable --now ([^`]+)`", GUIDE)[1].split()
    assert set(enabled) == set(UNITS) - {"desk@.service"}


def test_systemd_takes_the_units_as_they_stand(tool, units):
    services = ["desk.service", "desk-worker.service", "desk@digest.service", "desk@tidy.service", "desk@backup.service"]
    timers = [name for name in UNITS if name.endswith(".timer")]
    done = verify(tool, units, *services, *timers)
    assert (done.returncode, ours(done.stderr, units)) == (0, [])


@pytest.mark.parametrize(
    ("name", "line", "wrong"),
    [
        ("desk.service", "Restart=always", "Restart=for ever"),
        ("desk@digest.timer", "OnCalendar=*:0/5", "OnCalendar=often"),
        ("desk-worker.service", ".venv/bin/python", ".venv/bin/nothing"),
    ],
)
def test_systemd_would_say_what_is_wrong(tool, units, name, line, wrong):
    (units / name).write_text((units / name).read_text().replace(line, wrong))
    done = verify(tool, units, name)
    assert done.returncode != 0 or ours(done.stderr, units)


def commands() -> set[str]:
    """Every command of the desk that the guide writes in a block, in a unit or in a line for cron."""
    blocks = "\n".join(re.findall(r"^```\w*\n(.*?)^```$", GUIDE, re.M | re.S))
    found = re.findall(r"(?:tasks\.py desk|-m desk|^desk) ([a-z_]+[^\n]*)", blocks)
    return {re.split(r"\s+#|\s&&|$", each)[0].strip() for each in found} - {"help"}  # Django's own word, which has no parser


@pytest.mark.parametrize("line", sorted(commands()))
def test_every_command_in_the_guide_is_one_that_the_desk_takes(line):
    name, *words = shlex.split(line)
    apps = {
        "migrate": "django.core",
        "dumpdata": "django.core",
        "loaddata": "django.core",
        "createsuperuser": "django.contrib.auth",
        "db_worker": "django_tasks_db",
    }
    parser = load_command_class(apps.get(name, "desk"), name).create_parser("desk", name)
    if name == "db_worker":  # its parser looks for the queue of a desk that is not tried out; every journey starts one
        assert words == []
        return
    try:
        parser.parse_args(words)
    except SystemExit:
        pytest.fail(f"desk {line}: {parser.format_usage()}")


@pytest.fixture
def user():
    """A user of the system, for the desk alone, as the guide makes it; removed afterwards."""
    if os.geteuid() != 0:
        pytest.skip("only root can add a user, and this machine may be somebody's own")
    name = f"desk{os.getpid()}"
    subprocess.run(["useradd", "--system", "--home-dir", "/nonexistent", name], check=True)
    yield name
    subprocess.run(["userdel", name], check=True)


def test_followed_word_for_word_by_root_everything_is_the_desk_s(user, tmp_path, tmp_path_factory):
    """The guide's script, run by root, leaves a database that the service can open; without the script the desk refuses."""
    place = Path("/var/tmp") / f"{user}-blog"  # tests' own folders are closed to others
    try:
        shutil.copytree(
            ROOT,
            place,
            symlinks=True,
            ignore=shutil.ignore_patterns("node_modules", ".git", "output", "var", "__pycache__", ".pytest_cache"),
        )
        subprocess.run(["chmod", "-R", "a+rX", place], check=True)
        folder, settings = place / "state", place / "desk.env"
        subprocess.run(["install", "-d", "-o", user, "-m", "700", folder], check=True)
        values = {
            "DESK_DATA_DIR": folder,
            "DESK_SECRET_KEY": "k" * 48,
            "DESK_URL": "https://desk.example.org",
            "SITE_URL": "https://blog.example.org",
            "MAIL_FROM": "The blog <b@example.org>",
            "EMAIL_URL": "smtp://127.0.0.1:1",
        }
        settings.write_text("".join(f"{name}='{value}'\n" for name, value in values.items()))
        settings.chmod(0o600)
        text = next(block for block in re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.M | re.S) if block.startswith("#!/bin/sh"))
        script = tmp_path / "desk"
        script.write_text(
            text.replace("/etc/desk.env", str(settings))
            .replace(CHECKOUT, str(place))
            .replace("=desk ", f"={user} ")
            .replace(FOLDER, str(folder))
        )
        script.chmod(0o755)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("DESK", "DJANGO"))}

        def run(*command) -> subprocess.CompletedProcess:
            return subprocess.run(
                [str(each) for each in command], cwd=place, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
            )

        for words in (("migrate",), ("tidy",), ("backup",)):
            done = run(script, *words)
            assert done.returncode == 0, done.stderr
        (dump,) = re.findall(r"^python3 tasks.py desk (dumpdata [^#\n]+)", GUIDE, re.M)
        done = run(script, *dump.replace(FOLDER, str(folder)).split())
        assert done.returncode == 0, done.stderr
        assert any(file.suffix == ".json" and file.name.startswith("moved") for file in folder.iterdir())
        home = run(script, "shell", "--no-imports", "--command", "import os; print(os.environ['HOME'])")
        assert home.stdout.strip() == str(folder), home.stderr  # gunicorn keeps its control socket there
        unknown = run(script, "person", "ada@example.org", "--erase", "--yes")
        assert unknown.returncode == 3 and "Nobody here has the address" in unknown.stderr
        files = [folder, *folder.rglob("*")]
        assert {file.owner() for file in files} == {user} and any(file.suffix == ".sqlite3" for file in (folder / "copies").iterdir())
        assert not [file for file in files if file.stat().st_mode & 0o077 and file.name != "static"]
        as_root = subprocess.run(
            [place / ".venv" / "bin" / "python", "-m", "desk", "tidy"],
            cwd=place,
            env=environment | {name: str(value) for name, value in values.items()},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert as_root.returncode == 1 and f"belongs to {user}" in as_root.stderr and "Traceback" not in as_root.stderr
    finally:
        shutil.rmtree(place, ignore_errors=True)
