"""The documents are true, the folders introduce themselves, and nothing here points at one machine."""

import ast
import re
import runpy
import subprocess
import sys

import pytest
from pelican.settings import DEFAULT_CONFIG

from commands.environment import commands_of

# Put together here, so that this file does not hold them itself.
REGISTRIES = ["py" + "pi.org", "files.python" + "hosted", "registry.npm" + "js", "deb." + "debian"]
MACHINE = re.compile(r"(?<![\w.<])/" + r"(work|root|farm|home/\w+|opt/pypi)/")
UNFINISHED = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + r"X|HA" + r"CK)\b")
# Settings of Pelican that have no default.
PELICANS_TOO = re.compile(r"SITESUBTITLE|[A-Z]+_SAVE_AS")
ROOMS = ("benchmarks", "commands", "content", "contrib", "desk", "docs", "newsroom", "plugins", "tests", "theme")
# HTML that is printed as it is: the converted and screened text of content/, nothing else.
SAFE = {
    ("callouts/callout.html", "callout.content"),
    ("contributors/contributor.html", "contributor.content"),
    ("follows/page.html", "page.content"),
    ("page.html", "page.content"),
    ("posts/body.html", "article.content"),
    ("programmes/programme.html", "programme.content"),
}


def backticked(text: str) -> set[str]:
    """Everything that stands between backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def test_every_room_says_what_belongs_there(root, texts):
    for room in ROOMS:
        introduction = texts.get(f"{room}/README.md") or ast.get_docstring(ast.parse(texts.get(f"{room}/__init__.py", "")))
        assert introduction, f"{room}/ has neither a README.md nor a docstring in __init__.py"


def test_every_package_and_module_begins_with_a_docstring(texts):
    for file, text in texts.items():
        if file.endswith(".py"):
            assert ast.get_docstring(ast.parse(text)), file


def test_no_file_names_a_registry_or_a_machine(texts):
    for file, text in texts.items():
        for line in text.splitlines():
            assert not any(host in line for host in REGISTRIES), f"{file}: {line}"
            assert not MACHINE.search(line), f"{file}: {line}"


def test_nothing_is_left_to_be_done(texts):
    for file, text in texts.items():
        if file != "LICENSE":
            assert not UNFINISHED.search(text), file


def test_html_is_printed_unescaped_only_where_this_test_says(texts):
    found = set()
    for file, text in texts.items():
        if file.startswith("theme/templates/"):
            name = file.removeprefix("theme/templates/")
            assert "autoescape false" not in text, file
            found |= {(name, printed.strip()) for printed in re.findall(r"([\w.]*[^{|]*)\|\s*safe\b", text)}
    assert found == SAFE


def test_the_readme_lists_every_command(root, texts):
    listed = {words.split()[0] for words in backticked(texts["README.md"])}
    assert set(commands_of(root / "tasks.py")) <= listed


def test_the_settings_page_explains_every_setting_of_our_own(root, texts):
    settings = runpy.run_path(str(root / "pelicanconf.py"))
    own = {name for name in settings if name.isupper() and name not in DEFAULT_CONFIG and not PELICANS_TOO.fullmatch(name)}
    assert own - backticked(texts["docs/settings.md"]) == set()


def test_the_settings_page_explains_nothing_that_is_not_there(root, texts):
    settings = runpy.run_path(str(root / "pelicanconf.py"))
    rows = re.findall(r"^\| `([A-Z_]+)` \|", texts["docs/settings.md"], flags=re.MULTILINE)
    assert rows
    assert [name for name in rows if name not in settings] == []


def test_tests_that_cannot_run_here_are_named_in_the_summary(texts):
    assert '"-rs"' in texts["pyproject.toml"]


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_the_code_has_one_style(root, command):
    ruff = subprocess.run([sys.executable, "-m", "ruff", *command, "--no-cache", str(root)], capture_output=True, text=True, check=False)
    assert ruff.returncode == 0, ruff.stdout
