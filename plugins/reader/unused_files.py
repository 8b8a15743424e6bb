"""Files in `content/` that no part of the site is made of. Each is named: most are a text or a picture in the wrong place."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from newsroom.problems import Problem, did_you_mean

# What editors and systems leave beside a file while it is open. Hidden files are not looked at either.
_LEFT_BEHIND = re.compile(r"(.*~|#.*#|.*\.(swp|swo|swx|tmp)|4913|Thumbs\.db|desktop\.ini)", re.I)
_TEXT = {".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdtext", ".mdx"}
_PLAIN = {"", ".txt", ".text", ".rst", ".org", ".adoc", ".bak", ".orig"}  # plain words, which may become Markdown by another ending
_PICTURE = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".heic", ".heif", ".svg", ".tif", ".tiff"}
_INTRODUCTION = "README.md"


def is_editor_file(name: str) -> bool:
    """Whether a file is one that an editor or a system keeps for itself, such as `a-post.md~`."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def find_unused_files(files: Iterable[str], kinds: Iterable[str], image_folder: str) -> Iterator[Problem]:
    """A problem for each of `files`, paths from content/ of what is neither a text of `kinds` (folders) nor lies in the folder `image_folder`.

    An error for what looks like a text, since it would be missed; a warning for anything else.
    """
    kinds = list(kinds)
    for path in files:
        folder, _, rest = path.partition("/")
        if path != _INTRODUCTION and not (rest and folder == image_folder):
            yield _problem(path, folder if rest else "", kinds, image_folder)


def _problem(path: str, folder: str, kinds: list[str], image_folder: str) -> Problem:
    ending = PurePosixPath(path).suffix
    severity = "error" if ending.lower() in _TEXT else "warning"
    if ending.lower() in _PICTURE:
        return Problem(path, 0, "", "is a picture outside content/images/, and is left out", "move it into content/images/", severity)
    if folder in kinds:
        if severity == "error":
            return Problem(path, 0, "", f"ends in {ending}, and is not read", "rename it, so that it ends in .md", severity)
        cure = "give it the ending .md, or move it out of content/" if ending.lower() in _PLAIN else "move it out of content/"
        return Problem(path, 0, "", "is no Markdown file and is left out", cure, severity)
    known = ", ".join(kinds)
    if not folder:
        return Problem(path, 0, "", "lies in content/ itself, where it is not read", f"move it into one of its folders: {known}", severity)
    cure = did_you_mean(folder.lower(), [*kinds, image_folder], f"The folders are {known} and {image_folder}.")
    return Problem(path, 0, "", f"lies in content/{folder}/, which is not read", cure, severity)
