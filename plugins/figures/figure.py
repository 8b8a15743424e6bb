"""A picture as pages show it."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from PIL import Image

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif", "GIF": "image/gif"}
_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -](\d\.\d)", re.I)


@dataclass(frozen=True)
class Credit:
    """Who made it. `line` is how pages say it."""

    name: str
    via: str
    url: str
    medium: str

    @property
    def line(self) -> str:
        via = f", via {self.via}" if self.via else ""
        return f"{self.medium.capitalize()}: {self.name}{via}"


@dataclass(frozen=True)
class Licence:
    """Under which terms; `url` is empty for a licence we have no address of."""

    name: str
    url: str

    @classmethod
    def named(cls, name: str) -> "Licence":
        """The licence of that name; Creative Commons' addresses follow https://creativecommons.org/licenses/."""
        if name.upper() in {"CC0", "CC0 1.0"}:
            return cls(name, "https://creativecommons.org/publicdomain/zero/1.0/")
        if found := _CREATIVE_COMMONS.fullmatch(name):
            return cls(name, f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/")
        return cls(name, "")


@dataclass(frozen=True)
class Figure:
    """`src` is the address from the site's root, `path` the file from content/; width and height are in pixels."""

    src: str
    path: str
    alt: str
    caption: str
    credit: Credit | None
    licence: Licence | None
    width: int
    height: int
    media_type: str

    @classmethod
    def of(cls, image, content: Path, root: str) -> "Figure":
        """From checked front matter (file, alt, caption, credit, licence). Raises OSError for a file that is no picture."""
        with Image.open(content / image.file, formats=tuple(MEDIA_TYPES)) as picture:
            width, height, kind = picture.width, picture.height, picture.format
        credit = image.credit and Credit(image.credit.name, image.credit.via or "", image.credit.url or "", image.credit.medium)
        return cls(
            src=f"{root}/{quote(image.file)}",
            path=image.file,
            alt=image.alt,
            caption=getattr(image, "caption", None) or "",
            credit=credit,
            licence=Licence.named(image.licence) if image.licence else None,
            width=width,
            height=height,
            media_type=MEDIA_TYPES[kind],
        )
