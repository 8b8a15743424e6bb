"""The answers that a new file needs: from options, or asked for on the terminal."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from unidecode import unidecode

from newsroom.fields import SLUG
from newsroom.new_file import InvalidAnswer, Question

LONGEST_SLUG = 60  # of one that is made of a title
MOST_IN_SLUG = 120  # of one that is chosen


def answers_to(
    questions: Iterable[Question], given: dict[str, str], content: Path, now: datetime, ask: Callable[[str], str] | None
) -> dict[str, str]:
    """The value of each question, by name. Raises InvalidAnswer for an option that will not do or, without `ask`, is missing."""
    answers = {q.name: q.check(given[q.name], content) for q in questions if given.get(q.name)}
    missing = [q.name for q in questions if q.needed and q.name not in answers]
    if missing and not ask:
        raise InvalidAnswer(f"--{missing[0]} is missing", "give it, or start this on a terminal, which asks")
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
                raise InvalidAnswer("this one is needed", "Ctrl-C leaves without writing anything")
            return question.check(typed, content)
        except InvalidAnswer as error:
            print(f"  {error}")


def slug(words: str, chosen: bool = False) -> str:
    """The last part of an address, made of `words`; as it stands if it was `chosen`. Raises InvalidAnswer if there is none."""
    made = words if chosen else re.sub(r"[^a-z0-9]+", "-", unidecode(words).lower().replace("'", "")).strip("-")
    if not chosen and len(made) > LONGEST_SLUG:
        made = made[: LONGEST_SLUG + 1].rpartition("-")[0] or made[:LONGEST_SLUG]
    if len(made) > MOST_IN_SLUG:
        raise InvalidAnswer(f"the address “{made[:20]}…” would be {len(made)} characters long", f"choose one of at most {MOST_IN_SLUG}")
    if not SLUG.fullmatch(made):
        raise InvalidAnswer(f"no address can be made of “{words}”", "choose one: --slug some-words, with a–z, 0–9 and single hyphens")
    return made
