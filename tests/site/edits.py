"""Edits of texts as editors make them, each of what there is in a copy of the project at that moment. Chance is only in `choose`.

An edit is a function of a `Desk` and of `choose`, which gives one of a list and raises IndexError for an empty one. It says in a line
what it has done. What it leaves may be wrong: then every build must say so.
"""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from tests.site.conftest import NEW_YEAR_2026, Project

Choose = Callable[[list], Any]
Edit = Callable[["Desk", Choose], str]

POSTS = ("articles", "submissions")
KINDS = (*POSTS, "contributors", "callouts", "programmes", "pages")


@dataclass
class Desk:
    """A copy of the project that is being edited, the moment at which it is built, and the name of the settings it is built with."""

    project: Project
    moment: int = NEW_YEAR_2026
    settings: str = "publishconf"

    @property
    def content(self) -> Path:
        return self.project.folder / "content"

    def texts(self, *kinds: str) -> list[str]:
        """Paths of texts of some kinds, or of all, from the project's folder."""
        found = (file for kind in kinds or KINDS for file in (self.content / kind).rglob("*.md"))
        return sorted(file.relative_to(self.project.folder).as_posix() for file in found)

    def keys(self, kind: str) -> list[str]:
        """What other texts call the texts of a kind."""
        return [PurePosixPath(path).stem for path in self.texts(kind)]

    def pictures(self) -> list[str]:
        """Paths of pictures from content/."""
        return sorted(file.relative_to(self.content).as_posix() for file in (self.content / "images").iterdir())

    def any_text(self, choose: Choose, *kinds: str) -> str:
        """The path of one text of some kinds, or of any."""
        return choose(self.texts(*kinds))

    def read(self, path: str) -> str:
        return (self.project.folder / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str | bytes, same_second: bool = False) -> None:
        """With `same_second` the time of the file stays, as when it is saved twice within one."""
        file = self.project.folder / path
        before = file.stat() if same_second else None
        self.project.write(path, text)
        if before:
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def day(self, days: int) -> str:
        """The day of the build, or one that is some days away."""
        return f"{datetime.fromtimestamp(self.moment, UTC) + timedelta(days):%Y-%m-%d}"

    def unlink(self, path: str) -> None:
        """Make words of all links to a text, and of those that lead to it by its address."""
        self.project.unlink_texts(r"\{filename\}[^)]*" + re.escape(PurePosixPath(path).name))


# --- The words of a text

SNIPPETS = [
    "One more paragraph.",
    "Some *emphasis*, a [link](/search/), `code` and an address: <https://example.org/?a=1&b=2>.",
    "> A quotation -- in 'single' and \"double\" quotes, from the '90s...",
    "- one\n- two\n    - three\n\n1. first\n2. second",
    "A | table\n--|--\n1 | 2",
    "Help\n: What it says.\n\n*[NHS]: National Health Service\n\nThe NHS, once more.",
    "```\n<b>code</b> {{ SITENAME }}\n```",
    "## A heading\n\n### And one below",
    "Read it [in large print](/print/), as [a feed](/feed.xml), or [with an answer](/callouts/).",
    '[About]({filename}/pages/about.md "with a title") and [a reference][1].\n\n[1]: https://example.org/',
]
LINES = [
    *("Words", "Relations: “quoted” & <b>bold</b>", "How much is enough, and who is to say so when nobody has asked?"),
    *("It's \"straight\" -- isn't it...", "Ünïcode für alle"),
]


def append_words(desk: Desk, choose: Choose) -> str:
    return _added(desk, desk.any_text(choose), choose(SNIPPETS))


def add_footnote(desk: Desk, choose: Choose) -> str:
    path = desk.any_text(choose, *POSTS, "pages")
    number = desk.read(path).count("[^")
    return _added(desk, path, f"A claim.[^a{number}]\n\n[^a{number}]: {choose(LINES)}")


def add_pull_quote(desk: Desk, choose: Choose) -> str:
    return _added(desk, desk.any_text(choose, *POSTS), f"/// pull-quote\n{choose(LINES)}\n///")


def add_figure(desk: Desk, choose: Choose) -> str:
    """Or a plain picture, or a link to one."""
    path, picture, words = desk.any_text(choose), choose(desk.pictures()), choose(LINES)
    figure = f"/// figure\n    file: {picture}\n    alt: {json.dumps(words)}\n    credit: {{name: {choose(['Betty', 'Carl'])}, via: Flickr}}\n///"
    return _added(desk, path, choose([figure, f"![{words}](/{picture})", f"[{words}]({{static}}/{picture})"]))


def add_link(desk: Desk, choose: Choose) -> str:
    path, target = desk.any_text(choose), desk.any_text(choose).removeprefix("content")
    return _added(desk, path, f"See [{choose(LINES)}]({{filename}}{target}) too.")


def _added(desk: Desk, path: str, words: str) -> str:
    desk.write(path, f"{desk.read(path).rstrip()}\n\n{words}\n")
    return f"{path}: added {words!r}"


