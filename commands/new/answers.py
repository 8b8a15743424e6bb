"""The answers a new file needs: from options, or asked for on the terminal, each checked as it comes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from unidecode import unidecode

from newsroom.problems import did_you_mean, with_cure

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60  # of one that is made of a title
MOST_TAGS = 50
MOST_IN_SLUG = 120  # of one that is chosen
# What neither XML nor a reader can hold, and halves of characters, which no file can.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Unfit(Exception):
    """An answer that cannot be used; the text says what is wrong and, on a second line, the cure."""

    def __init__(self, wrong: str, cure: str = ""):
        super().__init__(with_cure(wrong, cure))


@dataclass(frozen=True)
class Question:
    """One thing to know. `check` turns what was typed into the value, or raises Unfit; `default` may use the clock.

    A question that is not needed may be left empty; so may one with a default.
    """

    name: str
    words: str
    check: Callable[[str, Path], str]
    default: Callable[[datetime], str] = lambda now: ""
    needed: bool = False


def answers_to(
    questions: Iterable[Question], given: dict[str, str], content: Path, now: datetime, ask: Callable[[str], str] | None
) -> dict[str, str]:
    """The value of each question, by name. Raises Unfit for an option that will not do or, without `ask`, is missing."""
    answers = {q.name: q.check(given[q.name], content) for q in questions if given.get(q.name)}
    missing = [q.name for q in questions if q.needed and q.name not in answers]
    if missing and not ask:
        raise Unfit(f"--{missing[0]} is missing", "give it, or start this on a terminal, which asks")
    for question in questions:
        if question.name not in answers:
            default = question.default(now)
            answers[question.name] = _asked(question, default, content, ask) if missing and ask else default
    answers["slug"] = slug(given.get("slug") or answers["title"], chosen=bool(given.get("slug")))
    return answers


def _asked(question: Question, default: str, content: Path, ask: Callable[[str], str]) -> str:
    hint = f" [{default}]" if default else "" if question.needed else " (or nothing)"
    while True:
        typed = ask(f"{question.words}{hint} ").strip()
        if not typed and not question.needed:
            return default
        try:
            if not typed:
                raise Unfit("this one is needed", "Ctrl-C leaves without writing anything")
            return question.check(typed, content)
        except Unfit as error:
            print(f"  {error}")


def slug(words: str, chosen: bool = False) -> str:
    """The last part of an address, made of `words`; as it stands if it was `chosen`. Raises Unfit if there is none."""
    made = words if chosen else re.sub(r"[^a-z0-9]+", "-", unidecode(words).lower().replace("'", "")).strip("-")
    if not chosen and len(made) > LONGEST_SLUG:
        made = made[: LONGEST_SLUG + 1].rpartition("-")[0] or made[:LONGEST_SLUG]
    if len(made) > MOST_IN_SLUG:
        raise Unfit(f"the address “{made[:20]}…” would be {len(made)} characters long", f"choose one of at most {MOST_IN_SLUG}")
    if not SLUG.fullmatch(made):
        raise Unfit(f"no address can be made of “{words}”", "choose one: --slug some-words, with a–z, 0–9 and single hyphens")
    return made


def line(typed: str, _: Path, most: int = 500) -> str:
    """One line of words, of at most `most` characters."""
    words = " ".join(typed.split())
    if found := UNPRINTABLE.search(words):
        raise Unfit(f"the character U+{ord(found[0]):04X} cannot be printed", "leave it out; it often comes along when text is pasted")
    if len(words) > most:
        raise Unfit(f"is {len(words)} characters long", f"at most {most}")
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
    raise Unfit(f"“{typed}” is not a date", "write it like 2014-06-03 09:00")


def day(typed: str, _: Path) -> str:
    """A day."""
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        raise Unfit(f"“{typed}” is not a date", "write it like 2014-06-03") from None


def words_of(typed: str, content: Path) -> str:
    """Several words or phrases, each once, with “, ” between them."""
    parts = [line(part, content, 80) for part in typed.split(",") if part.strip()]
    for part in parts:
        if not re.search(r"\w", unidecode(re.sub(r"<[^>]*>", "", part))):
            raise Unfit(f"no address can be made of “{part}”", "use at least one letter or figure")
    if len(parts) > MOST_TAGS:
        raise Unfit(f"there are {len(parts)} of them", f"at most {MOST_TAGS}")
    return ", ".join(dict.fromkeys(parts))


def one_of(*choices: str) -> Callable[[str, Path], str]:
    """A check that takes one of `choices`."""

    def check(typed: str, _: Path) -> str:
        if typed.strip() not in choices:
            raise Unfit(f"“{typed}” is not possible", nearest(typed, choices) or f"one of {', '.join(choices)}")
        return typed.strip()

    return check


def file_in(room: str, noun: str, several: bool = False) -> Callable[[str, Path], str]:
    """A check that takes the name, or with `several` the names, of a file in content/ROOM/."""

    def check(typed: str, content: Path) -> str:
        known = sorted(path.stem for path in (content / room).glob("*.md"))
        names = [part.strip() for part in typed.split(",") if part.strip()] if several else [typed.strip()]
        for name in names:
            if name not in known:
                way_out = f"to add one: python3 tasks.py new {noun}" if noun != "programme" else "to add one, write a file there"
                raise Unfit(f"no {noun} “{name}” in content/{room}/", f"{nearest(name, known)} {way_out}".strip())
        return ", ".join(names)

    return check


def nearest(typed: str, known: Iterable[str]) -> str:
    """“did you mean “backr”?”, or "" if nothing is like it. A person’s name finds their file name too."""
    like = re.sub(r"[^a-z0-9]+", "-", unidecode(typed).lower()).strip("-")
    return did_you_mean(like, known)
