"""From the disk to text: what may be read at all. Everything refused here is refused by name before Pelican sees it."""

import os
import re
from pathlib import Path

from newsroom.problems import Problem
from plugins.reader.unused_files import is_editor_file

MAX_BYTES = 1_000_000
MAX_QUOTE_DEPTH = 20
MAX_BRACKETS = 50
MAX_LINE_INDENT = 200

UNPRINTABLE_CURE = "delete it; it often comes along when text is pasted"
# What neither XML 1.0 nor a reader can hold: https://www.w3.org/TR/xml/#charsets
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_QUOTES = re.compile(r"^(?: {0,3}> ?){%d,}" % (MAX_QUOTE_DEPTH + 1), re.M)
_BRACKETS = re.compile(r"(?:!?\[){%d,}" % (MAX_BRACKETS + 1))
_RUN = re.compile(r"([ \t*_`~&\\<(=-])\1{%d,}|(?:&\w{1,8};){%d,}" % (MAX_LINE_INDENT, MAX_LINE_INDENT))
# Lines of which nothing is converted: rules and the like; rows of tables, as programs fill them up with spaces; code.
_RULE = re.compile(r"[-=*_~`+|:#> \t]*")
_INDENTED_CODE = re.compile(r"(?: {4}| {0,3}\t)\s*\S")
_FENCE = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<mark>`{3,}(?!.*`)|~{3,})(?P<rest>.*)")


class InvalidContent(Exception):
    """A text that cannot be built. Carries the problem's line, field, message and cure."""

    def __init__(self, message: str, cure: str = "", line: int = 0, field: str = ""):
        super().__init__(message)
        self.message, self.cure, self.line, self.field = message, cure, line, field

    def at(self, path: str) -> Problem:
        """The same as a problem of the file at `path`."""
        return Problem(path, self.line, self.field, self.message, self.cure)


def find_files(content: Path) -> tuple[list[str], list[Problem]]:
    """Every regular file below `content`, as sorted posix paths from it, and a problem for every link or odd file.

    Hidden files are passed over, and what an editor leaves beside a file while it is open. Links are refused wherever they lead: Pelican would follow one out of the folder and publish what it finds there.
    """
    files, problems = [], []
    for folder, subfolders, names in os.walk(content, followlinks=False):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in list(subfolders) + sorted(names):
            full = Path(folder, name)
            path = full.relative_to(content).as_posix()
            if not path.isprintable():
                problems.append(Problem(ascii(path), 0, "", "the file's name has characters nobody can type", "rename it"))
                subfolders[:] = [other for other in subfolders if other != name]
            elif full.is_symlink():
                problems.append(Problem(path, 0, "", "is a symbolic link", "put a copy of the file here instead"))
                subfolders[:] = [other for other in subfolders if other != name]
            elif name in subfolders or name.startswith(".") or is_editor_file(name):
                continue
            elif not full.is_file():
                problems.append(Problem(path, 0, "", "is no ordinary file", "remove it from content/"))
            else:
                files.append(path)
    return sorted(files), problems


def read_data(file: Path) -> bytes:
    """What a file holds. Raises Refused for one that is too long for a text."""
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise InvalidContent(
            f"is {size / 1_000_000:.1f} MB long; a text may have {MAX_BYTES / 1_000_000:.0f} MB",
            "split it into several posts, or move pictures that were pasted as text into content/images/",
        )
    return file.read_bytes()


def decode_text(data: bytes) -> str:
    """The text with Unix line ends. Raises Refused for what cannot be text or would take for ever to convert."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidContent(f"byte {data[error.start]:#04x} is not UTF-8", "save the file as UTF-8 in your editor", line) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _reject(text, UNPRINTABLE, "the character {code} cannot be printed", UNPRINTABLE_CURE)
    _reject(text, _QUOTES, f"quotes are nested more than {MAX_QUOTE_DEPTH} deep", "remove some of the > signs")
    _reject(text, _BRACKETS, f"more than {MAX_BRACKETS} opening brackets stand in a row", "delete them")
    _reject_runs(text)
    return text


def _reject(text: str, pattern: re.Pattern, message: str, cure: str) -> None:
    if found := pattern.search(text):
        code = f"U+{ord(found[0][0]):04X}"
        raise InvalidContent(message.format(code=code), cure, text[: found.start()].count("\n") + 1)


def _reject_runs(text: str) -> None:
    """Raise Refused for a run of signs that would be slow to convert, on a line that is converted."""
    if not _RUN.search(text):
        return
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _FENCE.fullmatch(line)
        if found and not fence:
            fence = found["mark"]
        elif found and found["mark"].startswith(fence) and not found["rest"].strip():
            fence = ""
        elif not fence and (run := _RUN.search(line)) and not _harmless(line, run):
            message = f"the same sign stands more than {MAX_LINE_INDENT} times in a row"
            raise InvalidContent(message, "delete the run, or put a line of code between two lines of three back-ticks", number)


def _harmless(line: str, run: re.Match) -> bool:
    in_row = run[0].isspace() and "|" in line
    return in_row or bool(_RULE.fullmatch(line) or _INDENTED_CODE.match(line))
