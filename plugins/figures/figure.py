"""A picture as pages show it."""

import re
from dataclasses import dataclass

from newsroom.images.picture import Picture

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
    """A picture, and in words what it shows, what there is to say about it, whose it is and on what terms."""

    picture: Picture
    alt: str
    caption: str
    credit: Credit | None
    licence: Licence | None

    @classmethod
    def of(cls, image, picture: Picture) -> "Figure":
        """From checked front matter (alt, caption, credit, licence) and the picture that its `file` names."""
        credit = image.credit and Credit(image.credit.name, image.credit.via or "", image.credit.url or "", image.credit.medium)
        return cls(
            picture=picture,
            alt=image.alt,
            caption=getattr(image, "caption", None) or "",
            credit=credit,
            licence=Licence.named(image.licence) if image.licence else None,
        )

    @property
    def path(self) -> str:
        """The file, from content/."""
        return self.picture.path
