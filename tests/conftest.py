"""What every tier may use: the real site, built once for a whole run, and one place that decides between skip and fail."""

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

from commands.lock import held
from commands.publish.changes import list_files
from commands.publish.compress import compress
from testing import webservers

# No test depends on a time: a machine may be busy with other things. Nor on chance: each run tries the same examples, so that a test
# that fails fails again. `RANDOM_EXAMPLES=1` in the environment tries others at every run.
settings.register_profile("patient", deadline=None, derandomize=not os.environ.get("RANDOM_EXAMPLES"))
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
TIERS = ("unit", "site", "journey", "fault", "browser", "architecture")
# 1 January 2026: after everything in content/, and the same whenever the tests run.
BUILD_MOMENT = "1767225600"


def pytest_addoption(parser):
    parser.addoption(
        "--whole", action="store_true", help="run every case of every test, not a sample of those that take long and find little"
    )


def pytest_collection_modifyitems(config, items):
    """Give each test the mark of its tier, the folder it lies in; unless --whole is given, leave out what the marks `whole` and `sample` name."""
    cases: dict[tuple, list] = defaultdict(list)
    for item in items:
        tier = item.path.relative_to(ROOT / "tests").parts[0]
        if tier in TIERS:
            item.add_marker(tier)
        if item.get_closest_marker("sample"):
            cases[item.path, item.originalname].append(item)
    if config.getoption("whole"):
        return
    left_out = {item for item in items if item.get_closest_marker("whole")}
    for own in cases.values():
        (size,) = own[0].get_closest_marker("sample").args
        left_out |= set(own) - {own[len(own) * place // size] for place in range(min(size, len(own)))}
    items[:] = [item for item in items if item not in left_out]
    config.left_out = len(left_out)
    config.hook.pytest_deselected(items=sorted(left_out, key=lambda item: item.nodeid))


def pytest_report_collectionfinish(config):
    """Say how much a sample leaves out."""
    left_out = getattr(config, "left_out", 0)
    return f"a sample: {left_out} cases are left out; --whole runs them" if left_out else []


@pytest.fixture(scope="session")
def lacks() -> Callable[[str, str], NoReturn]:
    """`lacks(what, cure)` ends a test that this machine has not all for: in CI it fails, since everything must run there."""

    def end(what: str, cure: str) -> NoReturn:
        message = f"{what} is not here; {cure}"
        if os.environ.get("CI"):
            pytest.fail(message, pytrace=False)
        pytest.skip(message)

    return end


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory, worker_id) -> Path:
    """A folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def built_site(shared_folder) -> Path:
    """The folder of the real site, built by the real command, once however many processes run the tests."""
    output = shared_folder / "built-site"
    with held(shared_folder / "built-site.lock", on_wait=lambda: None):
        if not output.exists():
            built = subprocess.run(
                [sys.executable, "-m", "invoke", "--search-root", str(ROOT), "build", "--output", str(output)],
                env=os.environ | {"SOURCE_DATE_EPOCH": BUILD_MOMENT},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                timeout=300,
                check=False,
            )
            if built.returncode != 0:
                pytest.fail(f"the site could not be built:\n{built.stdout}", pytrace=False)
    return output


@pytest.fixture(scope="session")
def published_folder(built_site, shared_folder) -> Path:
    """The built site as it is published: with the small twins of its texts, which servers send instead."""
    folder = shared_folder / "published-site"
    with held(shared_folder / "published-site.lock", on_wait=lambda: None):
        if not folder.exists():
            copy = shared_folder / "published-site.part"
            shutil.copytree(built_site, copy, dirs_exist_ok=True)
            compress(copy, list_files(copy), ROOT / "var" / "cache" / "compressed")
            copy.rename(folder)
    return folder


@pytest.fixture(scope="session")
def published_site(published_folder, tmp_path_factory, lacks) -> Iterator[str]:
    """The address of the site on nginx, with all headers, redirects and small twins: http://127.0.0.1:40123, no slash at the end."""
    work = tmp_path_factory.mktemp("nginx")
    with webservers.nginx(published_folder, published_folder / ".delivery", work, lacks) as address:
        yield address


@pytest.fixture(scope="session")
def vnu(lacks) -> Callable[..., list[str]]:
    """Judges HTML files: `vnu(folder)` or `vnu(file, …)` gives a list of “file:line: message”, empty if all is valid."""
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if not java:
        lacks("Java", "README.md names the packages that the browser tests need")
    if not jar.exists():
        lacks("vnu", "install npm, then start python3 tasks.py test again")

    def judge(*places: Path) -> list[str]:
        command = [java, "-Xss4m", "-jar", str(jar), "--skip-non-html", "--stdout", "--exit-zero-always", "--format", "json"]
        said = subprocess.run([*command, *map(str, places)], capture_output=True, encoding="utf-8", timeout=300, check=True)
        return [f"{found['url']}:{found.get('lastLine', 0)}: {found['message']}" for found in json.loads(said.stdout)["messages"]]

    return judge
