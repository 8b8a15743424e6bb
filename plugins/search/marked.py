"""Finds the pages that ask to be indexed."""

from pathlib import Path

MARK = b"data-pagefind-body"


def marked_pages(output: Path) -> dict[str, str]:
    """The HTML of every page below `output` that holds the mark, by its path there with `/`, in the order of the paths.

    The order matters: Pagefind numbers pages as they come, and a folder lists its files differently on every disk.
    """
    names = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    pages = ((name, (output / name).read_bytes()) for name in names)
    return {name: page.decode("utf-8") for name, page in pages if MARK in page}
