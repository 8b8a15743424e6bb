"""The neighbours: the invented people who return from picture to picture. None of them is anybody."""

from .folk import Look
from .palette import (
    BLACK_HAIR,
    BROWN,
    BROWN_HAIR,
    DARK,
    FAIR,
    GREY_HAIR,
    INK,
    OCHRE,
    PAPER,
    PLUM,
    RED_HAIR,
    SAND_HAIR,
    SKY,
    TAN,
    TEAL,
    TERRACOTTA,
    WHITE_HAIR,
    shade,
    tint,
)

ROSE = tint(TERRACOTTA, 0.45)
MOSS = shade(tint(TEAL, 0.2), 0.1)
STONE = "#8b8378"

IVY = Look(DARK, GREY_HAIR, "afro", TERRACOTTA, dress=True, glasses=True)
WALTER = Look(FAIR, WHITE_HAIR, "tufts", PLUM, STONE, pattern="cardigan", glasses=True)
NADIA = Look(TAN, TEAL, "hijab", PLUM, dress=True)
SAM = Look(BROWN, BLACK_HAIR, "short", OCHRE, INK)
MAY = Look(FAIR, WHITE_HAIR, "bun", TEAL, dress=True, pattern="dots")
HARJIT = Look(TAN, OCHRE, "turban", TEAL, INK, beard=GREY_HAIR)
ROSA = Look(TAN, BROWN_HAIR, "bob", OCHRE, dress=True, pattern="apron")
TOM = Look(FAIR, RED_HAIR, "swept", SKY, INK, pattern="stripes", trim=TERRACOTTA, beard=RED_HAIR)
ESI = Look(DARK, BLACK_HAIR, "curls", SKY, PLUM, pattern="cardigan", trim=OCHRE)
LEN = Look(FAIR, shade(OCHRE, 0.45), "cap", ROSE, STONE, beard=WHITE_HAIR)
JUN = Look(FAIR, BLACK_HAIR, "long", TERRACOTTA, INK, pattern="stripes", trim=PAPER)
OMAR = Look(BROWN, BLACK_HAIR, "bald", PLUM, INK, beard=BLACK_HAIR)
BEA = Look(FAIR, SAND_HAIR, "bunches", TERRACOTTA, dress=True, child=True, pattern="dots")
KOFI = Look(DARK, BLACK_HAIR, "short", OCHRE, TEAL, child=True, pattern="stripes", trim=TERRACOTTA)
PIA = Look(BROWN, BROWN_HAIR, "tail", SKY, dress=True, child=True)
DOT = Look(BROWN, GREY_HAIR, "bob", OCHRE, PLUM, pattern="cardigan", trim=tint(TEAL, 0.5), glasses=True)

EVERYONE = (IVY, TOM, NADIA, WALTER, ESI, HARJIT, JUN, MAY, SAM, ROSA, LEN, OMAR, DOT)
