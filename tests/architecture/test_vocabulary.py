"""Names are the field's terms: private words stay out of identifiers, module names, docstrings, templates and style sheets."""

import ast
import re
from html.parser import HTMLParser

import pytest

from tests.architecture.vocabulary import CSS_CLASSES, CSS_PROPERTIES, NAMES, PHRASES, TEMPLATES, WORDS

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


def selectors(sheet: str):
    """The selectors of a style sheet: what stands before each block, at-rules left out."""
    text = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", "", sheet, flags=re.DOTALL)
    return [found[1] for found in re.finditer(r"([^{};]+)\{", text) if not found[1].strip().startswith("@")]


def classes_of_sheet(sheet: str) -> set[str]:
    return {name for selector in selectors(sheet) for name in re.findall(r"\.([a-zA-Z][\w-]*)", selector)}


def classes_of_script(script: str) -> set[str]:
    """Classes in the selectors of a script: string literals such as ".search-excerpt"."""
    literals = re.findall(r'"([^"\n]*)"', script)
    return {name for text in literals for name in re.findall(r"(?:^|[\s,>])\.([a-zA-Z][\w-]*)", text)}


class _Classes(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.found |= {name for key, value in attrs if key == "class" and value for name in value.split()}


def classes_of_template(source: str) -> set[str]:
    """Classes that a template may give: class attributes, with the strings of the expressions in them, and blocks named body_class."""

    def strings(expression: re.Match) -> str:
        return " ".join(re.findall(r"'([^']*)'", expression[0]))

    text = re.sub(r"\{\{.*?\}\}", strings, re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL), flags=re.DOTALL)
    parser = _Classes()
    parser.feed(re.sub(r"\{%.*?%\}", " ", text, flags=re.DOTALL))
    bodies = re.findall(r"\{% block body_class %\}(.*?)\{% endblock", text, flags=re.DOTALL)
    arguments = re.findall(r"\bclass='([^']*)'", source)
    return parser.found | {name for names in [*bodies, *arguments] for name in names.split()}


_CLASSES = {"html": classes_of_template, "css": classes_of_sheet, "js": classes_of_script}


def private_classes(file: str, text: str) -> list[str]:
    """Names in one template, style sheet or script that have been replaced, each with the term in its stead."""
    ending = file.rpartition(".")[2]
    found = [(name, CSS_CLASSES[name]) for name in sorted(_CLASSES[ending](text)) if name in CSS_CLASSES]
    if file.endswith(".css") and file.startswith("theme/"):
        properties = sorted(set(re.findall(r"--([\w-]+)", text)))
        found += [(f"--{name}", f"--{CSS_PROPERTIES[name]}") for name in properties if name in CSS_PROPERTIES]
    return [f"{file}: {name} → {term}" for name, term in found]


def test_templates_style_sheets_and_scripts_use_the_agreed_names(texts):
    rooms = ("theme/", "desk/templates/", "desk/static/")
    files = [
        file
        for file in texts
        if file.startswith(rooms) and not file.startswith("theme/templates/mail/") and file.endswith((".html", ".css", ".js"))
    ]
    assert {file.rpartition(".")[2] for file in files} == set(_CLASSES) and len(files) > 100
    known = {name for file in files for name in _CLASSES[file.rpartition(".")[2]](texts[file])}
    assert {"entry-list", "u-featured", "page-not-found", "print-only"} <= known
    found = [each for file in files for each in private_classes(file, texts[file])]
    assert not found, "\n".join(found)


def test_templates_have_the_agreed_names(texts):
    names = [file.removeprefix("theme/templates/") for file in texts if file.startswith("theme/templates/")]
    assert len(names) > 90
    found = [f"{name} → {TEMPLATES[name.removesuffix('.html')]}" for name in names if name.removesuffix(".html") in TEMPLATES]
    found += [f"{name}: words are joined by underscores" for name in names if "-" in name]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("theme/x.html", '<p class="lead bubble">'),
        ("theme/x.html", "<p class=\"entry{{ ' bubble' if a else '' }}\"{% if a == 'b' %} id=\"x\"{% endif %}>"),
        ("theme/x.html", "{{ render_picture(picture, class='bubble') }}"),
        ("theme/x.html", "{% block body_class %}bubble{% endblock %}"),
        ("theme/x.css", "p { top: 0; } @media print { p > .bubble:hover { top: 1.5em; } }"),
        ("theme/x.css", ":root { --ink: #000; }"),
        ("theme/x.css", "p { color: var(--ink); }"),
        ("theme/x.js", 'item.querySelector(".bubble")'),
    ],
)
def test_a_replaced_name_that_comes_back_to_the_theme_is_found(file, text):
    assert len(private_classes(file, text)) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [("theme/x.html", "<p>bubble, class bubble</p>"), ("theme/x.css", '/* .bubble { */ p::after { content: ".bubble {"; }')],
)
def test_a_word_that_is_not_a_class_is_left_alone(file, text):
    assert private_classes(file, text) == []


@pytest.mark.parametrize(
    "text",
    ["def drawn_anew(): pass", "class Shelf: pass", "shelf = 1", "def f(shelf): pass", 'def f():\n    """It is drawn anew."""'],
)
def test_a_private_word_that_comes_back_is_found(text, monkeypatch):
    monkeypatch.setitem(WORDS, "shelf", "cache")
    monkeypatch.setitem(WORDS, "anew", "again")
    monkeypatch.setitem(PHRASES, "anew", "again")
    assert private_words("plugins/x.py", text)
