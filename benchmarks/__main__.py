"""`python -m benchmarks [--posts N] NAME …`: run benchmarks by name, or all. That of builds takes about a quarter of an hour, and for 10,000 posts much longer."""

import argparse
import importlib
import sys

NAMES = ("pages", "lighthouse", "pictures", "mails", "forms", "build")


def main(arguments: list[str]) -> int:
    """Run them one after the other; an exit code."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument(
        "--posts",
        type=numbers,
        default=(1000,),
        help="how many posts the blog has that is built; more numbers, with commas, to see how a build from nothing grows",
    )
    parser.add_argument("names", nargs="*")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.names if name not in NAMES]:
        print(f"there is no benchmark “{unknown[0]}”\n  there are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    for name in given.names or NAMES:
        settings = {"posts": given.posts} if name == "build" else {}
        if code := importlib.import_module(f"benchmarks.{name}").main(**settings):
            return code
        print()
    return 0


def numbers(text: str) -> tuple[int, ...]:
    """“1000,10000” as numbers. Raises ValueError, which argparse tells in its own words."""
    return tuple(int(each) for each in text.split(","))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
