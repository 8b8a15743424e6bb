"""The images in `content/images/`: which can be published, and how a text shows them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from newsroom.fields import StrictModel
from newsroom.images.picture import Picture
from newsroom.images.store import prepare
from newsroom.problems import Problem, did_you_mean, message_and_cure

FOLDER = "images/"
_OURS = r'(?:[{|](?:static|attach)[|}])?/(?P<path>images/[^"]+)"'
_BARE_IMAGE = re.compile(rf'<img\b(?=[^>]*\ssrc="{_OURS})(?P<rest>[^>]*)>')
_LINK = re.compile(rf'(?P<before><a\b[^>]*\shref="){_OURS}')
_HASH_IN_NAME = re.compile(r"-([0-9a-f]{10})(?=-)")  # the part of a rendition's file name that identifies its original
_ATTRIBUTE = re.compile(r'\s(alt|title)="([^"]*)"')


@dataclass(frozen=True)
class ImageRenderer:
    """How images are resized and rendered.

    `cache`: the folder for the sizes. `to_html(picture, alt, title)`: a template's macro. `report_progress(done, total)` is called
    while images are resized.
    """

    cache: Path
    to_html: Callable[..., str]
    report_progress: Callable[[int, int], None] = lambda done, total: None


class ImageIndex:
    """All images of the site. `by_path` has each valid one by its path from content/; `problems` has one for each invalid file."""

    def __init__(self, content: Path, files: Iterable[str], renderer: ImageRenderer):
        own = {path: content / path for path in files if path.startswith(FOLDER)}
        self.by_path, faults = prepare(own, renderer.cache, renderer.report_progress)
        self._by_hash: dict[str, list[Picture]] = defaultdict(list)
        for picture in self.by_path.values():
            self._by_hash[picture.digest[:10]].append(picture)
        self._to_html = renderer.to_html
        self.problems = [Problem(path, 0, "", *message_and_cure(fault)) for path, fault in faults.items()]
        self._messages = {path: f"shows “{path}”, which is refused" for path in faults}

    def resolve(self, path: str) -> Picture:
        """Return the image at `path`. Raises ValueError, “message; cure”, when there is none or it is invalid."""
        if message := self.error_for(path):
            raise ValueError(message)
        if path not in self.by_path:
            cure = did_you_mean(path, sorted(self.by_path), "Put the picture into content/images/ and write its path from content/.")
            raise ValueError(f"no picture “{path}”; {cure}")
        return self.by_path[path]

    def error_for(self, path: str) -> str:
        """Return “message; cure” for a text that shows an invalid image, else ""."""
        return f"{self._messages[path]}; mend or replace that picture" if path in self._messages else ""

    def is_reported(self, problem: Problem) -> bool:
        """Tell whether a problem of a text only repeats the problem of an image."""
        return problem.message in self._messages.values()

    def images_unchanged(self, parsed) -> bool:
        """Tell whether each image in the figures of a parsed document is still the same."""
        return all(path in self.by_path and self.by_path[path].digest == digest for path, digest in parsed.image_hashes)

    def insert(self, markup: str) -> str:
        """Return HTML with each plain image of ours in all its sizes, and each link to an original leading to its largest size."""

        def render(found: re.Match) -> str:
            picture = self.by_path.get(unquote(unescape(found["path"])))
            texts = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found["rest"])}
            return " ".join(self._to_html(picture, **texts).split()) if picture else found[0]

        def redirect(found: re.Match) -> str:
            picture = self.by_path.get(unquote(unescape(found["path"])))
            return f'{found["before"]}{picture.largest}"' if picture else found[0]

        return _LINK.sub(redirect, _BARE_IMAGE.sub(render, markup))

    def used_by(self, fields: StrictModel, markup: Iterable[str]) -> set[Picture]:
        """Return the images that the fields of a document or its finished HTML name."""
        files = {model.file for model in _models_in(fields) if hasattr(model, "file")}
        named = [self.by_path[file] for file in files if file in self.by_path]
        return {*named, *self.used_in("".join(markup))}

    def names_in(self, markup: str) -> str:
        """Return the parts of finished HTML that `used_in` needs, and nothing else."""
        return "".join(f"{found[0]}-" for found in _HASH_IN_NAME.finditer(markup))

    def used_in(self, markup: str) -> list[Picture]:
        """Return the images that finished HTML shows or links to, sorted by path."""
        found = (picture for digest in set(_HASH_IN_NAME.findall(markup)) for picture in self._by_hash.get(digest, ()))
        return sorted(found, key=lambda picture: picture.path)


def _models_in(model: StrictModel) -> Iterable[StrictModel]:
    """Yield a model and all models within it."""
    yield model
    for name in type(model).model_fields:
        value = getattr(model, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, StrictModel):
                yield from _models_in(each)
