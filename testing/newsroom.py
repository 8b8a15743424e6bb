"""Copies of the project for tests that change and build one."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("content", "theme", "plugins", "newsroom", "commands")  # the desk is not needed: every copy proves it
PAPERS = ("tasks.py", "pelicanconf.py", "publishconf.py")


def copy_project(folder: Path) -> Path:
    """All that a build needs, in `folder`, which must not exist. The cache is shared: it goes by content, so no picture is drawn twice."""
    folder.mkdir(parents=True)
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for paper in PAPERS:
        shutil.copy2(ROOT / paper, folder / paper)
    (ROOT / "var" / "cache").mkdir(parents=True, exist_ok=True)
    (folder / "var").mkdir()
    (folder / "var" / "cache").symlink_to(ROOT / "var" / "cache")
    return folder
