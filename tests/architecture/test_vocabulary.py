"""Names are the field's terms: private words stay out of identifiers, module names, docstrings, templates and style sheets."""

import ast
import re

import pytest

from tests.architecture.vocabulary import CSS_CLASSES, NAMES, PHRASES, WORDS

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ROOMS = (
    "newsroom/",
    "plugins/",
    "desk/",
    "commands/",
    "benchmarks/",
    "testing/",
    "tests/",
    "tasks.py",
    "pelicanconf.py",
    "publishconf.py",
)
_DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def identifiers(tree: ast.AST):
    """Each name that a module gives to something, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, _DEFINING):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, 0


def docstrings(tree: ast.AST):
    """Each docstring with the line of what it describes."""
    for node in ast.walk(tree):
        if isinstance(node, (*_DEFINING, ast.Module)) and (text := ast.get_docstring(node)):
            yield text, getattr(node, "lineno", 1)


def private_words(file: str, text: str) -> list[str]:
    """What is wrong in one Python file: place, word found, and the term in its stead."""
    tree, found = ast.parse(text), []
    module = file.rpartition("/")[2].removesuffix(".py")
    for name, line in [(module, 1), *identifiers(tree)]:
        if name in NAMES:
            found.append(f"{file}:{line}: {name} → {NAMES[name]}")
        for part in _PARTS.findall(name):
            if part.lower() in WORDS:
                found.append(f"{file}:{line}: {part} in {name} → {WORDS[part.lower()]}")
    for text, line in docstrings(tree):
        for phrase, term in PHRASES.items():
            if re.search(rf"\b{phrase}\b", text, re.IGNORECASE):
                found.append(f"{file}:{line}: “{phrase}” in a docstring → {term}")
    return found


def test_no_name_and_no_docstring_has_a_private_word(texts):
    files = [file for file in texts if file.endswith(".py") and file.startswith(_ROOMS) and not file.startswith("tests/architecture/")]
    assert len(files) > 300
    found = [each for file in files for each in private_words(file, texts[file])]
    assert not found, "\n".join(found)


def test_one_function_suggests_the_nearest_name(texts):
    """Hints read alike everywhere. commands/environment.py runs before anything is installed, and contrib/artwork imports nothing of ours."""
    own = {"newsroom/problems.py", "commands/environment.py", "contrib/artwork/__main__.py"}
    using = {file for file in texts if file.endswith(".py") and not file.startswith("tests/") and "get_close_matches" in texts[file]}
    assert using == own


def test_templates_and_style_sheets_use_the_agreed_class_names(texts):
    files = [file for file in texts if file.startswith(("theme/", "desk/templates/")) and file.endswith((".html", ".css"))]
    assert files
    found = [
        f"{file}: {name} → {CSS_CLASSES[name]}"
        for file in files
        for name in CSS_CLASSES
        if re.search(
            rf"\.{re.escape(name)}\b(?!-)" if file.endswith(".css") else rf'class="[^"]*(?<![\w-]){re.escape(name)}(?![\w-])', texts[file]
        )
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    ["def drawn_anew(): pass", "class Shelf: pass", "shelf = 1", "def f(shelf): pass", 'def f():\n    """It is drawn anew."""'],
)
def test_a_private_word_that_comes_back_is_found(text, monkeypatch):
    monkeypatch.setitem(WORDS, "shelf", "cache")
    monkeypatch.setitem(WORDS, "anew", "again")
    monkeypatch.setitem(PHRASES, "anew", "again")
    assert private_words("plugins/x.py", text)
