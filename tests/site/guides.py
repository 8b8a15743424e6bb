"""Follows a page of the documentation word for word: runs its commands, writes its files, makes its edits.

A block is fenced with three back-ticks and begins with its language. `sh` is run; `sh fails` is run and has to fail, and a block `text says` behind it
stands in what it said. A block with `title="FILE"` is that file; with `title="FILE: at the end"` it is added to it; a `diff` with a title edits it.
Other blocks are there to be read.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(?P<language>\w+)(?P<words>[^\n]*)\n(?P<text>.*?)^```$", re.M | re.S)
# `python3 tasks.py NAME` without making another environment: the one of the tests has all that is needed.
SHIM = """#!/bin/sh
if [ "$1" = tasks.py ]; then shift; exec {python} -m invoke --search-root "$PWD" "$@"; fi
exec {python} "$@"
"""


@dataclass(frozen=True)
class Block:
    """One block of a page. `title` is the file that it is about, and how."""

    language: str
    words: str
    title: str
    text: str


def blocks(page: str) -> list[Block]:
    """The blocks of a page of docs/, in order."""
    found = []
    for match in BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8")):
        title = re.search(r'title="([^"]+)"', match["words"])
        words = re.sub(r'title="[^"]+"', "", match["words"]).strip()
        found.append(Block(match["language"], words, title[1] if title else "", match["text"]))
    return found


class Follower:
    """Somebody who does what a page says, in a copy of the project; `home` is their home folder."""

    def __init__(self, folder: Path, home: Path):
        self.folder, self.home, self.said = folder, home, ""
        programs = home / "bin"
        programs.mkdir(parents=True)
        (programs / "python3").write_text(SHIM.format(python=sys.executable))
        (programs / "python3").chmod(0o755)
        self.environment = os.environ | {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "NO_COLOR": "1",
            "COLUMNS": "300",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def follow(self, block: Block) -> None:
        """Do what one block says. Fails where it cannot be done."""
        if block.language == "sh":
            self.run(block.text, fails=block.words == "fails")
        elif block.words == "says":
            assert block.text.strip() in self.said, self.said
        elif block.language == "diff" and block.title:
            self._edit(self.folder / block.title, block.text)
        elif block.title:
            self._write(block)

    def run(self, command: str, fails: bool = False) -> None:
        """Type a command into a shell."""
        ended = subprocess.run(
            ["sh", "-ec", command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=900,
            check=False,
        )
        self.said = ended.stdout
        assert (ended.returncode != 0) == fails, f"{command}\n{self.said}"

    def _write(self, block: Block) -> None:
        name, _, where = block.title.partition(": ")
        file = self.folder / name
        assert where in ("", "at the end"), block.title
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") + "\n" if where else ""
        file.write_text(before + block.text, encoding="utf-8")

    def _edit(self, file: Path, diff: str) -> None:
        lines = diff.splitlines(keepends=True)
        assert {line[0] for line in lines} <= {" ", "-", "+"}, diff
        old = "".join(line[1:] for line in lines if line[0] != "+")
        new = "".join(line[1:] for line in lines if line[0] != "-")
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file.name} has {text.count(old)} times:\n{old}"
        file.write_text(text.replace(old, new), encoding="utf-8")
