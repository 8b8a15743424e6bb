"""Pictures of streets: Southwark by the river, and five front doors."""

from dataclasses import replace

from .cast import BEA, DOT, ESI, HARJIT, IVY, JUN, KOFI, LEN, MAY, OMAR, ROSA, SAM, WALTER
from .cutpaper import clipped, cut, disc, group, line, path, rounded, sheet, slab
from .folk import Look, chain, figure
from .palette import DARK, INK, OCHRE, PAPER, PLUM, SKY, TEAL, TERRACOTTA, mix, shade, tint
from .still_life import cloud, plant, sun

LAMPLIGHT = tint(OCHRE, 0.35)


def terrace(x: float, base: float, wall: str, door: str, *, high: float = 250, wide: float = 150) -> str:
    """Return one terraced house standing on `base`: pitched roof, chimney, three windows and a door."""
    top = base - high
    parts = (
        slab(x + wide * 0.68, top - 108, 34, 80, shade(wall, 0.35), waver=2)
        + slab(x + wide * 0.68 + 4, top - 126, 11, 22, TERRACOTTA, waver=1)
        + slab(x + wide * 0.68 + 19, top - 126, 11, 22, TERRACOTTA, waver=1)
    )
    parts += cut([(x - 4, top), (x + wide / 2, top - 74), (x + wide + 4, top)], shade(PLUM, 0.25), waver=2) + slab(
        x, top - 2, wide, high + 2, wall, waver=1
    )
    panes = [(x + 20, top + 30), (x + wide - 62, top + 30), (x + wide - 62, base - 104)]
    for place, (a, b) in enumerate(panes):
        parts += slab(a - 5, b - 5, 52, 68, PAPER, waver=1) + slab(
            a, b, 42, 58, LAMPLIGHT if place != 1 else tint(SKY, 0.3), waver=0
        )
        parts += path(f"M{a + 21} {b}V{b + 58}M{a} {b + 29}H{a + 42}", stroke=PAPER, width=4)
    doorway = f"M{x + 18} {base}V{base - 84}a24 24 0 0 1 48 0V{base}Z"
    return parts + path(doorway, door) + disc(x + 56, base - 46, 4, OCHRE)


def southwark() -> str:
    """Terraced houses by a river bridge; on the near bank neighbours stand hand in hand."""
    sky = sun(1230, 250, 150) + cloud(300, 110, 300, PAPER) + cloud(820, 86, 240, PAPER) + cloud(1440, 130, 260, PAPER)
    far = "".join(
        slab(x, 500 - h, w, h, colour)
        for x, h, w, colour in (
            (900, 150, 90, tint(TEAL, 0.55)),
            (980, 210, 70, tint(PLUM, 0.6)),
            (1060, 120, 120, tint(TEAL, 0.6)),
            (1380, 180, 80, tint(PLUM, 0.55)),
            (1470, 130, 140, tint(TEAL, 0.55)),
        )
    )
    walls = (TERRACOTTA, "#c9793f", OCHRE, tint(TERRACOTTA, 0.35), "#a8563a", tint(OCHRE, 0.3))
    doors = (TEAL, PLUM, INK, TEAL, OCHRE, PLUM)
    houses = "".join(terrace(-24 + place * 150, 520, wall, doors[place]) for place, wall in enumerate(walls))
    water = mix(TEAL, SKY, 0.42)
    river = slab(-10, 516, 1620, 210, water, waver=4)
    glints = "".join(
        path(f"M{x} {y}q18 -12 36 0t36 0t36 0", stroke=tint(water, 0.5), width=6)
        for x, y in (
            (60, 566),
            (300, 600),
            (560, 558),
            (760, 640),
            (150, 646),
            (470, 652),
            (1010, 668),
            (1250, 652),
            (1480, 664),
        )
    )
    arches = "".join(f"M{x} 664V600a78 78 0 0 1 156 0V664Z" for x in (930, 1126, 1322, 1518))
    deck = f"M840 664V500Q1240 428 1640 500V664Z{arches}"
    bridge = f'<path d="{deck}" fill="{shade(PLUM, 0.1)}" fill-rule="evenodd"/>' + path(
        "M836 500Q1240 428 1640 500", stroke=tint(PLUM, 0.35), width=22
    )
    piers = "".join(slab(x, 640, 66, 40, shade(PLUM, 0.4), waver=2) for x in (1074, 1270, 1466))
    lamps = "".join(line([(x, 462), (x, 388)], INK, 8) + disc(x, 378, 15, LAMPLIGHT) for x in (960, 1190, 1420))
    boat = group(
        path("M520 606H700L664 650H556Z", PAPER)
        + path("M520 606H700L692 618H528Z", PLUM)
        + line([(612, 604), (612, 520)], INK, 6)
        + path("M616 524L672 590H616Z", TERRACOTTA),
        move=(-148, -20),
    )
    bank = path("M-10 716Q800 660 1610 716V1010H-10Z", tint(OCHRE, 0.42)) + disc(
        800, 930, 720, tint(TEAL, 0.35), tall=92, multiply=True
    )
    row = [
        (MAY, 150, 858, 0.86),
        (HARJIT, 318, 906, 0.9),
        (KOFI, 470, 942, 0.7),
        (JUN, 624, 960, 0.98),
        (IVY, 806, 968, 1.0),
        (OMAR, 992, 960, 0.98),
        (BEA, 1150, 942, 0.7),
        (ESI, 1300, 908, 0.9),
        (LEN, 1462, 862, 0.86),
    ]
    return sheet(
        "southwark",
        sky,
        far,
        houses,
        river,
        glints,
        bridge,
        piers,
        lamps,
        boat,
        bank,
        chain(row),
        ground=tint(SKY, 0.25),
    )


