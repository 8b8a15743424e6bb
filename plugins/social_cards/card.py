"""A card as pages name it."""

from dataclasses import dataclass

from plugins.social_cards.sheet import HEIGHT, WIDTH


@dataclass(frozen=True)
class Card:
    """`path` is the file below the site, `name` the drawing in the cache; width and height are in pixels."""

    path: str
    name: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT
    media_type: str = "image/png"

    @classmethod
    def of(cls, kind: str, name: str, alt: str) -> "Card":
        """`kind` is a slug that a person may read in the address; `name` tells one drawing from any other."""
        return cls(f"cards/{kind[:80]}-{name[:10]}.png", name, alt)
