"""Reads a CSV file strictly: however it was saved, and with every line that cannot be right named, so that no row is lost in another."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desk.follows.csv_export import cell_as_written

SAVE_AGAIN = "Save it again as “CSV UTF-8 (comma delimited)”."
MOST_SHOWN = 10
_SEPARATORS = ",;\t|"
_ADDRESS = re.compile(r"[^\s@,;]{1,64}@[^\s@,;]{1,254}\.\w")
# What Excel's own files begin with; somebody has changed the name alone.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# Where the byte order mark says which; a text in UTF-16 without one has a zero in every other byte.
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Unreadable(Exception):
    """The file is not a list of followers that can be understood; the text says why, with lines, and the cure."""

    @classmethod
    def with_problems(cls, file: Path, problems: list[str]) -> "Unreadable":
        """One for all of them, of which the first ones are shown."""
        more = [f"and {len(problems) - MOST_SHOWN} more"] if len(problems) > MOST_SHOWN else []
        return cls("\n".join([f"{file.name} was not taken over, and nothing was changed:", *problems[:MOST_SHOWN], *more]))


@dataclass(frozen=True)
class Table:
    """`header`: the names of the columns as written; `rows`: number of the line, from 1, on which each begins, and its cells; `notes`: what was guessed."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = field(default=())


def read_table(file: Path) -> Table:
    """The whole file. Raises OSError, and Unreadable with every line that cannot be right."""
    text, notes = _decoded(file)
    first, _, rest = text.partition("\n")
    lines_before = 0
    if first.lower().startswith(("sep=", "members for group")):  # Excel's hint; the title of a Google Group's export
        text, lines_before = rest, 1
    separator = first.strip()[4:5] if first.lower().startswith("sep=") else _separator(text)
    problems: list[str] = []
    rows = _rows(text, separator, lines_before, problems)
    header_line, header = next(rows, (0, ()))
    found = [(line, cells) for line, cells in rows if any(cells)]
    width = len(header)
    for line, cells in found:
        surplus = [cell for cell in cells[width:] if cell]
        if surplus or len(cells) < width:
            problems.append(
                f"line {line} has {len(cells)} cells, and the first line {width}: is there a {_name(separator)} in one of them that is not in quotes?"
            )
    if problems:
        raise Unreadable.with_problems(file, problems)
    return Table(header, tuple((line, cells[:width]) for line, cells in found), tuple(notes))


def _decoded(file: Path) -> tuple[str, list[str]]:
    data = file.read_bytes()
    if data.startswith(_WORKBOOKS):
        raise Unreadable(f"{file.name} is an Excel workbook, not a CSV file. {SAVE_AGAIN}")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding and len(data) > 3 and not data[1::2].strip(b"\0"):
        encoding = "utf-16-le"
    for attempt in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = data.decode(attempt)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, [f"{file.name} is not UTF-8; it was read as Windows-1252."] if attempt == "cp1252" else []
    raise Unreadable(f"{file.name} is not a text in UTF-8, UTF-16 or Windows-1252. {SAVE_AGAIN}")


def _separator(text: str) -> str:
    """What stands between the names of the columns; a comma when there is one column alone."""
    head = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(_SEPARATORS, key=lambda sign: (head.count(sign), -_SEPARATORS.index(sign)))


def _rows(text: str, separator: str, lines_before: int, problems: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = lines_before + 1
    while True:
        try:
            cells = next(table, None)
        except csv.Error as error:
            problems.append(_in_words(begins, table.line_num + lines_before, str(error)))
            return
        if cells is None:
            return
        if swallowed := next((cell for cell in cells if "\n" in cell and _ADDRESS.search(cell.partition("\n")[2])), None):
            problems.append(
                f"line {begins}: a quote mark is opened and closed {swallowed.count(chr(10))} lines later, with addresses between. Close it on its own line."
            )
        yield begins, tuple(_plain(cell) for cell in cells)
        begins = table.line_num + lines_before + 1


def _in_words(begins: int, reached: int, error: str) -> str:
    if "end of data" in error:
        return f"line {begins}: a quote mark is opened and never closed, so that the {reached - begins} lines behind it belong to one cell. Close it, or take it out."
    if "expected after" in error:
        return f"line {begins}: a quote mark stands in the middle of a cell. Write it twice, or take it out."
    return f"line {begins}: {error}. Is a quote mark not closed?"


def _plain(cell: str) -> str:
    """Without the signs that keep a spreadsheet from taking words for a formula, or make it do so: `'+a@b.org`, `="a@b.org"`."""
    cell = cell.strip()
    if (plain := cell_as_written(cell)) != cell:
        return plain
    if formula := re.fullmatch(r'="(.*)"', cell, re.S):
        return formula[1]
    return cell


def _name(separator: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}.get(separator, separator)
