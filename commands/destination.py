"""Where a build may go: never over somebody’s folder, never into the rooms of the project."""

import json
from pathlib import Path

ROOMS = (
    "content",
    "theme",
    "newsroom",
    "plugins",
    "desk",
    "commands",
    "contrib",
    "benchmarks",
    "testing",
    "tests",
    "docs",
    "node_modules",
    "var",
)


class Unsuitable(Exception):
    """This folder cannot take a build; the text says why and what to do."""


def destination(output: str | Path | None, root: Path) -> Path:
    """The real path of the folder to build into: output/ in the project unless said otherwise. Raises Unsuitable."""
    target = Path(output or root / "output").expanduser().resolve()
    if root.is_relative_to(target):
        raise Unsuitable(
            f"{target} holds the project itself, so it cannot be the output folder.\n  Name a new folder: --output {root / 'output'}"
        )
    if target.is_relative_to(root):
        room = target.relative_to(root).parts[0]
        if room in ROOMS or room.startswith("."):
            raise Unsuitable(
                f"{target} is inside {room}/, which is part of the project.\n  Name a folder of its own: --output {root / 'output'}"
            )
    if target.exists() and not is_replaceable(target):
        raise Unsuitable(
            f"{target} is not empty and was not made by a build (it has no site.json of ours, or it holds a .git)."
            "\n  Nothing was touched. Name another folder, or empty this one yourself."
        )
    return target


def is_replaceable(folder: Path) -> bool:
    """Whether a build may take this folder’s place: an empty one, or an earlier build, known by its site.json."""
    if not folder.is_dir() or (folder / ".git").exists():
        return False
    return _is_ours(folder / "site.json") or not any(folder.iterdir())


def _is_ours(manifest: Path) -> bool:
    try:
        site = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(site, dict) and {"version", "url", "targets"} <= site.keys()
