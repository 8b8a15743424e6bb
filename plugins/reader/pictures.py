"""The pictures in `content/images/`: which may be published, and how a text shows them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from newsroom.images.picture import Picture
from newsroom.images.store import prepare
from plugins.reader.fields import Part
from plugins.reader.problems import Problem, did_you_mean, message_and_cure

FOLDER = "images/"
_OURS = r'(?:[{|](?:static|attach)[|}])?/(?P<path>images/[^"]+)"'
_BARE_IMAGE = re.compile(rf'<img\b(?=[^>]*\ssrc="{_OURS})(?P<rest>[^>]*)>')
_LINK = re.compile(rf'(?P<before><a\b[^>]*\shref="){_OURS}')
_NAMED = re.compile(r"-([0-9a-f]{10})(?=-)")  # the part of a rendition's name that says of which picture it is
_ATTRIBUTE = re.compile(r'\s(alt|title)="([^"]*)"')


@dataclass(frozen=True)
class Darkroom:
    """How pictures are made: kept in the folder `store`; drawn into HTML by `show(picture, alt, title)`, a template’s macro; and
    `tell(done, of)` says how far the drawing is.
    """

    store: Path
    show: Callable[..., str]
    tell: Callable[[int, int], None] = lambda done, of: None


class Pictures:
    """`found` has each good picture by its path from content/; `problems` names the files that are none."""

    def __init__(self, content: Path, files: Iterable[str], darkroom: Darkroom):
        own = {path: content / path for path in files if path.startswith(FOLDER)}
        self.found, faults = prepare(own, darkroom.store, darkroom.tell)
        self._by_digest: dict[str, list[Picture]] = defaultdict(list)
        for picture in self.found.values():
            self._by_digest[picture.digest[:10]].append(picture)
        self._show = darkroom.show
        self.problems = [Problem(path, 0, "", *message_and_cure(fault)) for path, fault in faults.items()]
        self._refused = {path: f"shows “{path}”, which is refused" for path in faults}

    def picture(self, path: str) -> Picture:
        """Raises ValueError, “message; cure”, unless `path` is a good picture."""
        if fault := self.refused(path):
            raise ValueError(fault)
        if path not in self.found:
            cure = did_you_mean(path, sorted(self.found), "Put the picture into content/images/ and write its path from content/.")
            raise ValueError(f"no picture “{path}”; {cure}")
        return self.found[path]

    def refused(self, path: str) -> str:
        """“message; cure” for a text that shows the picture at `path`, when that is refused itself; else ""."""
        return f"{self._refused[path]}; mend or replace that picture" if path in self._refused else ""

    def named_already(self, problem: Problem) -> bool:
        """Whether a problem of a text says no more than that of the picture itself does."""
        return problem.message in self._refused.values()

    def still_show(self, reading) -> bool:
        """Whether each picture that figures of a text showed when it was read is the same now."""
        return all(path in self.found and self.found[path].digest == digest for path, digest in reading.drawn)

    def placed(self, markup: str) -> str:
        """`markup` with each plain picture of ours in all its sizes, and each link to an original leading to its largest one."""

        def place(found: re.Match) -> str:
            picture = self.found.get(unquote(unescape(found["path"])))
            words = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found["rest"])}
            return " ".join(self._show(picture, **words).split()) if picture else found[0]

        def lead(found: re.Match) -> str:
            picture = self.found.get(unquote(unescape(found["path"])))
            return f'{found["before"]}{picture.largest}"' if picture else found[0]

        return _LINK.sub(lead, _BARE_IMAGE.sub(place, markup))

    def shown_by(self, fields: Part, markup: Iterable[str]) -> set[Picture]:
        """The pictures that the fields of a document or its finished HTML name."""
        files = {part.file for part in _parts(fields) if hasattr(part, "file")}
        shown = [self.found[file] for file in files if file in self.found]
        return {*shown, *self.shown_in("".join(markup))}

    def names_in(self, markup: str) -> str:
        """Of finished HTML only so much as `shown_in` looks at."""
        return "".join(f"{found[0]}-" for found in _NAMED.finditer(markup))

    def shown_in(self, markup: str) -> list[Picture]:
        """The pictures that finished HTML shows or leads to, in the order of their paths."""
        found = (picture for digest in set(_NAMED.findall(markup)) for picture in self._by_digest.get(digest, ()))
        return sorted(found, key=lambda picture: picture.path)


def _parts(part: Part) -> Iterable[Part]:
    yield part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Part):
                yield from _parts(each)
