"""Everything that is installed is pinned by version and hash, and from nowhere in particular."""

import json
import re

import pytest

PINNED = re.compile(r"^([a-z0-9][a-z0-9-]*)==(\S+)", re.MULTILINE)
ASKED = re.compile(r"^([A-Za-z0-9][\w.-]*)", re.MULTILINE)
NAMES = [
    "requirements",
    "requirements-desk",
    "requirements-test",
    "contrib/artwork/requirements",
    "requirements-bench",
    "requirements-docs",
]
# Installed into a folder of its own, beside the environment.
APART = {"requirements-docs"}


def pins(text: str) -> dict[str, str]:
    """The version of each package."""
    return dict(PINNED.findall(text))


@pytest.mark.parametrize("name", NAMES)
def test_every_package_has_a_version_and_hashes(texts, name):
    blocks = re.split(r"^(?=[a-z0-9])", texts[f"{name}.txt"], flags=re.MULTILINE)[1:]
    assert blocks
    for block in blocks:
        assert PINNED.match(block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("name", NAMES)
def test_no_file_says_where_packages_come_from(texts, name):
    for line in texts[f"{name}.txt"].splitlines():
        assert not re.search(r"://|--(index|extra|find)|@ ", line), line


@pytest.mark.parametrize("name", NAMES)
def test_what_is_asked_for_is_pinned(texts, name):
    asked = {found.lower().replace("_", "-") for found in ASKED.findall(texts[f"{name}.in"])}
    assert asked - set(pins(texts[f"{name}.txt"])) == set()


def test_a_package_that_two_files_pin_has_one_version(texts):
    runtime = pins(texts["requirements.txt"])
    for name in [name for name in NAMES[1:] if name not in APART]:
        for package, version in pins(texts[f"{name}.txt"]).items():
            assert runtime.get(package, version) == version, f"{package} in {name}.txt"


def test_the_lock_file_of_npm_pins_by_hash_and_names_no_address(texts):
    lock = json.loads(texts["package-lock.json"])
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name
