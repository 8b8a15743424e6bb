"""What an import would do, as the file alone says it: whom it names, and whether they may be written to. Nothing is asked of the database."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError

from desk.follows.addresses import check_address, mailbox
from desk.follows.csv_file import Table, Unreadable, read_table
from desk.follows.export_formats import RULES, Rule, UnknownWord, Verdict, looks_like_status, normalised, words
from desk.follows.forms import EVERYTHING, HOW_OFTEN

_ADDRESS = ("email", "email address", "e mail", "e mail address", "user email", "subscriber email", "mail", "subscriber", "address")
_FREQUENCY = ("frequency", "delivery frequency", "how often")
_RHYTHM = {"instantly": "immediately", "instant": "immediately", "every post": "immediately"} | {each: each for each in HOW_OFTEN}
# What `desk export_followers` and `desk close --finish --export` write: here status is all, and the other columns are what somebody agreed to.
_OURS = frozenset(("email", "status", "target", "frequency", "asked", "wording", "page", "confirmed", "how"))
# Some services export those who left into a file of their own, in which no column says so.
_OF_THOSE_WHO_LEFT = re.compile(r"^(unsub|cleaned|non-?_?subscribed|bounc|complain|suppress|blo?c?k?(list|ed)|blacklist|spam)", re.I)


@dataclass(frozen=True)
class Choices:
    """What a person says of the file: a column that holds the status, columns that say nothing, what a word means, what to do with all who are not known to have left."""

    status_column: str = ""
    ignored: tuple[str, ...] = ()
    words: dict[str, Verdict] = field(default_factory=dict)
    take_all_as: Verdict | None = None


@dataclass(frozen=True)
class Wanted:
    """One row. `email` is empty where there is no address that can be written to, `said` is the words that decided, `consent` what they had agreed to here before."""

    line: int
    email: str
    verdict: Verdict
    said: str
    frequency: str
    target: str = EVERYTHING
    consent: dict | None = None


@dataclass(frozen=True)
class ImportPlan:
    """All rows, and what was guessed, in sentences."""

    rows: tuple[Wanted, ...]
    notes: tuple[str, ...]


def plan_import(file: Path, choices: Choices) -> ImportPlan:
    """Read the file. Raises OSError, and Unreadable with all that is not understood, where a guess could write to somebody who left."""
    table = read_table(file)
    columns = [normalised(name) for name in table.header]
    ours = set(columns) >= _OURS
    problems, notes = [], list(table.notes)
    address = _address(table, columns, problems)
    deciding = _deciding(table, columns, choices, ours, problems)
    problems += _of_the_whole_file(file, columns, deciding, choices)
    if problems:
        raise Unreadable.with_problems(file, problems)
    unknown: dict[tuple[str, str], list[int]] = defaultdict(list)
    rhythm = next((columns.index(name) for name in _FREQUENCY if name in columns), None)
    odd_rhythms: Counter[str] = Counter()
    rows = []
    for line, cells in table.rows:
        verdict, said = _verdict(line, cells, deciding, choices, unknown)
        often = cells[rhythm].lower() if rhythm is not None else ""
        odd_rhythms[often] += often not in _RHYTHM and often != ""
        of_ours = dict(zip(columns, cells, strict=True)) if ours else {}
        email = _written_to(cells[address])
        rows.append(
            Wanted(line, email, verdict, said, _RHYTHM.get(often, "immediately"), of_ours.get("target") or EVERYTHING, _consent(of_ours))
        )
    if unknown:
        raise Unreadable.with_problems(file, list(_unknown_words(unknown)))
    notes += [
        f"“{often}” is not a frequency that we have ({number} rows): every new post is meant."
        for often, number in odd_rhythms.items()
        if number
    ]
    return ImportPlan(tuple(rows if ours else _who_left_once(rows)), tuple(notes))


def _address(table: Table, columns: list[str], problems: list[str]) -> int:
    found = next((name for name in _ADDRESS if name in columns), "")
    if not found:
        seen = ", ".join(f"“{name}”" for name in table.header if name) or "nothing"
        cure = "the first line should name one “email”"
        if any("@" in name for name in table.header):
            cure = "its first line is an address already: write a line with the names of the columns above it, like email"
        problems.append(f"there is no column with addresses; {cure}. It names {seen}.")
        return 0
    if columns.count(found) > 1:
        problems.append(f"line 1: {columns.count(found)} columns are called “{found}”. Rename or take out all but one.")
    return columns.index(found)


def _deciding(table: Table, columns: list[str], choices: Choices, ours: bool, problems: list[str]) -> list[tuple[int, str, Rule]]:
    """The columns that say whether somebody may be written to: place, name and what their cells mean."""
    ignored, chosen = {normalised(name) for name in choices.ignored}, normalised(choices.status_column)
    problems += [
        f"there is no column “{name}”." for name in (*choices.ignored, choices.status_column) if name and normalised(name) not in columns
    ]
    rules = {"status": words} if ours else RULES | ({chosen: words} if chosen else {})
    found = [(place, table.header[place], rules[name]) for place, name in enumerate(columns) if name in rules and name not in ignored]
    for name, number in Counter(columns[place] for place, _, _ in found).items():
        if number > 1:
            problems.append(f"line 1: {number} columns are called “{name}”. Rename or take out all but one.")
    for place, name in enumerate(columns):
        if not ours and name not in ignored | {chosen, *_ADDRESS} and looks_like_status(name) and not choices.take_all_as:
            examples = (
                ", ".join(f"“{word}”" for word in list(dict.fromkeys(cells[place] for _, cells in table.rows if cells[place]))[:3])
                or "nothing"
            )
            written = table.header[place]
            problems.append(
                f"the column “{written}” may say who must not get mail, and we do not know it; in it stands {examples}. "
                f"If it does: --status-column “{written}”. If it does not: --ignore-column “{written}”."
            )
    return found


def _of_the_whole_file(file: Path, columns: list[str], deciding: list, choices: Choices) -> Iterator[str]:
    if choices.take_all_as:
        return
    if _OF_THOSE_WHO_LEFT.match(file.name) and not any(rule is words for _, _, rule in deciding):
        yield "its name says that these people have left, or were never to be written to. If they may be: --take-all-as ask, or rename it."
    if {"uuid", "attributes", "status"} <= set(columns) and "subscription status" not in columns:
        yield "listmonk calls those “enabled” too who have unsubscribed from a list. Export the list with the filter “confirmed”, and say --take-all-as confirmed."


def _verdict(
    line: int, cells: tuple[str, ...], deciding: list[tuple[int, str, Rule]], choices: Choices, unknown: dict
) -> tuple[Verdict, str]:
    """What the row says, and the words that say so; words that are not known are noted in `unknown`."""
    found: dict[Verdict, str] = {}
    for place, name, rule in deciding:
        cell = cells[place]
        said = f"{name}: {cell}" if cell else ""
        if (meant := choices.words.get(normalised(cell))) and cell:
            found.setdefault(meant, said)
            continue
        try:
            verdict = rule(cell)
        except UnknownWord:
            if not choices.take_all_as:
                unknown[name, cell].append(line)
            continue
        if verdict:
            found.setdefault(verdict, said)
    if Verdict.LEFT in found:
        return Verdict.LEFT, found[Verdict.LEFT]
    if choices.take_all_as:
        return choices.take_all_as, "all of them taken as that"
    return next(((verdict, found[verdict]) for verdict in (Verdict.ASK, Verdict.FOLLOWS) if verdict in found), (Verdict.ASK, ""))


def _unknown_words(unknown: dict[tuple[str, str], list[int]]) -> Iterator[str]:
    for (name, word), lines in unknown.items():
        rows = f"line {lines[0]}" + (f" and {len(lines) - 1} more" if len(lines) > 1 else "")
        yield f"{rows}: “{word}” in the column “{name}” is not a word that we know. Say what it means: --status-value “{word}=confirmed”, …=ask or …=left."


def _written_to(cell: str) -> str:
    try:
        return check_address(cell)
    except ValidationError:
        return ""


def _consent(row: dict[str, str]) -> dict | None:
    """What our own export says that somebody agreed to; None when it says nothing of it, or not when."""
    try:
        asked, confirmed = datetime.fromisoformat(row["asked"]), datetime.fromisoformat(row["confirmed"])
    except (KeyError, ValueError):
        return None
    return {"asked": asked, "confirmed": confirmed, "wording": row["wording"], "page": row["page"], "how": row["how"]}


def _who_left_once(rows: list[Wanted]) -> Iterator[Wanted]:
    """Who stands there twice, and has left by one of the rows, has left."""
    left = {mailbox(row.email): row for row in rows if row.verdict is Verdict.LEFT and row.email}
    for row in rows:
        other = left.get(mailbox(row.email)) if row.email and row.verdict is not Verdict.LEFT else None
        yield Wanted(row.line, row.email, Verdict.LEFT, f"{other.said}, in line {other.line}", row.frequency) if other else row
