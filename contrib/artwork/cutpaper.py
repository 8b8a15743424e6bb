"""Scissors and paper: the shapes every picture is cut from, each returned as SVG text.

Coordinates are pixels of the finished sheet, y downwards. Points are (x, y) pairs.
Edges waver by a few pixels, seeded by where the shape lies, so that a picture never
changes from one printing to the next.
"""

import math
from random import Random

from .palette import INK, PAPER

Point = tuple[float, float]


def n(value: float) -> str:
    """Return a number as short SVG text, with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def path(
    d: str, fill: str = "none", *, stroke: str = "", width: float = 0, multiply: bool = False, opacity: float = 1
) -> str:
    """Return one path. `multiply` prints it as ink over what lies beneath, as in screen printing."""
    parts = [f'd="{d}" fill="{fill}"']
    if stroke:
        parts.append(f'stroke="{stroke}" stroke-width="{n(width)}" stroke-linecap="round" stroke-linejoin="round"')
    if opacity < 1:
        parts.append(f'opacity="{opacity:.2f}"')
    if multiply:
        parts.append('style="mix-blend-mode:multiply"')
    return f"<path {' '.join(parts)}/>"


def group(
    *parts: str, move: Point = (0, 0), turn: float = 0, scale: float = 1, flip: bool = False, clip: str = ""
) -> str:
    """Return `parts` moved, turned (degrees) and scaled together; `flip` mirrors them left to right."""
    across = -scale if flip else scale
    transform = f"translate({n(move[0])} {n(move[1])}) rotate({n(turn)}) scale({across:.3f} {scale:.3f})"
    inside = f' clip-path="url(#{clip})"' if clip else ""
    return f'<g transform="{transform}"{inside}>{"".join(parts)}</g>'


def clipped(name: str, d: str, *parts: str) -> str:
    """Return `parts` shown only inside the outline `d`. `name` must be used once per sheet."""
    return f'<clipPath id="{name}"><path d="{d}"/></clipPath><g clip-path="url(#{name})">{"".join(parts)}</g>'


def outline(points: list[Point]) -> str:
    """Return path data for the closed polygon through `points`."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"


def cut(points: list[Point], fill: str, *, waver: float = 3, **ink) -> str:
    """Return a polygon cut by hand: its corners waver by up to `waver` pixels."""
    rng = Random(repr(points))
    moved = [(x + rng.uniform(-waver, waver), y + rng.uniform(-waver, waver)) for x, y in points]
    return path(outline(moved), fill, **ink)


def slab(x: float, y: float, wide: float, high: float, fill: str, *, waver: float = 3, **ink) -> str:
    """Return a rectangle cut by hand."""
    return cut([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], fill, waver=waver, **ink)


def rounded(x: float, y: float, wide: float, high: float, r: float) -> str:
    """Return path data for a rectangle with round corners."""
    return (
        f"M{n(x + r)} {n(y)}h{n(wide - 2 * r)}a{n(r)} {n(r)} 0 0 1 {n(r)} {n(r)}v{n(high - 2 * r)}"
        f"a{n(r)} {n(r)} 0 0 1 {n(-r)} {n(r)}h{n(2 * r - wide)}a{n(r)} {n(r)} 0 0 1 {n(-r)} {n(-r)}"
        f"v{n(2 * r - high)}a{n(r)} {n(r)} 0 0 1 {n(r)} {n(-r)}Z"
    )


def disc(x: float, y: float, r: float, fill: str, *, tall: float = 0, **ink) -> str:
    """Return a disc, or an ellipse when `tall` gives another radius for the height."""
    high = tall or r
    d = f"M{n(x - r)} {n(y)}a{n(r)} {n(high)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(high)} 0 1 1 {n(-2 * r)} 0Z"
    return path(d, fill, **ink)


def line(points: list[Point], colour: str, width: float, **ink) -> str:
    """Return a line with round ends through `points`."""
    d = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    return path(d, stroke=colour, width=width, **ink)


