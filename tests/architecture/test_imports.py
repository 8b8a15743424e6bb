"""Who may import whom: the contracts of pyproject.toml hold, and they cover everything."""

import ast
import importlib
import subprocess
import sys
import tomllib

import pytest


@pytest.fixture(scope="session")
def contracts(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def imported(text: str) -> set[str]:
    """The top names of the modules that a Python text imports anywhere."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


def test_the_contracts_hold(root):
    """In a process of its own: import-linter switches off the loggers that other tests listen to."""
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    linted = subprocess.run([sys.executable, "-c", lint], cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert linted.returncode == 0, linted.stdout
    assert "KEPT" in linted.stdout


def test_the_contracts_look_at_every_room_of_python(root, contracts):
    rooms = {path.parent.name for path in root.glob("*/__init__.py")}
    assert rooms == set(contracts["root_packages"])


def test_every_plugin_is_among_those_that_are_independent(root, contracts):
    plugins = sorted(f"plugins.{path.parent.name}" for path in root.glob("plugins/*/__init__.py"))
    (independence,) = (contract for contract in contracts["contracts"] if contract["type"] == "independence")
    assert plugins == independence["modules"]


@pytest.mark.parametrize("file", ["commands/environment.py", "commands/lock.py", "commands/__init__.py"])
def test_what_makes_the_environment_needs_nothing_but_python(texts, file):
    assert imported(texts[file]) - sys.stdlib_module_names <= {"commands"}


def test_tasks_needs_nothing_but_python_and_invoke(texts):
    assert imported(texts["tasks.py"]) - sys.stdlib_module_names == {"commands", "invoke"}


def test_the_core_needs_nothing_but_what_both_sides_have(texts):
    """The build and the desk share newsroom; what it imports, both must install."""
    needed = set().union(*(imported(text) for file, text in texts.items() if file.startswith("newsroom/") and file.endswith(".py")))
    assert needed - sys.stdlib_module_names <= {
        "newsroom",
        "PIL",
        "css_inline",
        "jinja2",
        "lxml",
        "markupsafe",
        "nh3",
        "pydantic",
        "unidecode",
    }


def test_the_site_tier_imports_none_of_our_packages(texts, contracts):
    """It judges what the commands wrote, whoever wrote the commands; gallery/ is a plugin that it adds to a copy."""
    for file, text in texts.items():
        if file.startswith("tests/site/") and "/gallery/" not in file and file.endswith(".py"):
            assert not imported(text) & set(contracts["root_packages"]) - {"testing"}, file


def test_every_plugin_checks_the_order_and_what_it_needs_is_there(root):
    packages = {f"plugins.{path.parent.name}" for path in root.glob("plugins/*/__init__.py")}
    needs = 0
    for name in sorted(packages):
        module = importlib.import_module(name)
        source = (root / name.replace(".", "/") / "__init__.py").read_text(encoding="utf-8")
        assert "signals.initialized.connect(check_plugin_order)" in source, name
        for other in (*getattr(module, "REQUIRES", ()), *getattr(module, "AFTER", ())):
            assert other in packages, f"{name} needs {other}"
            needs += 1
    assert needs > 10


CONTENT_NAMES = {
    "article",
    "author",
    "callout",
    "content",
    "contributor",
    "item",
    "old",
    "page",
    "person",
    "post",
    "programme",
    "submission",
    "text",
}


def guesses(text: str) -> list[str]:
    """Calls of `hasattr` or `getattr` that ask Pelican's content for an attribute by its name."""
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    asked = (call for call in calls if call.func.id in ("hasattr", "getattr") and isinstance(call.args[1], ast.Constant))
    return [ast.unparse(call) for call in asked if ast.unparse(call.args[0]).rpartition(".")[2] in CONTENT_NAMES]


def test_plugins_read_attributes_that_the_core_documents(texts):
    """newsroom/article.py gives each a default, so nobody need ask whether it is there."""
    assert guesses('getattr(article, "figure", None), hasattr(byline.contributor, "avatar"), getattr(fields, "slug", "")') == [
        "getattr(article, 'figure', None)",
        "hasattr(byline.contributor, 'avatar')",
    ]
    assert {
        file: found for file, text in texts.items() if file.startswith("plugins/") and file.endswith(".py") and (found := guesses(text))
    } == {}
