"""What every page depends on besides its content: programs, libraries, templates and settings."""

import hashlib
import importlib.metadata
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import plugins

# Where things lie and when they are built, which says nothing about how a text is converted.
PLACES_AND_TIMES = frozenset(
    "PATH THEME OUTPUT_PATH CACHE_PATH SITEURL BUILD_DATE STRICT PROBLEMS_FILE LAST_GOOD PREVIEW_FORM_ENDPOINT "
    "ARTICLE_PATHS PAGE_PATHS STATIC_PATHS READ_ALL".split()
)


def environment(settings: dict) -> bytes:
    """A digest of all that a converted text depends on but the text itself and the pictures that it shows."""
    room = Path(plugins.__path__[0]).parent
    code = (file for name in ("plugins", "wire", "pictures") for file in (room / name).rglob("*.py"))
    theme = Path(settings["THEME"])
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for part in (_libraries(), _files(room, code), _files(theme, (theme / "templates").rglob("*")), _settings(settings)):
        digest.update(part)
    return digest.digest()


def _libraries() -> bytes:
    """Names and versions of what is installed."""
    return repr(sorted((each.name, each.version) for each in importlib.metadata.distributions())).encode()


def _files(root: Path, files: Iterable[Path]) -> bytes:
    digest = hashlib.blake2b()
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
