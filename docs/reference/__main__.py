"""`python -m docs.reference FOLDER`: write all reference pages into FOLDER/reference/."""

import sys
from pathlib import Path

from docs.reference import commands, desk, files, front_matter, plugins, settings, templates

PAGES = {
    "front-matter": front_matter.page,
    "settings-values": settings.page,
    "commands": commands.page,
    "desk": desk.page,
    "templates": templates.page,
    "files": files.page,
    "plugins": plugins.page,
}


def write(folder: Path, root: Path) -> None:
    """Write each page of the project at `root`."""
    (folder / "reference").mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / "reference" / f"{name}.md").write_text(page(root), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(__file__).resolve().parents[2])
