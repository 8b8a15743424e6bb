"""Read, bundle and minify the static files of a theme, and put a hash into their names."""

import hashlib
import re
from pathlib import Path, PurePosixPath

from newsroom.problems import did_you_mean
from plugins.assets.style import Sheets

# A module that names its neighbour would not find it: the neighbour's name carries a hash. Data attributes carry addresses.
_RELATIVE_IMPORT = re.compile(rb"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)""")


class Assets:
    """Called with a path such as `css/site.css` it gives the address below the site: `theme/css/site.1a2b3c4d5e.css`.

    `files` maps each address to its bytes. Raises ValueError for a sheet that imports or names what is not there, itself, or in
    a way that cannot be bundled; for a program that imports a neighbour; and, when called, for a path that is no file.
    """

    def __init__(self, static: Path, folder: str):
        """`static`: the theme's folder of files; `folder`: where they go below the site."""
        self._folder = folder
        read = {path.relative_to(static).as_posix(): path.read_bytes() for path in sorted(static.rglob("*")) if _is_asset(path, static)}
        self._names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        sheets = Sheets({path: data.decode("utf-8") for path, data in read.items() if path.endswith(".css")})
        for path, data in read.items():
            if path.endswith((".js", ".mjs")) and (found := _RELATIVE_IMPORT.search(data)):
                raise ValueError(
                    f"theme/static/{path} imports “{found[1].decode()}”, whose name changes with its bytes; make one file of the two"
                )
            if path not in sheets.texts:
                self._add(path, data)
        for path in sheets.entries:
            self._add(path, sheets.bundle(path, self._hashed_name).encode())

    def __call__(self, path: str) -> str:
        return f"{self._folder}/{self._hashed_name(path)}"

    def _hashed_name(self, path: str) -> str:
        if path not in self._names:
            cure = did_you_mean(path, self._names) or f"there are: {', '.join(sorted(self._names))}"
            raise ValueError(f"there is no file theme/static/{path} that pages can name; {cure}")
        return self._names[path]

    def _add(self, path: str, data: bytes) -> None:
        whole = PurePosixPath(path)
        self._names[path] = str(whole.with_suffix(f".{hashlib.sha256(data).hexdigest()[:10]}{whole.suffix}"))
        self.files[f"{self._folder}/{self._names[path]}"] = data


def _is_asset(path: Path, static: Path) -> bool:
    return path.is_file() and not any(part.startswith(".") for part in path.relative_to(static).parts)
