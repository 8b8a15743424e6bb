"""The colours of the cards are those of the pages in daylight: theme/static/css/tokens.css is where they are chosen."""

import re
from pathlib import Path

USED = (
    "background",
    "text",
    "text-muted",
    "plum",
    "submission-tint",
    "question",
    "on-question",
    "logo-left",
    "logo-right",
    "logo-overlap",
    "footer-background",
    "footer-text",
    "footer-text-muted",
    "footer-logo-left",
    "footer-logo-right",
)
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\s*;")


def colours(sheet: Path) -> dict[str, str]:
    """Name of a token → #rrggbb, for all of USED. Raises ValueError naming the tokens that the sheet does not give as #rrggbb."""
    found: dict[str, str] = {}
    for name, colour in _TOKEN.findall(sheet.read_text(encoding="utf-8")):
        found.setdefault(name, colour.lower())  # those of the dark scheme come second
    if missing := [name for name in USED if name not in found]:
        raise ValueError(
            f"{sheet.name}: no colour like #1f2a37 for --{', --'.join(missing)}; the cards for social networks are drawn with it"
        )
    return {name: found[name] for name in USED}
