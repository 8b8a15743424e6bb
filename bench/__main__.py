"""`python -m bench NAME …`: run benchmarks by name, or all that take no more than a few minutes."""

import importlib
import sys

NAMES = ("pages", "lighthouse", "pictures")


def main(names: list[str]) -> int:
    """Run them one after the other; an exit code."""
    if unknown := [name for name in names if name not in NAMES]:
        print(f"there is no benchmark “{unknown[0]}”\n  there are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    for name in names or NAMES:
        if code := importlib.import_module(f"bench.{name}").main():
            return code
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
