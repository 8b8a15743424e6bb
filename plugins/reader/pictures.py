"""The pictures in `content/images/`: what may be published at all, and how large each is."""

from pathlib import Path, PurePosixPath

from PIL import Image

from plugins.reader.problems import Problem, did_you_mean, message_and_cure

FOLDER = "images/"
# Nothing else is copied to the site: an HTML or SVG file there could run under its name.
FORMATS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",), "AVIF": (".avif",), "GIF": (".gif",)}
MAX_PIXELS = 50_000_000


class Pictures:
    """`sizes` has width and height in pixels of each good picture, by its path from content/; `problems` names the others."""

    def __init__(self, content: Path, files: list[str]):
        self.sizes: dict[str, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        for path in files:
            if path.startswith(FOLDER):
                try:
                    self.sizes[path] = _size(content / path)
                except ValueError as error:
                    self.problems.append(Problem(path, 0, "", *message_and_cure(error)))

    def size(self, path: str) -> tuple[int, int]:
        """Raises ValueError, “message; cure”, unless `path` is a good picture."""
        if path not in self.sizes:
            cure = did_you_mean(path, sorted(self.sizes), "Put the picture into content/images/ and write its path from content/.")
            raise ValueError(f"no picture “{path}”; {cure}")
        return self.sizes[path]


def _size(file: Path) -> tuple[int, int]:
    """Read from the head of the file alone. Raises ValueError for what is no picture that a page can show."""
    cure = "save it again as JPEG, PNG, WebP or AVIF, with the ending that belongs to it"
    try:
        with Image.open(file, formats=tuple(FORMATS)) as picture:
            size, kind = picture.size, picture.format
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ValueError(f"is no picture that can be shown; {cure}") from None
    if PurePosixPath(file.name).suffix.lower() not in FORMATS[kind]:
        raise ValueError(f"is a {kind} file with another ending; {cure}")
    if size[0] * size[1] > MAX_PIXELS:
        raise ValueError(f"has {size[0] * size[1] / 1e6:.0f} million pixels; make it smaller, {MAX_PIXELS / 1e6:.0f} million are allowed")
    return size
