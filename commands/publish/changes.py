"""What a new release changes, told from the lists of files of both."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from commands.changes import Changes
from newsroom.problems import pluralize

NAMED = 10
NAMED_IF_VANISHING = 50
MAY_VANISH = 0.1


def list_files(site: Path) -> dict[str, str]:
    """The sha256 of every file below a folder, by its path from there; links are no files."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def pages(paths: Iterable[str]) -> list[str]:
    """The addresses of those that are pages, in order: /2014/06/03/a-fair-advantage/"""
    return sorted(
        "/" + path.removesuffix("index.html") if path.endswith("/index.html") or path == "index.html" else "/" + path
        for path in paths
        if path.endswith(".html")
    )


def vanishing(old: dict[str, str], changes: Changes) -> list[str]:
    """The addresses of the pages that go, if they are more than one in ten of those that are there; else none."""
    gone = pages(changes.gone)
    return gone if len(gone) > MAY_VANISH * len(pages(old)) else []


def in_words(changes: Changes) -> str:
    """The changes as a person wants to read them: pages by address, at most ten of a sort, other files as numbers."""
    sorts = (("New", changes.new), ("Changed", changes.changed), ("Gone", changes.gone))
    lines = []
    others = []
    for word, paths in sorts:
        found = pages(paths)
        if found:
            lines += [f"{word}: {pluralize(len(found), 'page')}", *some(found, NAMED)]
        if len(paths) > len(found):
            others.append(f"{len(paths) - len(found)} {word.lower()}")
    if others:
        lines.append(f"Other files: {', '.join(others)}")
    return "\n".join(lines)


def some(addresses: list[str], limit: int) -> list[str]:
    """The first `limit` of them, a line each, and how many more there are."""
    rest = len(addresses) - limit
    return [f"  {address}" for address in addresses[:limit]] + ([f"  and {rest} more"] if rest > 0 else [])