def replace_word(desk: Desk, choose: Choose) -> str:
    """Somewhere in a text, by one of the same length and within the same second."""
    path = desk.any_text(choose)
    text = desk.read(path)
    found = choose(list(re.finditer(r"(?<= )[A-Za-z]{4,}(?= )", text)))
    desk.write(path, text[: found.start()] + found[0].swapcase() + text[found.end() :], same_second=True)
    return f"{path}: “{found[0]}” has become “{found[0].swapcase()}” at {found.start()}"


def take_paragraph(desk: Desk, choose: Choose) -> str:
    path = desk.any_text(choose)
    top, body = re.split(r"(?<=\n---\n)", desk.read(path), maxsplit=1)
    paragraphs = body.split("\n\n")
    gone = choose(list(range(len(paragraphs))))
    desk.write(path, top + "\n\n".join(paragraphs[:gone] + paragraphs[gone + 1 :]) + "\n")
    return f"{path}: took out {paragraphs[gone][:60]!r}"


# --- Facts on top of a text: which kinds have each, and what it may be set to; None takes it away

DATES = [
    *(
        "2014-06-03 09:00",
        "2014-06-03",
        "2014-07-02T09:00+05:00",
        "2014-12-31 23:30",
        "2015-01-01 00:15",
        "2015-03-29 01:30",
        "2013-02-01 12:00",
    ),
    *("2025-12-31 23:59", "2026-01-01 00:00", "2026-01-01 00:30", "2026-01-02 10:00", "2026-03-29 01:30"),
]
ROLES = [
    [],
    [{"role": "Coach"}],
    [{"role": "Coach", "organisation": "Backr", "from": "2013-01", "to": "2014-06-03"}, {"role": "Editor", "from": "2014-06-04"}],
    [{"role": "Coach", "to": "2014"}, {"role": "Editor", "organisation": "Circle", "from": "2015"}],
]
MARKDOWN = [None, "Words.", "Some *words*, and [a link]({filename}/pages/about.md).", "![A picture](/images/pulse.png)"]


def _programmes(desk: Desk, choose: Choose) -> list:
    return [None, *desk.keys("programmes")]


def _authors(desk: Desk, choose: Choose) -> list:
    known = desk.keys("contributors")
    return [[one, *others] for one in known for others in ([], known[:1], known[-1:]) if one not in others]


def _image(desk: Desk, choose: Choose) -> list:
    image = {"file": choose(desk.pictures()), "alt": choose(LINES)}
    credits = [{"name": "Betty Tsang", "via": "Flickr"}, {"name": "The picture desk", "medium": "drawing", "url": "https://example.org/"}]
    return [image, *(image | {"credit": credit, "licence": "CC BY 2.0"} for credit in credits)]


FACTS: dict[str, tuple[tuple[str, ...], list | Callable[[Desk, Choose], list]]] = {
    "title": ((*POSTS, "pages"), LINES),
    "question": (("callouts",), LINES),
    "name": (("contributors", "programmes"), LINES),
    "summary": ((*POSTS, "callouts", "programmes", "pages"), [*LINES, None]),
    "date": (POSTS, DATES),
    "modified": (POSTS, [*DATES, None]),
    "slug": ((*POSTS, "pages"), [None, "another-address", "five-shifts", "a", "circle"]),
    "status": ((*POSTS, "pages"), ["draft", "hidden", "published"]),
    "tags": (POSTS, [[], ["work"], ["Work", "networks"], ["networks", "work"], ["never seen before", "care"], ["Care!"]]),
    "authors": (POSTS, _authors),
    "programme": ((*POSTS, "callouts"), _programmes),
    "image": (
        (*POSTS, "callouts", "programmes", "pages"),
        lambda desk, choose: [None, *_image(desk, choose), _image(desk, choose)[0] | {"caption": "A *caption*."}],
    ),
    "avatar": (("contributors",), lambda desk, choose: [None, *_image(desk, choose)]),
    "aliases": ((*POSTS, "pages"), [None, ["/old/one/"], ["/?p=123", "/another/old/one/"]]),
    "id": (POSTS, [None, "kept-for-ever"]),
    "editors_note": (POSTS, MARKDOWN),
    "intro": (("submissions",), MARKDOWN),
    "thanks": (("submissions",), MARKDOWN),
    "outcome": (("callouts",), MARKDOWN),
    "consent": (("submissions",), ["publish", "publish-anonymously"]),
    "edited": (("submissions",), ["as-sent", "for-length", "retold"]),
    "submitter": (("submissions",), [{"name": "Lily", "pseudonym": True}, {"name": "Lily Trent"}]),
    "platform": (("submissions",), [None, {"name": "Elsewhere"}, {"name": "Elsewhere", "original": "https://example.org/1"}]),
    "contact": (("submissions",), [[], ["@somebody"], ["who@example.org", "https://example.org/"]]),
    "roles": (
        ("contributors",),
        lambda desk, choose: [*ROLES, [{"role": "Coach", "to": desk.day(0)}, {"role": "Editor", "from": desk.day(1)}]],
    ),
    "kind": (("contributors",), ["staff", "guest", "alumni"]),
    "links": (("contributors",), [{}, {"twitter": "somebody"}, {"github": "somebody", "home": "https://example.org/"}]),
    "opens": (("callouts",), lambda desk, choose: ["2014-05-01", *map(desk.day, (-1, 0, 1))]),
    "closes": (("callouts",), lambda desk, choose: [None, "2014-07-31", *map(desk.day, (-1, 0, 1, 40))]),
    "accepts": (("callouts",), [["text"], ["photo", "text"], ["video", "audio"]]),
    "website": (("programmes",), [None, {"label": "Elsewhere", "url": "https://example.org/"}]),
    "template": (("pages",), ["page", "follow"]),
}


