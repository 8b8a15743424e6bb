"""The answers a new file needs: from options, or asked for on the terminal, each checked as it comes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from unidecode import unidecode

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60


class Unfit(Exception):
    """An answer that cannot be used; the text says what is wrong and, on a second line, the cure."""

    def __init__(self, wrong: str, cure: str = ""):
        super().__init__(f"{wrong}\n  {cure}" if cure else wrong)


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
    if not SLUG.fullmatch(made) or len(made) > 120:
        raise Unfit(f"no address can be made of “{words}”", "choose one: --slug some-words, with a–z, 0–9 and single hyphens")
    return made


def line(typed: str, _: Path) -> str:
    """One line of words."""
    return " ".join(typed.split())


def moment(typed: str, _: Path) -> str:
    """A day, or a day and a time of day."""
    for shape in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"):
        try:
            found = datetime.strptime(typed.strip(), shape)
        except ValueError:
            continue
        return f"{found:%Y-%m-%d} {'09:00' if shape == '%Y-%m-%d' else f'{found:%H:%M}'}"
    raise Unfit(f"“{typed}” is no date", "write it as 2014-06-03 09:00")


def day(typed: str, _: Path) -> str:
    """A day."""
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        raise Unfit(f"“{typed}” is no date", "write it as 2014-06-03") from None


def words_of(typed: str, _: Path) -> str:
    """Several words or phrases, with “, ” between them."""
    return ", ".join(part for part in (" ".join(piece.split()) for piece in typed.split(",")) if part)


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
    near = get_close_matches(like, list(known), n=1)
    return f"did you mean “{near[0]}”?" if near else ""
