"""Why a page is drawn anew: what it was made of the last time and what it is made of now, part by part, by names that people know."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from plugins.incremental.inputs import SIZE, Inputs

# Parts by their names, each with a short digest.
Parts = dict[str, bytes]
_SHORT = 6
ENVIRONMENT = "settings, code or a library"


def shared_parts(inputs: Inputs, base: bytes, templates: Mapping[str, bytes], values: Mapping[str, Any]) -> Parts:
    """What pages of the same template have in common. `templates`: sources by name; `values`: what any page may ask for."""
    found = {ENVIRONMENT: base}
    found |= {f"theme/templates/{name}": source for name, source in templates.items()}
    found |= {name: inputs.of(value) for name, value in values.items()}
    return {name: _short(digest) for name, digest in found.items()}


def own_parts(inputs: Inputs, given: Mapping[str, Any]) -> Parts:
    """What one page was given, by its name there; of an object each field."""
    found: dict[str, bytes] = {}
    for name, value in given.items():
        fields = inputs.fields(value)
        found |= {f"{name}.{field}": digest for field, digest in fields.items()} or {name: inputs.of(value, full=True)}
    return {name: _short(digest) for name, digest in found.items()}


def _short(digest: bytes) -> bytes:
    return hashlib.blake2b(digest, digest_size=_SHORT).digest() if len(digest) != SIZE else digest[:_SHORT]


def reasons(before: Parts, now: Parts) -> list[str]:
    """What has changed, is new or is gone, a line each."""
    lines = [f"{name} has changed" for name in now if name in before and now[name] != before[name]]
    return lines + [f"{name} is new" for name in now if name not in before] + [f"{name} is gone" for name in before if name not in now]


def explained(path: str, before: Parts | None, now: Parts | None, drawn: bool) -> Iterable[str]:
    """A few lines about the file at `path`; None where nothing is known."""
    if now is None:
        return [f"{path} is made at every build, or is not there: plugins.incremental remembers nothing of it."]
    if not drawn:
        return [f"{path} is as before: nothing that it is made of has changed."]
    if before is None:
        return [f"{path} was drawn anew: it was not there at the last build."]
    return [f"{path} was drawn anew, because", *(f"  {line}" for line in reasons(before, now) or ["it was lost from the store"])]