def notice() -> str:
    """Return the pinned notice, about 96 by 124, centred on (0, 0)."""
    return group(
        slab(-48, -62, 96, 124, PAPER)
        + slab(-34, -46, 68, 22, TERRACOTTA, waver=1)
        + path("M-32 -4H32M-32 18H30M-32 40H8", stroke=INK, width=6)
        + disc(0, -58, 9, PLUM),
        turn=4,
    )


def front_door(x: float, colour: str, number: int, visitor: Look | None) -> str:
    """Return a door 210 wide with its frame and fanlight: ajar with someone looking out, or shut with the notice."""
    base, top, wide = 830.0, 330.0, 210.0
    frame = path(f"M{x - 20} {base}V{top - 4}a{wide / 2 + 20} {wide / 2 + 10} 0 0 1 {wide + 40} 0V{base}Z", PAPER)
    fan = path(f"M{x} {top - 6}a{wide / 2} {wide / 2 - 10} 0 0 1 {wide} 0Z", LAMPLIGHT if visitor else tint(PLUM, 0.35))
    fan += path(
        f"M{x + wide / 2} {top - 6}V{top - 100}M{x + wide / 2} {top - 6}L{x + 30} {top - 66}M{x + wide / 2} {top - 6}L{x + wide - 30} {top - 66}",
        stroke=PAPER,
        width=7,
    )
    step = slab(x - 46, base - 4, wide + 92, 34, tint(INK, 0.62)) + slab(
        x - 70, base + 26, wide + 140, 30, tint(INK, 0.5)
    )
    if visitor is None:
        panels = "".join(
            path(rounded(x + a, b, 72, h, 4), shade(colour, 0.24))
            for a, b, h in ((22, 372, 160), (116, 372, 160), (22, 650, 140), (116, 650, 140))
        )
        leaf = (
            slab(x, top, wide, base - top, colour, waver=0)
            + panels
            + slab(x + 64, 584, 82, 20, OCHRE, waver=1)
            + disc(x + wide - 22, 596, 10, OCHRE)
        )
        return frame + fan + leaf + group(notice(), move=(x + wide / 2, 452), scale=1.32) + step
    opening = f"M{x} {base}V{top}H{x + wide}V{base}Z"
    size = 1.0 if visitor.child else 1.18
    inside = (
        slab(x, top, wide, base - top, LAMPLIGHT, waver=0)
        + path(f"M{x} {base}L{x} {top}H{x + wide * 0.45}Z", tint(OCHRE, 0.6))
        + figure(
            visitor,
            x + 126,
            base + 4,
            size,
            left=(-70, -180),
            right=(58, -318 if number % 2 else -186),
            bend=(18, -4 if number % 2 else 18),
            gaze=0.3 if number < 3 else -0.3,
            tilt=5 if number % 2 else -4,
        )
    )
    leaf = cut([(x, top), (x + 66, top + 34), (x + 66, base + 26), (x, base)], shade(colour, 0.1), waver=0)
    leaf += cut(
        [(x + 12, top + 48), (x + 54, top + 66), (x + 54, top + 230), (x + 12, top + 214)], shade(colour, 0.35), waver=0
    )
    leaf += cut(
        [(x + 12, top + 290), (x + 54, top + 308), (x + 54, base - 10), (x + 12, base - 36)],
        shade(colour, 0.35),
        waver=0,
    ) + disc(x + 54, 604, 8, OCHRE)
    spill = path(f"M{x} {base + 56}H{x + wide}L{x + wide + 60} 1010H{x - 30}Z", OCHRE, opacity=0.4)
    return spill + frame + fan + clipped(f"door{number}", opening, inside) + step + leaf


def four_in_five() -> str:
    """Five front doors: one carries a notice, the other four stand ajar with somebody there."""
    visitors = (replace(DOT, top=TEAL), replace(SAM, skin=DARK, top=SKY), None, replace(ROSA, top=TERRACOTTA), WALTER)
    bricks = "".join(f"M{(row % 2) * 45 - 60} {row * 40}" + "h64m26 0" * 20 for row in range(1, 22))
    wall = path(bricks, stroke=shade(tint(TEAL, 0.5), 0.16), width=3, opacity=0.7)
    eaves = slab(-10, -10, 1620, 92, PLUM) + slab(-10, 74, 1620, 26, shade(PLUM, 0.4))
    pavement = slab(-10, 866, 1620, 150, tint(PLUM, 0.62), waver=4)
    colours = (TERRACOTTA, OCHRE, PLUM, TEAL, "#b9643a")
    doors = "".join(front_door(58 + place * 319, colours[place], place, who) for place, who in enumerate(visitors))
    pots = (
        plant((322, 930), scale=0.62)
        + plant((1290, 930), scale=0.62, pot=PLUM)
        + plant((964, 930), scale=0.5, pot=OCHRE)
    )
    cat = (
        path("M614 932Q600 860 636 844L632 812L652 828H672L690 812L688 846Q722 868 712 932Z", INK)
        + path("M708 926q44 -8 34 -54", stroke=INK, width=14)
        + disc(652, 846, 5, OCHRE)
        + disc(672, 846, 5, OCHRE)
    )
    return sheet("four-in-five", wall, eaves, pavement, doors, pots, cat, ground=tint(TEAL, 0.5))
