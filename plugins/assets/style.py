"""Bundle and minify style sheets."""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath, relpath

_STRING = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""
_TOKENS = re.compile(rf"(?P<string>{_STRING})|(?P<comment>/\*.*?\*/)|(?P<space>\s+)", re.S)
_IMPORT = re.compile(rf"@import (?:url\()?(?P<name>{_STRING})\)? ?(?P<media>[^;]*);")
_URL = re.compile(rf"url\( ?(?P<name>{_STRING}|[^\"')\s]+) ?\)")
_EXTERNAL = ("data:", "#", "/", "http:", "https:")


class Sheets:
    """`texts` are the sheets by path; `entries` those that no other one imports: what pages may name."""

    def __init__(self, texts: dict[str, str]):
        self.texts = {path: minify(text) for path, text in texts.items()}
        imported = {self._target(path, found) for path, text in self.texts.items() for found in _IMPORT.finditer(text)}
        self.entries = [path for path in self.texts if path not in imported]
        if loose := set(self.texts) - {part for entry in self.entries for part in self._parts(entry, ())}:
            raise ValueError(f"theme/static/{min(loose)} and what it imports import one another; let one page’s sheet import both")

    def _target(self, path: str, found: re.Match) -> str:
        name = found["name"][1:-1]
        target = normpath(join(dirname(path), name))
        if target not in self.texts:
            raise ValueError(f"theme/static/{path} imports “{name}”, and there is no file theme/static/{target}")
        return target

    def _parts(self, path: str, above: tuple[str, ...]) -> list[str]:
        if path in above:
            raise ValueError(f"theme/static/{path} imports itself, through {' and '.join(above)}")
        inner = (self._target(path, found) for found in _IMPORT.finditer(self.texts[path]))
        return [path, *(part for target in inner for part in self._parts(target, (*above, path)))]

    def bundle(self, entry: str, named: Callable[[str], str]) -> str:
        """The sheet `entry` with all it imports in their places, each url() leading to the file’s name as `named` gives it."""
        return self._text(entry, entry, named)

    def _text(self, path: str, entry: str, named: Callable[[str], str]) -> str:
        def inlined(found: re.Match) -> str:
            text = self._text(self._target(path, found), entry, named)
            return f"@media {found['media'].strip()}{{{text}}}" if found["media"].strip() else text

        def moved(found: re.Match) -> str:
            name = found["name"].strip("\"'")
            if name.startswith(_EXTERNAL):
                return found[0]
            address, mark, fragment = name.partition("#")
            target = normpath(join(dirname(path), address))
            try:
                return f'url("{relpath(named(target), dirname(entry) or ".")}{mark}{fragment}")'
            except ValueError as error:
                raise ValueError(f"theme/static/{path} names url({name}): {error}") from None

        head = _IMPORT.sub("", self.texts[path])
        if "@import" in head:
            raise ValueError(f'theme/static/{path} has an @import that cannot be bundled; write @import url("name.css");')
        return "".join(inlined(found) for found in _IMPORT.finditer(self.texts[path])) + _URL.sub(moved, head).strip()


def minify(text: str) -> str:
    """Remove comments and unneeded white space from CSS; strings stay unchanged."""

    def kept(found: re.Match) -> str:
        return found["string"] or (" " if found["space"] else "")

    strings: list[str] = []

    def aside(found: re.Match) -> str:
        strings.append(found[0])
        return f"\x00{len(strings) - 1}\x00"

    text = re.sub(_STRING, aside, _TOKENS.sub(kept, text))
    text = re.sub(r" ?([{};,]) ?", r"\1", re.sub(" +", " ", text)).replace(";}", "}").strip()
    return re.sub("\x00(\\d+)\x00", lambda found: strings[int(found[1])], text)
