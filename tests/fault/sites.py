"""Small sites made by hand, one for each generation, and the question whether a folder is one of them, whole."""

import gzip
import hashlib
import json
import random
from pathlib import Path

import brotli

PAGES = ("index.html", "about/index.html", "2014/06/03/a-fair-advantage/index.html")


def small_site(generation: int) -> dict[str, bytes]:
    """The files of one generation: every page and the style sheet change each time, the picture never does."""
    page = "<!doctype html><title>{path}</title><p>Generation {generation}, {path}. " + "Relationships first. " * 60
    texts = {path: page.format(path=path, generation=generation) for path in PAGES}
    texts["theme/css/site.css"] = f"/* {generation} */" + "p { color: black }\n" * 40
    texts[".delivery/nginx.conf"] = "# rules\n"
    files = {path: text.encode() for path, text in texts.items()}
    return files | {"images/handshake.png": random.Random(7).randbytes(4000)}


def write_site(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder of these files."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def read_release(folder: Path) -> dict[str, bytes]:
    """The files of a release by path, without what publish adds, after it has been held against its own list.

    Fails if a file is missing, half, or not in the list, or if a compressed copy is not one of the file beside it.
    """
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    listed = json.loads(found.pop(".delivery/files.json"))
    found.pop(".delivery/before")
    plain = {path: data for path, data in found.items() if path in listed}
    assert {path: hashlib.sha256(data).hexdigest() for path, data in plain.items()} == listed
    for path in found.keys() - plain.keys():
        original, _, form = path.rpartition(".")
        assert {"gz": gzip.decompress, "br": brotli.decompress}[form](found[path]) == plain[original], path
    assert {f"{path}.{form}" for path in PAGES for form in ("gz", "br")} <= found.keys()
    return plain
