"""What is typed for something new is what the reader finds in the file, whatever signs are in it."""

import re
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commands.new import new
from newsroom.content_types import content_types
from newsroom.fields import tag_slug
from newsroom.new_file import AVATAR, IMAGE
from plugins.reader.decode import decode_text
from plugins.reader.document import parse_document

KINDS = {each.name: each.new for each in content_types().values() if each.new}
NOW = datetime(2014, 6, 3, 9, 30)
SIGNS = """a Networks, work: why? #1 # !Hola & *bold* - -- ? | > % @ ` ' \'\' " “ ” ‘ ’ « [ ] { } , \\ \\n C:\\new ~ null yes 2014 = << é 🎂 It's it's: x: :y """.split(
    " "
)
WORDS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map(" ".join).filter(str.strip)
TYPED = st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip))
TRICKY = [
    "Networks: why?",
    "Work, and more",
    "We are #1",
    "!Hola amigos",
    'It\'s "ours"',
    "null",
    "~",
    "- a",
    "'Tis \\n",
    "“One, two”",
    "a:",
    "…",
]


def made(kind: str, **given: str) -> tuple[int, str, str]:
    """What `new` said with its exit code, and the path and the text of the file."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for file in ("contributors/kate-bagley", "contributors/ben", "callouts/good-help", "programmes/backr"):
            (root / "content" / file).parent.mkdir(parents=True, exist_ok=True)
            (root / "content" / f"{file}.md").write_text("")
        code = new(kind, {"slug": "some-words"} | given, root, now=NOW)
        files = [file for file in (root / "content").rglob("*some-words.md")]
        return (code, files[0].relative_to(root / "content").as_posix(), decode_text(files[0].read_bytes())) if files else (code, "", "")


def fields(kind: str, **given: str):
    """The fields of what was made; None when an answer was refused."""
    code, path, text = made(kind, **given)
    if code:
        assert code == 2 and not path
        return None
    document, problems = parse_document(path, text)
    assert problems == [], text
    return document.fields


def one_line(typed: str) -> str:
    return " ".join(typed.split())


@settings(max_examples=80)
@given(TYPED, TYPED, st.lists(TYPED, max_size=3))
@example("Networks: why, and #1?", "!Hola", ["a: b", "C#", "null"])
def test_an_article(title, summary, tags):
    typed = [one_line(part) for part in ",".join(tags).split(",") if part.strip()]
    found = fields("article", title=title, author="kate-bagley, ben", programme="backr", summary=summary, tags=",".join(tags))
    if found is None:
        return refused(title, summary, *typed)
    assert (found.title, found.summary or "", found.authors) == (one_line(title), one_line(summary), ("kate-bagley", "ben"))
    assert {tag_slug(tag) for tag in found.tags} == {tag_slug(tag) for tag in typed} and set(found.tags) <= set(typed)


@settings(max_examples=60)
@given(st.sampled_from(["contributor", "callout", "submission", "page"]), TYPED, TYPED)
def test_every_other_kind(kind, title, submitter):
    more = {"callout": "good-help", "consent": "publish", "submitter": submitter} if kind == "submission" else {}
    found = fields(kind, title=title, **more)
    if found is None:
        return refused(title, submitter if more else "")
    name = {"contributor": "name", "callout": "question"}.get(kind, "title")
    assert getattr(found, name) == one_line(title)
    assert not more or found.submitter.name == one_line(submitter)


def refused(*typed: str) -> None:
    """Only what no page can hold is refused: signs that cannot be printed, and tags without a letter."""
    assert any(re.search(r"[^\t\n\r -~\x85\xa0-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]", each) or not tag_slug(each) for each in typed)


@pytest.mark.parametrize("words", TRICKY)
def test_what_yaml_would_misread_is_put_in_quotes(words):
    found = fields("article", title=words, author="ben", summary=words)
    assert (found.title, found.summary) == (words, words)


@pytest.mark.parametrize("title", ["word " * 101, "x" * 501])
def test_a_title_that_the_reader_would_refuse_is_refused_at_once(title, capsys):
    assert made("page", title=title)[0] == 2
    assert "at most 500" in capsys.readouterr().err


def test_a_name_has_a_limit_of_its_own(capsys):
    assert made("contributor", title="N" * 201)[0] == 2
    assert "at most 200" in capsys.readouterr().err


@pytest.mark.parametrize(
    "tags, words", [("a, !!!", "no address can be made of “!!!”"), (",".join(map(str, range(51))), "at most 50"), ("t" * 81, "at most 80")]
)
def test_tags_that_the_reader_would_refuse_are_refused_at_once(tags, words, capsys):
    assert made("article", title="T", author="ben", tags=tags)[0] == 2
    assert words in capsys.readouterr().err


def test_the_same_tag_typed_twice_is_written_once():
    assert fields("article", title="T", author="ben", tags="work, networks, work").tags == ("work", "networks")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_suggested_in_comments_can_be_filled_in(kind):
    """Without the marks of the comments, every line is a field that the reader knows."""
    given = {"title": "T", "author": "ben", "callout": "good-help", "submitter": "L", "consent": "publish"}
    _, path, text = made(kind, **{name: value for name, value in given.items() if name in KINDS[kind].options})
    filled = re.sub(r"^# (?=[a-z]+:|  )", "", text, flags=re.M).replace("https://…", "https://x.example/")
    assert filled != text or kind == "page"
    document, problems = parse_document(path, filled)
    assert problems == []
    for name in ("image", "avatar"):
        if f"\n{name}:\n" in filled:
            assert getattr(document.fields, name).alt == "What it shows"
    assert 'alt: "' in IMAGE and 'alt: "' in AVATAR