# What is changed often, or leads far; the others are changed as often as one of these.
FIRST = ("title", "summary", "date", "slug", "status", "tags", "authors", "programme", "image", "roles", "opens", "closes")


def setting(*names: str) -> Edit:
    """The edit that sets one of these facts in one text."""

    def edit(desk: Desk, choose: Choose) -> str:
        name = choose(list(names))
        kinds, values = FACTS[name]
        path = desk.any_text(choose, *kinds)
        value = choose(values(desk, choose) if callable(values) else values)
        desk.write(path, with_fact(desk.read(path), name, value))
        if name in ("status", "date") and choose([True, True, False]):
            desk.unlink(path)
        return f"{path}: {name} is now {value!r}"

    return edit


def with_fact(text: str, name: str, value: Any) -> str:
    """A text with a fact set; without it for None."""
    top, body = text.removeprefix("---\n").split("\n---\n", 1)
    top = re.sub(rf"^{name}:.*\n(?:[ \t-].*\n|\n(?=[ \t]))*", "", f"{top}\n", flags=re.M)
    return f"---\n{top}" + (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" if value is not None else "") + f"---\n{body}"


# --- Whole texts

NEW = {
    "articles/2015-01-02-new.md": {"title": "New", "date": "2015-01-02 09:00", "authors": ["the-editors"], "tags": ["work", "new"]},
    "articles/2014-06-03-of-the-same-minute.md": {
        "title": "At once",
        "date": "2014-06-03 09:00",
        "authors": ["kate-bagley"],
        "programme": "backr",
    },
    "articles/2025-12-28-by-two.md": {
        "title": "By two",
        "date": "2025-12-28",
        "authors": ["kate-bagley", "the-editors"],
        "tags": ["listening"],
    },
    "submissions/good-help/2014-07-02-a-neighbour.md": {
        "title": "A neighbour",
        "date": "2014-07-02 09:00",
        "callout": "good-help",
        "submitter": {"name": "Ada"},
        "consent": "publish-anonymously",
        "edited": "as-sent",
        "tags": ["care"],
    },
    "contributors/ada.md": {"name": "Ada", "kind": "guest", "roles": ROLES[2]},
    "callouts/anything-else.md": {"question": "Anything else?", "opens": "2015-01-01"},
    "programmes/wellogram.md": {"name": "Wellogram", "summary": "A programme."},
    "pages/new.md": {"title": "New"},
}


def add_text(desk: Desk, choose: Choose) -> str:
    path = f"content/{choose(list(NEW))}"
    facts = "".join(f"{name}: {json.dumps(value)}\n" for name, value in NEW[path.removeprefix("content/")].items())
    desk.write(path, f"---\n{facts}---\n{choose(SNIPPETS)}\n")
    return f"{path} is new"


def delete_text(desk: Desk, choose: Choose) -> str:
    """Most often a post, after which its author may have none, or an answer that is withdrawn."""
    path = desk.any_text(choose, *choose([POSTS, POSTS, KINDS]))
    (desk.project.folder / path).unlink()
    if choose([True, True, False]):
        desk.unlink(path)
    return f"{path} is gone"


def rename_text(desk: Desk, choose: Choose) -> str:
    """With whatever names it, or without."""
    path = desk.any_text(choose, *(kind for kind in KINDS if kind != "callouts"))
    file = desk.project.folder / path
    new = file.with_name(f"{file.stem}-renamed.md" if "-renamed" not in file.stem else f"{file.stem.replace('-renamed', '')}.md")
    file.rename(new)
    if choose([True, True, False]):
        for other in desk.texts():
            text = desk.read(other)
            if (named := re.sub(rf"(?<![\w-]){file.stem}(?![\w-]|\.png)", new.stem, text)) != text:
                desk.write(other, named)
    return f"{path} is now {new.name}"


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        append_words,
        add_footnote,
        add_pull_quote,
        add_figure,
        add_link,
        replace_word,
        take_paragraph,
        add_text,
        delete_text,
        rename_text,
    )
}
EDITS |= {f"set_{name}": setting(name) for name in FIRST} | {"set_another_fact": setting(*(name for name in FACTS if name not in FIRST))}
