"""Makes `.venv`, keeps it in step with the pinned requirements, and hands over to Invoke inside it.

Standard library only, and readable by old Pythons, so that a machine with nothing else gets a plain word instead of
a traceback. A stamp in `.venv` says what was installed. It is there first, saying “unfinished”, and true last, so that an
environment whose making broke off is known, and made again.
"""

from __future__ import annotations

import ast
import difflib
import functools
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from commands.lock import held, shared_with_child

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11, 5)
RUNTIME = "requirements.txt"
DESK = "requirements-desk.txt"
# Commands that are the desk's own, with its word for each.
OF_THE_DESK = {"desk": [], "import-followers": ["import_followers"]}


class EnvironmentProblem(Exception):
    """The environment cannot be made; the text says why and what to do."""


def hand_over(arguments, root=ROOT, execute=None):
    """Prepare the environment and become `invoke ARGUMENTS` inside it; an exit code if it does not come to that."""
    commands = commands_of(root / "tasks.py")
    if not arguments or arguments[0] in ("--list", "-l", "--help", "-h", "help"):
        print(overview(commands))
        return 0
    if not arguments[0].startswith("-") and arguments[0] not in commands:
        print(unknown(arguments[0], commands), file=sys.stderr)
        return 2
    of_the_desk = arguments[0] in OF_THE_DESK
    if not of_the_desk and {"--help", "-h"} & set(arguments[1:]):  # Invoke would take it for the answer to a positional argument
        arguments = ["--help", arguments[0]]
    try:
        python = prepare(root, (DESK,) if of_the_desk else ())
    except EnvironmentProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next start begins the environment again.", file=sys.stderr)
        return 130
    if of_the_desk:  # its commands and their options are Django's affair, not Invoke's
        return (execute or become)([str(python), "-m", "desk", *(OF_THE_DESK[arguments[0]] + arguments[1:] or ["help"])])
    # -m invoke, not the script beside it: the script's first line holds a path that Linux cuts at 127 characters.
    return (execute or become)([str(python), "-m", "invoke", "--search-root", str(root), *arguments])


def prepare(root=ROOT, extra=(), run=subprocess.call):
    """The path of the environment's Python, with requirements.txt and the files in `extra` installed.

    Looks at one small file when all is in place. `run` is called as `subprocess.call` is.
    """
    check_python(sys.version_info)
    place = root / ".venv"
    if lacks(place, root, extra):
        with held(root / ".venv.lock", on_wait=_say_waiting) as lock:
            if before := moved_from(place):
                relocate(place, before)
            missing = lacks(place, root, extra)  # whoever held the lock before may have done the work
            if missing:
                install(place, root, missing, functools.partial(run, **shared_with_child(lock)))
    return python_in(place)


def lacks(place, root, extra=()):
    """The requirement files that are still to be installed: all if the environment is not as its stamp says.

    Among all are those that were installed before: a desk that runs in this environment must not lose its packages to a build.
    """
    stamp = read_stamp(place)
    installed = stamp.get("installed", {})
    before = [*installed, *stamp.get("wanted", ())]
    wanted = (RUNTIME, *extra)
    everything = tuple(dict.fromkeys([*wanted, *(name for name in before if (root / name).exists())]))
    if stamp.get("made of") != made_of(place) or not python_in(place).exists():
        return everything
    if installed.get(RUNTIME) != fingerprint(root / RUNTIME):
        return everything
    return tuple(name for name in wanted if installed.get(name) != fingerprint(root / name))


def moved_from(place):
    """The path at which this environment was made, if nothing has changed since but that; else None."""
    made, now = read_stamp(place).get("made of"), made_of(place)
    same = made and made[0] != now[0] and made[1:] == now[1:]
    return made[0] if same and python_in(place).exists() else None


def relocate(place, before):
    """Write the new path of a copied or moved environment over the old one, `before`, in its scripts and settings.

    Each file is replaced, never written into, since a copy may share it with the environment it came from. The stamp comes last.
    """
    _say(f"The project was copied or moved here: its environment is brought up to date (it was made in {before}) …")
    for file in [*python_in(place).parent.iterdir(), place / "pyvenv.cfg"]:
        if file.is_symlink() or not file.is_file():
            continue
        data = file.read_bytes()
        if before.encode() in data and b"\0" not in data:
            new = file.with_name(f"{file.name}.new")
            new.write_bytes(data if str(place).encode() in data else data.replace(before.encode(), str(place).encode()))
            shutil.copymode(file, new)
            os.replace(new, file)
    write_stamp(place, read_stamp(place)["installed"])


