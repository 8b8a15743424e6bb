"""A picture of upkeep: books that are watered go on growing."""

from dataclasses import replace

from .cast import DOT
from .cutpaper import blob, cut, disc, path, sheet, slab
from .folk import figure
from .palette import OCHRE, PLUM, SKY, TEAL, TERRACOTTA, mix, shade, tint
from .still_life import open_book, sprout, sun, watering_can


def keeping() -> str:
    """A person waters a row of open books out of which plants grow."""
    sky = sun(1130, 380, 350, tint(OCHRE, 0.12)) + blob(300, 420, 640, 720, tint(TEAL, 0.62), multiply=True)
    soil = slab(-10, 830, 1620, 190, shade("#8a5a34", 0.15), waver=5) + slab(-10, 818, 1620, 30, TEAL, waver=4)
    crumbs = path(
        "".join(
            f"M{x} {y}h14"
            for x, y in (
                (80, 890),
                (300, 930),
                (520, 900),
                (770, 940),
                (980, 910),
                (1200, 946),
                (1400, 900),
                (1540, 950),
                (180, 966),
                (660, 974),
                (1100, 980),
            )
        ),
        stroke=tint("#8a5a34", 0.35),
        width=7,
    )
    rows = ((690, 110, "", TERRACOTTA), (930, 400, TERRACOTTA, PLUM), (1170, 320, "", TEAL), (1420, 500, PLUM, OCHRE))
    growing = ""
    for x, high, flower, cover in rows:
        growing += open_book((x, 800), cover, scale=0.86)
        growing += sprout((x, 786), high=high, flower=flower, leaf=TEAL)
        if x == 690:
            continue
        growing += sprout((x - 34, 776), high=high * 0.5, leaf=shade(TEAL, 0.15), turn=-16, scale=0.7) + sprout(
            (x + 34, 776),
            high=high * 0.6,
            flower=OCHRE if x == 1170 else "",
            leaf=shade(TEAL, 0.15),
            turn=16,
            scale=0.7,
        )
    gardener = figure(
        replace(DOT, top=TERRACOTTA, pattern="apron", dress=True, trim=OCHRE),
        300,
        884,
        1.56,
        left=(76, -204),
        right=(120, -252),
        gaze=0.7,
        tilt=5,
        bend=(-46, 10),
    )
    can = watering_can((490, 486), PLUM, scale=1.05, turn=16)
    rain = mix(TEAL, SKY, 0.55)
    water = path(
        "M646 566Q690 620 690 690M660 556Q716 610 722 684M634 574Q664 630 660 694", stroke=rain, width=8
    ) + "".join(disc(x, y, 7, rain) for x, y in ((672, 716), (704, 722), (740, 712)))
    wheel = cut([(70, 830), (210, 830), (190, 760), (90, 760)], PLUM) + "".join(
        sprout((x, 766), high=h, flower=f, scale=0.55)
        for x, h, f in ((110, 130, OCHRE), (150, 200, TERRACOTTA), (184, 120, ""))
    )
    return sheet("keeping", sky, soil, crumbs, growing, wheel, gardener, can, water, ground=tint(SKY, 0.3))
