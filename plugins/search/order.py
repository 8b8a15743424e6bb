"""Brings Pagefind’s files into an order of their own, so that the same pages give the same bytes.

Pagefind keeps filters, and the values of each, in hash tables with a new seed every run. They are written in the order of the table:
in each `.pf_filter`, and in the `.pf_meta`, which lists the filters. Both are CBOR (RFC 8949) behind a signature, are named after a
hash of what they hold, and may be stored uncompressed: so nothing depends on the machine’s zlib either. All else is stable.
"""

import gzip
import hashlib
import json
import zlib

import cbor2

from plugins.search.engine import SearchError

_SIGNATURE = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_FILTERS = 3  # where the list of filters stands in a .pf_meta


def in_order(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with filters sorted by name and their values by theirs. Raises SearchError when they are not as Pagefind 1.5 writes them."""
    try:
        return _in_order(files)
    except (KeyError, IndexError, TypeError, ValueError, OSError, EOFError, zlib.error) as error:
        raise SearchError(
            f"Pagefind’s files are not in the format that plugins/search/order.py knows ({error or type(error).__name__})."
            "\n  Was Pagefind updated? Take the version that requirements.txt pins."
        ) from error


def _in_order(files: dict[str, bytes]) -> dict[str, bytes]:
    ordered, names = {}, {}
    for path, content in files.items():
        if path.startswith("filter/"):
            name, values = _read(content)
            old = path.removeprefix("filter/").removesuffix(".pf_filter")
            data = _bytes([name, sorted(values)])
            names[old] = _name(old, data)
            ordered[f"filter/{names[old]}.pf_filter"] = data
    entry = json.loads(files[_ENTRY])
    for language in entry["languages"].values():
        old = language["hash"]
        meta = _read(files[f"pagefind.{old}.pf_meta"])
        meta[_FILTERS] = sorted([name, names[file]] for name, file in meta[_FILTERS])
        data = _bytes(meta)
        language["hash"] = _name(old, data)
        ordered[f"pagefind.{language['hash']}.pf_meta"] = data
    ordered[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    rest = {path: content for path, content in files.items() if not path.endswith((".pf_filter", ".pf_meta", _ENTRY))}
    return dict(sorted((rest | ordered).items()))


def _read(content: bytes) -> list:
    data = gzip.decompress(content)
    value = cbor2.loads(data.removeprefix(_SIGNATURE))
    if _bytes(value) != data:
        raise ValueError("it is not written as we would write it")
    return value


def _bytes(value: list) -> bytes:
    return _SIGNATURE + cbor2.dumps(value)


def _name(old: str, data: bytes) -> str:
    """Pagefind’s kind of name, the language and a hash: `en-gb_0a1b2c3d4e5f6071`."""
    return f"{old.rpartition('_')[0]}_{hashlib.sha256(data).hexdigest()[:16]}"
