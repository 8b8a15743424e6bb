"""PUBLISH: read from publishconf.py by a Python of its own, checked, and made into targets."""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from commands.publish.target import Misconfigured, Target, Unfit
from newsroom.problems import did_you_mean

# Commands import no room of the site, and settings are a program: it runs beside us, not inside.
PROGRAM = """
import json, runpy
settings = runpy.run_path("publishconf.py")
wanted = {name: settings.get(name) for name in ("PUBLISH", "CACHE_PATH")}
print("\\n" + json.dumps(wanted, default=str))
"""
HOW_TO_SET = """\
Add one, for a folder on this machine:
  PUBLISH = {"folder": {"kind": "folder", "path": "/srv/blog"}}
or for a server that you reach with ssh:
  PUBLISH = {"server": {"kind": "rsync", "host": "deploy@blog.example.org", "path": "/srv/blog"}}
docs/settings.md explains the other keys, and README.md how to prepare a server."""


def read_settings(root: Path) -> tuple[Any, Path]:
    """PUBLISH as it stands in publishconf.py, and the folder of the cache. Raises Misconfigured if the file is broken."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if ended.returncode != 0:
        said = ended.stderr.strip().splitlines() or ["it ended without a word"]
        raise Misconfigured(f"publishconf.py cannot be read: {said[-1]}", "Mend it; this shows where: python3 publishconf.py")
    settings = json.loads(ended.stdout.splitlines()[-1])
    return settings["PUBLISH"], root / (settings["CACHE_PATH"] or "var/cache")


def targets(publish: Any, root: Path, kinds: Mapping[str, type]) -> dict[str, Target]:
    """The targets that PUBLISH describes, by name, the default first. Raises Misconfigured with all that is wrong with it."""
    if publish in (None, {}):
        raise Misconfigured("There is nowhere to publish to yet: PUBLISH in publishconf.py has no target.", HOW_TO_SET)
    if not isinstance(publish, dict) or not all(isinstance(given, dict) for given in publish.values()):
        raise Misconfigured("publishconf.py: PUBLISH must be a dictionary: the name of each target, and its settings.", HOW_TO_SET)
    wrong = [line for name, given in publish.items() for line in _faults(name, given, root, kinds)]
    if wrong:
        raise Misconfigured("\n".join(wrong))
    return {name: kinds[given["kind"]](**{key: value for key, value in given.items() if key != "kind"}) for name, given in publish.items()}


def chosen(name: str, known: dict[str, Target]) -> str:
    """The name of the target to publish to: the one asked for, or the first. Raises Misconfigured."""
    if name and name not in known:
        raise Misconfigured(f"PUBLISH in publishconf.py has no target “{name}”", nearest(name, known))
    return name or next(iter(known))


def nearest(typed: Any, known: Iterable[str]) -> str:
    """“did you mean “server”?”, or all there are if nothing is like it."""
    names = list(known)
    return did_you_mean(str(typed), names) or f"there {'is' if len(names) == 1 else 'are'} {', '.join(f'“{one}”' for one in names)}"


def _faults(name: str, given: dict, root: Path, kinds: Mapping[str, type]) -> list[str]:
    """Everything that is wrong with one target, each with its cure on a line of its own."""
    at = f"publishconf.py: PUBLISH: {name}:"
    if given.get("kind") not in list(kinds):  # it may be anything, so no look-up
        wrong = f"there is no kind “{given['kind']}”" if "kind" in given else "“kind” is missing"
        return [f"{at} {wrong}\n  {nearest(given.get('kind', ''), kinds)}"]
    keys = {field.name: field for field in dataclasses.fields(kinds[given["kind"]])}
    faults = [f"{at} there is no key “{key}”\n  {nearest(key, [*keys, 'kind'])}" for key in given if key not in keys and key != "kind"]
    for key, field in keys.items():
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if key not in given and not needed:
            continue
        try:
            if key not in given:
                raise Unfit("it is missing", "a target of this kind needs it")
            field.metadata["check"](given[key], root)
        except Unfit as fault:
            faults.append(f"{at} {key}: {fault.wrong}\n  {fault.cure}")
    return faults