def blob(x: float, y: float, wide: float, high: float, fill: str, *, lobes: int = 9, waver: float = 0.12, **ink) -> str:
    """Return a soft, uneven patch of colour about `wide` by `high`, centred on x, y."""
    rng = Random(repr((x, y, wide, high)))
    ring = []
    for step in range(lobes):
        angle = 2 * math.pi * step / lobes
        reach = 1 + rng.uniform(-waver, waver)
        ring.append((x + math.cos(angle) * wide / 2 * reach, y + math.sin(angle) * high / 2 * reach))
    return path(smooth(ring), fill, **ink)


def smooth(ring: list[Point]) -> str:
    """Return path data for a closed, soft curve whose corners are `ring`."""
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)]
    start = middles[-1]
    turns = "".join(f"Q{n(c[0])} {n(c[1])} {n(m[0])} {n(m[1])}" for c, m in zip(ring, middles, strict=True))
    return f"M{n(start[0])} {n(start[1])}{turns}Z"


def stripes(
    x: float,
    y: float,
    wide: float,
    high: float,
    colour: str,
    *,
    gap: float = 24,
    width: float = 4,
    slant: float = 0,
    **ink,
) -> str:
    """Return upright stripes that fill a box; `slant` leans them by so many pixels. Clip them to taste."""
    steps = range(int((wide + abs(slant)) / gap) + 2)
    d = "".join(f"M{n(x - max(slant, 0) + i * gap)} {n(y)}l{n(slant)} {n(high)}" for i in steps)
    return path(d, stroke=colour, width=width, **ink)


def dots(x: float, y: float, wide: float, high: float, colour: str, *, gap: float = 26, r: float = 4, **ink) -> str:
    """Return staggered dots that fill a box."""
    d = []
    for row in range(int(high / gap) + 1):
        for column in range(int(wide / gap) + 1):
            across = x + column * gap + (gap / 2 if row % 2 else 0)
            d.append(f"M{n(across - r)} {n(y + row * gap)}a{r} {r} 0 1 1 {2 * r} 0a{r} {r} 0 1 1 {-2 * r} 0Z")
    return path("".join(d), colour, **ink)


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    colour: str,
    *,
    anchor: str = "middle",
    weight: int = 600,
    spacing: float = 0,
) -> str:
    """Return one line of lettering in Source Serif; `y` is its baseline."""
    return (
        f'<text x="{n(x)}" y="{n(y)}" font-family="Source Serif Pro" font-weight="{weight}" font-size="{n(size)}" '
        f'letter-spacing="{n(spacing)}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
    )


def grain(wide: int, high: int, seed: str) -> str:
    """Return the tooth of the paper: sparse fibres of ink and flecks where the ink did not take."""
    rng = Random(seed)
    area = wide * high
    fibres, flecks = [], []
    for _ in range(area // 9000):
        x, y = rng.uniform(0, wide), rng.uniform(0, high)
        fibres.append(f"M{n(x)} {n(y)}l{n(rng.uniform(-16, 16))} {n(rng.uniform(-5, 5))}")
    for _ in range(area // 7000):
        x, y = rng.uniform(0, wide), rng.uniform(0, high)
        flecks.append(f"M{n(x)} {n(y)}l{n(rng.uniform(-4, 4))} {n(rng.uniform(-3, 3))}")
    return path("".join(fibres), stroke=INK, width=1.6, opacity=0.1) + path(
        "".join(flecks), stroke=PAPER, width=2.6, opacity=0.28
    )


def sheet(name: str, *parts: str, ground: str, wide: int = 1600, high: int = 1000) -> str:
    """Return a whole picture as an SVG document on a `ground` colour, with the paper's grain on top."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<rect width="{wide}" height="{high}" fill="{ground}"/>{"".join(parts)}{grain(wide, high, name)}</svg>'
    )
