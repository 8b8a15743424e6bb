"""`new`: a file for something new, in the right place, with all its fields, fit to be built as it stands."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from commands.environment import ROOT
from commands.new.answers import answers_to
from newsroom.content_types import content_types
from newsroom.new_file import InvalidAnswer, nearest


def new(
    kind: str,
    given: dict[str, str],
    root: Path = ROOT,
    ask: Callable[[str], str] | None = None,
    now: datetime | None = None,
) -> int:
    """Write the file and say where it is; an exit code.

    `given` holds the options by name, "" for those not given. If one that is needed is missing, everything not given
    is asked for with `ask`, by default `input` on a terminal and None elsewhere; without it, the missing one is an error.
    """
    if ask is None and sys.stdin.isatty():
        ask = input
    try:
        known = {each.name: each.new for each in content_types().values() if each.new}
        if kind not in known:
            raise InvalidAnswer(f"there is no new “{kind}”", nearest(kind, known) or f"one of {', '.join(known)}")
        chosen = known[kind]
        unknown = [name for name in given if given[name] and name not in chosen.options]
        if unknown:
            raise InvalidAnswer(f"--{unknown[0]} means nothing for a new {kind}", f"it takes --{', --'.join(chosen.options)}")
        answers = answers_to(chosen.questions, given, root / "content", now or datetime.now(), ask)
        path = chosen.path(answers)
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(chosen.text(answers))
    except FileExistsError:
        print(f"content/{path} is there already, and was left as it is.\n  Choose another --slug.", file=sys.stderr)
        return 1
    except InvalidAnswer as error:
        print(error, file=sys.stderr)
        return 2
    except (EOFError, KeyboardInterrupt):
        print("\nStopped; nothing was written.", file=sys.stderr)
        return 130
    print(f"\nMade content/{path}\n  {chosen.next_step(answers)}")
    return 0
