"""What the documents and the site's own pages promise is listed in docs/promises/, each sentence once, with the tests that hold it."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LISTS = sorted(path for path in (ROOT / "docs" / "promises").glob("*.md") if path.name != "README.md")
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("README.md", "docs/*.md", "docs/how-to/*.md", "docs/explanation/*.md", "content/pages/*.md")
    for path in ROOT.glob(pattern)
    if path != ROOT / "docs" / "README.md"
)
# A sentence with one of these promises something; what promises without one is listed too, but only a person notices when it is missing.
PROMISING = re.compile(
    r"\b(never|always|nobody|nothing|at once|refus\w+|deleted?|erase[sd]?|thrown? away|forgets?|forgotten|lost|at most|the same bytes"
    r"|no cookies|no tracking|no third part\w+|warns?|is named)\b",
    re.I,
)
BY_A_PERSON = "a person: "


def sentences(markdown: str) -> list[str]:
    """The sentences of a document, cells of tables too, without front matter and code blocks; white space is made single."""
    markdown = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.S)
    markdown = re.sub(r"```.*?```", "", markdown, flags=re.S)
    blocks = re.split(r"\n\s*\n|\n(?=\s*[-*|#])|\n(?=\d+\. )", markdown)
    cells = [cell for block in blocks for cell in " ".join(block.split()).strip("|-*# ").split(" | ")]
    return [each.strip(" *|") for cell in cells for each in re.split(r"(?<=[.!?])[\"”*)]*\s+(?=[\w`*“\[(])", cell) if each.strip(" *|-")]


def rows(file: Path) -> list[tuple[str, str]]:
    """The sentence and what holds it, of each row of a list."""
    found = re.findall(r"^\| (.+) \| (.+) \|$", file.read_text(encoding="utf-8"), re.M)
    return [(promise.strip(), held.strip()) for promise, held in found if promise != "promise"]


def document_of(file: Path) -> str:
    """The document that a list is about, as its first line names it."""
    return re.match(r"# Promises of `(.+)`\n", file.read_text(encoding="utf-8"))[1]


LISTED = {document_of(file): rows(file) for file in LISTS}
ROWS = [(document, promise, held) for document, found in LISTED.items() for promise, held in found]


def plain(text: str) -> str:
    """A text as it is compared: single spaces, without the signs at the ends of cells and emphasis."""
    return " ".join(text.split())


def test_every_document_that_promises_has_a_list():
    promising = [document for document in DOCUMENTS if any(map(PROMISING.search, sentences((ROOT / document).read_text(encoding="utf-8"))))]
    assert sorted(LISTED) == sorted(set(LISTED) & set(DOCUMENTS))
    assert set(promising) <= set(LISTED)


@pytest.mark.parametrize("document", LISTED)
def test_each_promise_stands_in_its_document_word_for_word(document):
    text = plain((ROOT / document).read_text(encoding="utf-8"))
    assert [promise for promise, _ in LISTED[document] if plain(promise) not in text] == []


@pytest.mark.parametrize("document", LISTED)
def test_each_sentence_that_promises_is_listed(document):
    listed = " ".join(plain(promise) for promise, _ in LISTED[document])
    promising = filter(PROMISING.search, sentences((ROOT / document).read_text(encoding="utf-8")))
    assert [sentence for sentence in promising if sentence not in listed] == []


def test_each_promise_is_listed_once():
    assert [promise for promise, number in Counter((document, promise) for document, promise, _ in ROWS).items() if number > 1] == []


@pytest.fixture(scope="module")
def tests_there_are() -> set[str]:
    """`tests/unit/x.py::test_y` for every test."""
    return {
        f"{file.relative_to(ROOT).as_posix()}::{node.name}"
        for file in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize("document", LISTED)
def test_what_holds_a_promise_is_a_test_that_is_there_or_a_person_who_is_named(document, tests_there_are):
    wrong = []
    for promise, held in LISTED[document]:
        named = set(re.findall(r"`(tests/[\w/]+\.py::\w+)`", held))
        if not (named and named <= tests_there_are or held.startswith(BY_A_PERSON)):
            wrong.append(f"{promise}: {sorted(named - tests_there_are) or held}")
    assert wrong == []
