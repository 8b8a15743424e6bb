"""Pictures of relations: the heartbeat that becomes two people, and the web of threads."""

from .cast import ESI, HARJIT, IVY, JUN, KOFI, MAY, NADIA, TOM, WALTER
from .cutpaper import blob, clipped, disc, n, path, sheet
from .folk import Look, figure
from .palette import FAIR, GREY_HAIR, OCHRE, PAPER, PLUM, SKY, TAN, TEAL, TERRACOTTA, shade, tint

NURSE = Look(TAN, "#3a2430", "bun", SKY, TEAL)
PATIENT = Look(FAIR, GREY_HAIR, "swept", TERRACOTTA, "#8b8378", pattern="cardigan", glasses=True)


def pulse() -> str:
    """A heartbeat line becomes the arms of two people who hold hands, and goes on."""
    ground = (
        disc(800, 470, 430, shade(PLUM, 0.05))
        + disc(660, 500, 330, TERRACOTTA, opacity=0.55)
        + disc(940, 500, 330, TEAL, opacity=0.6)
    )
    mesh = path(
        "".join(f"M0 {y}H1600" for y in range(50, 1000, 75)) + "".join(f"M{x} 0V1000" for x in range(50, 1600, 75)),
        stroke=tint(PLUM, 0.3),
        width=2,
        opacity=0.35,
    )
    floor = disc(800, 918, 440, shade(PLUM, 0.5), tall=34)
    people = figure(NURSE, 622, 920, 1.72, left=(-106, -218), right=(103, -190), bend=(4, 4), gaze=0.6, tilt=4)
    people += figure(PATIENT, 978, 920, 1.72, left=(-103, -190), right=(106, -218), bend=(4, 4), gaze=-0.6, tilt=-4)
    arms = "M440 545Q486 408 566 408Q622 440 678 408Q740 420 800 593Q860 420 922 408Q978 440 1034 408Q1114 408 1160 545"
    beat_in = "M-20 545H90L120 500L150 545H196L236 330L292 720L330 545H440"
    beat_out = "M1160 545H1268L1308 330L1364 720L1402 545H1450L1480 500L1510 545H1620"
    shadow = path(beat_in + beat_out, stroke=shade(PLUM, 0.6), width=20, opacity=0.5)
    whole = path(beat_in + arms[len("M440 545") :] + beat_out[len("M1160 545") :], stroke=OCHRE, width=16)
    return sheet("pulse", mesh, ground, floor, people, shadow, whole, ground=PLUM)


WEB = (
    (IVY, 205, 225, 128, SKY),
    (TOM, 560, 180, 104, TEAL),
    (NADIA, 905, 290, 134, OCHRE),
    (WALTER, 1300, 205, 120, SKY),
    (KOFI, 385, 545, 116, tint(TERRACOTTA, 0.3)),
    (JUN, 740, 700, 132, PLUM),
    (HARJIT, 1140, 575, 122, tint(PLUM, 0.4)),
    (MAY, 185, 800, 112, TERRACOTTA),
    (ESI, 1430, 780, 134, TEAL),
)
TIES = (
    (0, 1),
    (0, 4),
    (0, 7),
    (1, 2),
    (1, 4),
    (2, 3),
    (2, 5),
    (2, 6),
    (3, 6),
    (3, 8),
    (4, 5),
    (4, 7),
    (5, 6),
    (5, 7),
    (6, 8),
    (5, 8),
    (4, 2),
    (1, 5),
    (7, 8),
)
COLOURS = (TERRACOTTA, TEAL, PLUM, OCHRE)


def relational_welfare() -> str:
    """Nine people in discs of colour, joined by threads that run from person to person."""
    ground = blob(420, 320, 940, 760, tint(TEAL, 0.72), multiply=True) + blob(
        1150, 640, 1000, 760, tint(OCHRE, 0.62), multiply=True
    )
    threads = ""
    for place, (one, other) in enumerate(TIES):
        (_, x1, y1, *_), (_, x2, y2, *_) = WEB[one], WEB[other]
        bow = 60 if place % 2 else -60
        middle = ((x1 + x2) / 2 + bow * (y2 - y1) / 500, (y1 + y2) / 2 - bow * (x2 - x1) / 500)
        colour = COLOURS[place % 4]
        d = f"M{x1} {y1}Q{n(middle[0])} {n(middle[1])} {x2} {y2}"
        threads += path(d, stroke=colour, width=11) + disc(
            (x1 + 2 * middle[0] + x2) / 4, (y1 + 2 * middle[1] + y2) / 4, 15, colour
        )
    people = ""
    for place, (look, x, y, r, colour) in enumerate(WEB):
        ring = (
            disc(x + 7, y + 8, r, shade(colour, 0.4), opacity=0.35)
            + disc(x, y, r, colour)
            + disc(x, y, r - 9, "none", stroke=PAPER, width=4)
        )
        scale = r / 92
        round_edge = f"M{x - r} {y}a{r} {r} 0 0 0 {2 * r} 0V{y - 2 * r}H{x - r}Z"
        people += ring + clipped(
            f"bust{place}",
            round_edge,
            figure(
                look,
                x,
                y + 352 * scale,
                scale,
                gaze=(0.5, 0, -0.2, -0.5, 0.4, 0, -0.3, 0.5, -0.5)[place],
                tilt=(5, -3, 0, -5, 4, 3, -4, 3, -5)[place],
                mood="laugh" if place in (4, 7) else "smile",
            ),
        )
    return sheet("relational-welfare", ground, threads, people, ground=PAPER)
