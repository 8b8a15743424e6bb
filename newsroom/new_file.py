"""A new file of a content type: what is asked for it, each answer checked as it comes, where it goes and what is in it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from unidecode import unidecode

from newsroom.problems import did_you_mean, with_cure

MAX_TAGS = 50
# What neither XML nor a reader can hold, and halves of characters, which no file can.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
Answers = dict[str, str]


class InvalidAnswer(Exception):
    """An answer that cannot be used; the text says what is wrong and, on a second line, the cure."""

    def __init__(self, wrong: str, cure: str = ""):
        super().__init__(with_cure(wrong, cure))


@dataclass(frozen=True)
class Question:
    """One thing to know. `check` turns what was typed into the value, or raises InvalidAnswer; `default` may use the clock.

    A question that is not needed may be left empty; so may one with a default.
    """

    name: str
    words: str
    check: Callable[[str, Path], str]
    default: Callable[[datetime], str] = lambda now: ""
    needed: bool = False


@dataclass(frozen=True)
class NewFile:
    """What `new` asks for one content type. `path` is below content/; `next_step` is what a person should do after."""

    questions: tuple[Question, ...]
    path: Callable[[Answers], str]
    text: Callable[[Answers], str]
    next_step: Callable[[Answers], str]

    @property
    def options(self) -> list[str]:
        """The options that mean something for this type."""
        return [question.name for question in self.questions] + ["slug"]


# What can stand in YAML without quotes wherever a value may, between brackets too.
_PLAIN = re.compile(r"[^\W_](?:[\w /.!?()+–—’‘“”…-]|'(?! )|:(?=[^\s,\]}])|(?<! )#)*")
# Words that mean nothing, or something else, to YAML.
_NO_WORDS = frozenset("null true false yes no on off".split())


def scalar(text: str) -> str:
    """`text` as it must be written after “key: ” in YAML, in quotes only where they are needed."""
    if not text or (_PLAIN.fullmatch(text) and text.casefold() not in _NO_WORDS and text == text.strip()):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def entries(text: str) -> str:
    """“a, b” as a YAML list: [a, b]"""
    return f"[{', '.join(map(scalar, text.split(', ')))}]" if text else ""


def front_matter(*fields: tuple[str, str] | str) -> str:
    """The lines of YAML between ---; an empty field stays, as a reminder that it is there to be filled. Whole lines are comments."""
    lines = [field if isinstance(field, str) else f"{field[0]}: {field[1]}".rstrip() for field in fields]
    return "\n".join(["---", *lines, "---", ""])


# A comma or a colon is at home in such words, so they are shown in quotes.
_PICTURE = """#   file: images/{name}.png
#   alt: "What it shows"
#   credit: {{name: "Who made it"}}
#   licence: CC0 1.0"""
IMAGE = "# image:\n" + _PICTURE.format(name="NAME")
AVATAR = "# avatar:\n" + _PICTURE.format(name="avatar-NAME")
DRAFT = ("# draft, or published when it is ready", ("status", "draft"))


def line(typed: str, _: Path, most: int = 500) -> str:
    """One line of words, of at most `most` characters."""
    words = " ".join(typed.split())
    if found := UNPRINTABLE.search(words):
        raise InvalidAnswer(
            f"the character U+{ord(found[0]):04X} cannot be printed", "leave it out; it often comes along when text is pasted"
        )
    if len(words) > most:
        raise InvalidAnswer(f"is {len(words)} characters long", f"at most {most}")
    return words


def name(typed: str, content: Path) -> str:
    """What somebody is called."""
    return line(typed, content, 200)


def moment(typed: str, _: Path) -> str:
    """A day, or a day and a time of day."""
    for shape in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"):
        try:
            found = datetime.strptime(typed.strip(), shape)
        except ValueError:
            continue
        return f"{found:%Y-%m-%d} {'09:00' if shape == '%Y-%m-%d' else f'{found:%H:%M}'}"
    raise InvalidAnswer(f"“{typed}” is not a date", "write it like 2014-06-03 09:00")


def day(typed: str, _: Path) -> str:
    """A day."""
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        raise InvalidAnswer(f"“{typed}” is not a date", "write it like 2014-06-03") from None


def tag_list(typed: str, content: Path) -> str:
    """Several words or phrases, each once, with “, ” between them."""
    parts = [line(part, content, 80) for part in typed.split(",") if part.strip()]
    for part in parts:
        if not re.search(r"\w", unidecode(re.sub(r"<[^>]*>", "", part))):
            raise InvalidAnswer(f"no address can be made of “{part}”", "use at least one letter or figure")
    if len(parts) > MAX_TAGS:
        raise InvalidAnswer(f"there are {len(parts)} of them", f"at most {MAX_TAGS}")
    return ", ".join(dict.fromkeys(parts))


def one_of(*choices: str) -> Callable[[str, Path], str]:
    """A check that takes one of `choices`."""

    def check(typed: str, _: Path) -> str:
        if typed.strip() not in choices:
            raise InvalidAnswer(f"“{typed}” is not possible", nearest(typed, choices) or f"one of {', '.join(choices)}")
        return typed.strip()

    return check


def file_in(folder: str, noun: str, several: bool = False) -> Callable[[str, Path], str]:
    """A check that takes the name, or with `several` the names, of a file in content/FOLDER/."""

    def check(typed: str, content: Path) -> str:
        known = sorted(path.stem for path in (content / folder).glob("*.md"))
        names = [part.strip() for part in typed.split(",") if part.strip()] if several else [typed.strip()]
        for name in names:
            if name not in known:
                way_out = f"to add one: python3 tasks.py new {noun}" if noun != "programme" else "to add one, write a file there"
                raise InvalidAnswer(f"no {noun} “{name}” in content/{folder}/", f"{nearest(name, known)} {way_out}".strip())
        return ", ".join(names)

    return check


def nearest(typed: str, known: Iterable[str]) -> str:
    """“did you mean “backr”?”, or "" if nothing is like it. A person’s name finds their file name too."""
    like = re.sub(r"[^a-z0-9]+", "-", unidecode(typed).lower()).strip("-")
    return did_you_mean(like, known)


PROGRAMME = Question("programme", "Which programme is it about?", file_in("programmes", "programme"))
TAGS = Question("tags", "Tags, with commas between them?", tag_list)
SUMMARY = Question("summary", "A sentence for lists, feeds and mail?", line)
DATE = Question("date", "When?", moment, default=lambda now: f"{now:%Y-%m-%d %H:%M}")


def feed_id_line(path: str) -> tuple[str, str]:
    """The feed id for a post in this file, written down so that it stays when the file is renamed. A file without one has the same from its path."""
    return "id", scalar(path.removesuffix(".md"))


def dated_name(answers: Answers) -> str:
    """The file name of a post: its day and its slug."""
    return f"{answers['date'][:10]}-{answers['slug']}.md"


def draft_step(folder: Callable[[Answers], str]) -> Callable[[Answers], str]:
    """The next step after a draft, which lies below `folder(answers)` in preview."""
    return lambda a: (
        f"It is a draft: python3 tasks.py preview shows it at {folder(a)}{a['slug']}/. Set “status: published” when it is ready."
    )


def draft_folder(answers: Answers) -> str:
    """Where preview shows the draft of a post."""
    return f"/drafts/{answers['date'][:10].replace('-', '/')}/"
