"""Print the pictures: `python -m contrib.artwork` prints all of them, `python -m contrib.artwork handshake pulse` those two."""

import sys
from difflib import get_close_matches
from pathlib import Path

from .catalogue import PICTURES
from .press import print_sheet

IMAGES = Path(__file__).resolve().parent.parent / "content" / "images"


def main(names: list[str]) -> int:
    """Print the named pictures, or all when none is named. Return 1 when a name is unknown, else 0."""
    unknown = [name for name in names if name not in PICTURES]
    for name in unknown:
        near = get_close_matches(name, PICTURES, n=1)
        advice = f"did you mean “{near[0]}”?" if near else f"the pictures are: {', '.join(PICTURES)}"
        print(f"artwork: no picture “{name}”\n  {advice}", file=sys.stderr)
    if unknown:
        return 1
    for name in names or PICTURES:
        size = print_sheet(PICTURES[name](), IMAGES / f"{name}.png")
        print(f"{name}.png  {size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