def install(place, root, names, run):
    """Install the requirement files `names` into `place`, making it from nothing if the first is requirements.txt."""
    if names[0] == RUNTIME:
        make(place, run, names)
        installed = {}
    else:
        installed = read_stamp(place)["installed"]
        stamp_of(place).write_text(unfinished([*installed, *names]), encoding="utf-8")
    for name in names:
        _say(f"Installing what {name} pins …")
        pip = [str(python_in(place)), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input"]
        if run([*pip, "install", "--require-hashes", "--no-deps", "-r", str(root / name)]) != 0:
            raise EnvironmentProblem(
                f"\nThe packages of {name} could not be installed; pip’s own words are above."
                "\n  Is the network there? Then start the same command again: it begins afresh."
            )
        installed[name] = fingerprint(root / name)
    write_stamp(place, installed)
    _say("The environment is ready.\n")


def unfinished(names):
    """The stamp of an environment whose making may break off; the next start knows what was wanted."""
    return json.dumps({"wanted": list(names)})


def make(place, run, names=(RUNTIME,)):
    """An empty virtual environment at `place`, for the requirement files `names`, in the stead of whatever environment was there."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise EnvironmentProblem(
                f"This Python ({sys.executable}) came without its “{module}” module."
                "\n  On Debian and Ubuntu: apt install python3-venv. Elsewhere, install Python from python.org."
            )
    if place.exists() or place.is_symlink():
        if place.is_symlink() or not ((place / "pyvenv.cfg").exists() or stamp_of(place).exists()):
            raise EnvironmentProblem(f"{place} is there but is no virtual environment.\n  Move it away, then start again.")
        _say("Removing the old environment (.venv): it is unfinished, or made for something else …")
        shutil.rmtree(place)
    _say("Making an environment for the site in .venv (once, about a minute) …")
    place.mkdir()
    stamp_of(place).write_text(unfinished(names), encoding="utf-8")
    # The base interpreter, or running inside the old .venv would build the new one on a Python that is gone.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if run([base, "-I", "-m", "venv", str(place)]) != 0:
        raise EnvironmentProblem(
            "The environment could not be made; Python’s own words are above."
            "\n  On Debian and Ubuntu: apt install python3-venv. Is there space on the disk?"
        )


def check_python(version):
    """Refuse a Python that is too old, by name."""
    if tuple(version[:3]) < OLDEST_PYTHON:
        found, needed = (".".join(map(str, numbers[:3])) for numbers in (version, OLDEST_PYTHON))
        raise EnvironmentProblem(
            f"This is Python {found} ({sys.executable}); the site needs {needed} or newer."
            "\n  Install a newer Python, then start tasks.py with it, for example: python3.12 tasks.py preview"
        )


def python_in(place):
    """The environment's interpreter."""
    return place / "Scripts" / "python.exe" if os.name == "nt" else place / "bin" / "python"


def stamp_of(place):
    """The file that says what is installed."""
    return place / "participle-stamp.json"


def read_stamp(place):
    """What the stamp says; {} if there is none or it cannot be read."""
    try:
        return json.loads(stamp_of(place).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_stamp(place, installed):
    """Say that the requirement files in `installed`, with their fingerprints, are in the environment."""
    temporary = stamp_of(place).with_suffix(".new")
    temporary.write_text(json.dumps({"made of": made_of(place), "installed": installed}, indent=1), encoding="utf-8")
    os.replace(temporary, stamp_of(place))


def made_of(place):
    """What an environment cannot outlive: its place, written into its scripts, and the Python it was made from."""
    return [str(place), "{}.{}".format(*sys.version_info), sys.base_prefix]


def fingerprint(path):
    """A hash of a file’s bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def commands_of(path):
    """The verbs of tasks.py and their first docstring lines, read without running it: {"build": "Build the site …"}."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    verbs = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list]
    return {verb.name.replace("_", "-"): (ast.get_docstring(verb) or "").split("\n")[0] for verb in verbs}


def overview(commands):
    """What `python3 tasks.py` alone says."""
    lines = "\n".join(f"  {name:<18}{words}" for name, words in commands.items())
    return f"python3 tasks.py NAME, where NAME is one of\n\n{lines}\n\nThe options of one: python3 tasks.py NAME --help"


def unknown(name, commands):
    """What a command that does not exist is answered with."""
    near = difflib.get_close_matches(name, commands, n=1)
    cure = f"did you mean “{near[0]}”?" if near else "the commands are: " + ", ".join(commands)
    return f"tasks.py has no command “{name}”\n  {cure}"


def become(command):
    """Turn into `command`; on Windows, where exec lets the shell run on, wait for it and return its exit code."""
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)


def _say(line):
    print(line, flush=True)


def _say_waiting():
    _say("Another start is preparing the environment; waiting for it …")
