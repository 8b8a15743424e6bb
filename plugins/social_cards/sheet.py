"""The sheet that a card is drawn on: 1200 × 630 units, drawn twice as large and let down at the end, so that every edge is smooth."""

import io
import math
from collections.abc import Callable
from itertools import pairwise

from PIL import Image, ImageDraw

from plugins.social_cards.faces import Faces, Style

WIDTH, HEIGHT = 1200, 630
_SCALE = 2
_FINER = 4  # than that, for curves
_STEPS = 14  # how many mixtures of two colours an edge may show


class Sheet:
    """All places and sizes are in units; y grows downwards and text stands on its baseline."""

    def __init__(self, ground: str, faces: Faces):
        self.faces = faces
        self._image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)
        self._meetings: set[tuple[str, str]] = set()
        self.ground = ground

    def meets(self, colour: str, ground: str) -> None:
        """Note that an edge between two colours is on the sheet: the finished picture keeps their mixtures."""
        self._meetings.add((ground, colour))

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self._fill(lambda mask, points: mask.ellipse(points, fill=255), [(x - radius, y - radius), (x + radius, y + radius)], colour)
        self.meets(colour, self.ground)

    def panel(self, left: float, top: float, right: float, bottom: float, corner: float, colour: str) -> None:
        """A box with round corners."""
        box = [left * _SCALE, top * _SCALE, right * _SCALE - 1, bottom * _SCALE - 1]
        self._draw.rounded_rectangle(box, corner * _SCALE, fill=colour)
        self.meets(colour, self.ground)

    def dashed_pill(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """The outline of a box with round ends, in dashes."""
        radius, width = (bottom - top) / 2, 2.5
        straight = right - left - 2 * radius
        around = 2 * straight + 2 * math.pi * radius
        dashes = 2 * round(around / 14)
        for number in range(0, dashes, 2):
            ends = [_on_pill(left, top, radius, straight, around * (number + part / 4) / dashes) for part in range(6)]
            for one, other in pairwise(ends[:5]):
                self._draw.line([v * _SCALE for v in (*one, *other)], fill=colour, width=round(width * _SCALE))
        self.meets(colour, self.ground)

    def shape(self, points: list[tuple[float, float]], colour: str, *grounds: str) -> None:
        """A polygon, on the ground of the sheet and any others."""
        self._fill(lambda mask, places: mask.polygon(places, fill=255), points, colour)
        for ground in (self.ground, *grounds):
            self.meets(colour, ground)

    def _fill(self, draw: Callable, points: list[tuple[float, float]], colour: str) -> None:
        """Let `draw` fill the shape of some points, finer still than the sheet: a slope that rises slowly would show its steps."""
        across, down = zip(*points, strict=True)
        left, top = max(math.floor(min(across) * _SCALE), 0), max(math.floor(min(down) * _SCALE), 0)
        right, bottom = min(math.ceil(max(across) * _SCALE), WIDTH * _SCALE), min(math.ceil(max(down) * _SCALE), HEIGHT * _SCALE)
        mask = Image.new("L", ((right - left) * _FINER, (bottom - top) * _FINER))
        draw(ImageDraw.Draw(mask), [((x * _SCALE - left) * _FINER, (y * _SCALE - top) * _FINER) for x, y in points])
        self._image.paste(colour, (left, top, right, bottom), mask.reduce(_FINER))

    def length(self, text: str, style: Style, size: float) -> float:
        return self.faces.length(text, style, round(size * _SCALE)) / _SCALE

    def cap_height(self, style: Style, size: float) -> float:
        return self.faces.cap_height(style, round(size * _SCALE)) / _SCALE

    def write(self, x: float, baseline: float, text: str, style: Style, size: float, colour: str, ground: str = "") -> None:
        self.faces.draw(self._draw, (round(x * _SCALE), round(baseline * _SCALE)), text, style, round(size * _SCALE), colour)
        self.meets(colour, ground or self.ground)

    def write_centred(self, middle: float, baseline: float, text: str, style: Style, size: float, colour: str, ground: str = "") -> None:
        self.write(middle - self.length(text, style, size) / 2, baseline, text, style, size, colour, ground)

    def picture(self) -> Image.Image:
        """The finished card in all its colours."""
        return self._image.reduce(_SCALE)

    def png(self) -> bytes:
        """The finished card as a PNG with a palette: the colours that meet, and the mixtures that their edges show."""
        palette = Image.new("P", (1, 1))
        shades = dict.fromkeys(mixed(one, other, step / _STEPS) for one, other in sorted(self._meetings) for step in range(_STEPS + 1))
        palette.putpalette([channel for shade in list(shades)[:256] for channel in shade])
        file = io.BytesIO()
        self.picture().quantize(palette=palette, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        return file.getvalue()


def mixed(one: str, other: str, share: float) -> tuple[int, int, int]:
    """The colour that lies `share` of the way from #rrggbb to #rrggbb."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)


def _on_pill(left: float, top: float, radius: float, straight: float, way: float) -> tuple[float, float]:
    """The point that lies `way` along the outline, clockwise from where the upper edge begins."""
    half = straight + math.pi * radius
    turned = way % (2 * half) >= half
    way %= half
    if way <= straight:
        x, y = left + radius + way, top
    else:
        angle = (way - straight) / radius
        x, y = left + radius + straight + math.sin(angle) * radius, top + radius - math.cos(angle) * radius
    return (2 * left + 2 * radius + straight - x, 2 * top + 2 * radius - y) if turned else (x, y)
