"""What texts and pages depend on besides their content: programs, libraries, settings, templates."""

import hashlib
import importlib.metadata
import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import plugins

# Where things lie and when they are built. A text does not depend on it, and a page names what it takes of it.
PLACES_AND_TIMES = frozenset(
    "PATH THEME OUTPUT_PATH CACHE_PATH SITEURL BUILD_DATE STRICT PROBLEMS_FILE BUILD_REPORT LAST_GOOD LAST_OUTPUT PREVIEW_FORM_ENDPOINT PREVIEW_FOLLOW_ENDPOINT EXPLAIN "
    "ARTICLE_PATHS PAGE_PATHS STATIC_PATHS READ_ALL".split()
)


# Where our code is; the settings may bring more.
ROOMS = ("plugins", "newsroom")


def environment(settings: dict) -> bytes:
    """A digest of what texts and pages depend on whatever is in them: Python, libraries, our code, settings."""
    root = project()
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for part in (libraries(), _files(root, {*_rooms(root), *loaded(root)}), _settings(settings)):
        digest.update(part)
    return digest.digest()


def project() -> Path:
    """The folder that all rooms lie in."""
    return Path(plugins.__path__[0]).resolve().parent


def _rooms(root: Path) -> Iterable[Path]:
    return (file for name in ROOMS for file in (root / name).rglob("*.py"))


def loaded(root: Path) -> set[Path]:
    """The programs of the project that run now, wherever they lie in it: settings files, what these import, plugins of somebody's own."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    found = {Path(file).resolve() for file in files if file}
    return {file for file in found if file.is_relative_to(root) and not file.is_relative_to(sys.prefix)}


def templates(settings: dict) -> bytes:
    """A digest of all the theme’s templates."""
    root = Path(settings["THEME"], "templates")
    return _files(root, root.rglob("*"))


@cache  # what this process has loaded stays as it is
def libraries() -> bytes:
    """Names and versions of what is installed."""
    return repr(sorted((each.name, each.version) for each in importlib.metadata.distributions())).encode()


def _files(root: Path, files: Iterable[Path]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(file for file in files if file.is_file()):
        digest.update(f"\0{file.relative_to(root).as_posix()}\0".encode())
        digest.update(file.read_bytes())
    return digest.digest()


def _settings(settings: dict) -> bytes:
    kept = {name: value for name, value in settings.items() if name not in PLACES_AND_TIMES}
    return json.dumps(kept, sort_keys=True, default=_named).encode()


def _named(value: Any) -> Any:
    """What JSON has no word for: sets in order, and of anything else what it is called, since its code counts already."""
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return getattr(value, "__qualname__", None) or type(value).__qualname__
