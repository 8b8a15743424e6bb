"""One original, and the renditions of it that pages offer to browsers."""

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from unidecode import unidecode

FOLDER = "images"
MAX_NAME = 100  # letters of the original's name that an address repeats
# A face in a list, a small phone, a large one, a column of text at twice its pixels, the widest lead picture at that.
WIDTHS = (160, 480, 800, 1200, 1800)
# Ending → media type; the smallest files first, as browsers take the first they know.
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
FALLBACK = "jpg"
_FALLBACK_WIDTH = 1200  # for feeds, mails and browsers that cannot choose


@dataclass(frozen=True)
class Picture:
    """`path` is the original’s, from content/; width and height are its pixels when upright; `folder` holds the renditions.

    `digest` names the original’s bytes and the way it was drawn: where it differs, so do all addresses.
    """

    path: str
    width: int
    height: int
    digest: str
    folder: Path = field(repr=False)

    @property
    def formats(self) -> dict[str, str]:
        """Ending → media type, the one for those who cannot choose last."""
        return FORMATS

    @property
    def widths(self) -> tuple[int, ...]:
        """In pixels, rising; never more than the original has."""
        return widths(self.width)

    def address(self, width: int, ending: str) -> str:
        """Where a rendition is published, from the site’s root: /images/handshake-1a2b3c4d5e-800.avif"""
        name = re.sub(r"[^a-z0-9]+", "-", unidecode(PurePosixPath(self.path).stem).lower()).strip("-") or "picture"
        # No file system takes a name of more than 255 bytes; the digest tells two pictures apart.
        name = name[:MAX_NAME].rstrip("-")
        return f"/{FOLDER}/{name}-{self.digest[:10]}-{width}.{ending}"

    def srcset(self, ending: str, root: str = "") -> str:
        """The attribute of that name: every width of one format, below the folder `root`."""
        return ", ".join(f"{root}{self.address(width, ending)} {width}w" for width in self.widths)

    @property
    def plain_width(self) -> int:
        """The width of the one rendition for those who cannot choose."""
        return max((width for width in self.widths if width <= _FALLBACK_WIDTH), default=self.widths[0])

    @property
    def plain_height(self) -> int:
        """The height that goes with it."""
        return height(self, self.plain_width)

    @property
    def plain(self) -> str:
        """Its address: a JPEG, which everything can show."""
        return self.address(self.plain_width, FALLBACK)

    @property
    def plain_media_type(self) -> str:
        """What it is, for programs."""
        return FORMATS[FALLBACK]

    @property
    def plain_bytes(self) -> int:
        """Its size as a file."""
        return (self.folder / file_name(self.plain_width, FALLBACK)).stat().st_size

    @property
    def small(self) -> str:
        """The address of the narrowest JPEG: a face, as mails show it."""
        return self.address(self.widths[0], FALLBACK)

    @property
    def largest(self) -> str:
        """The address of the widest JPEG, for who wants to look closely."""
        return self.address(self.widths[-1], FALLBACK)

    @property
    def renditions(self) -> dict[str, Path]:
        """Every file to be published, by its address."""
        return {self.address(width, ending): self.folder / file_name(width, ending) for ending in FORMATS for width in self.widths}


def widths(original: int) -> tuple[int, ...]:
    """The widths in which an original of that width is drawn."""
    return (*(width for width in WIDTHS if width < original), *([original] if original <= WIDTHS[-1] else []))


def height(size, width: int) -> int:
    """The height in pixels that goes with `width`, in the ratio of `size` (anything with width and height); at least 1."""
    return max(1, round(size.height * width / size.width))


def file_name(width: int, ending: str) -> str:
    """What a rendition is called in its folder."""
    return f"{width}.{ending}"
