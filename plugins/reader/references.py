"""What one file says of another: names that must exist, pictures that must be there, addresses that must be alone."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from newsroom.content_types import content_types
from newsroom.problems import Problem, did_you_mean, message_and_cure
from plugins.reader.document import Document
from plugins.reader.images import ImageIndex

# What stands between two names of authors when a comma was meant.
_BETWEEN_NAMES = re.compile(r"\s*[;&+/]\s*|\s+and\s+|\s+")


class References:
    """The names there are: the keys of each kind (files that are broken count too, lest one fault makes ten), and pictures."""

    def __init__(self, texts: list[str], images: ImageIndex):
        self.texts = texts
        self._images = images
        self._keys: dict[str, set[str]] = defaultdict(set)
        for path in texts:
            self._keys[path.split("/")[0]].add(PurePosixPath(path).stem)

    def check(self, document: Document) -> Iterator[Problem]:
        """Problems with what the front matter of `document` names."""
        fields = document.fields
        for name, folder in fields.REFERENCES.items():
            value = getattr(fields, name)
            if name == "callout":
                yield from self._callout(document, value)
            elif isinstance(value, tuple):
                for number, key in enumerate(value):
                    yield from self._known(document, folder, key, (name, number))
            elif value:
                yield from self._known(document, folder, value, (name,))
        for name in ("image", "avatar"):
            if picture := getattr(fields, name, None):
                yield from self._picture(document, picture.file, (name, "file"))

    def _callout(self, document: Document, key: str) -> Iterator[Problem]:
        """A submission lies in the folder of its callout."""
        folder = document.path.split("/")[1:-1]
        if key not in self._keys["callouts"]:
            if len(folder) == 1 and folder[0] in self._keys["callouts"]:
                yield document.problem(("callout",), f"no callout “{key}”", f"the file lies in the folder of callout: {folder[0]}")
            else:
                yield from self._known(document, "callouts", key, ("callout",))
        elif folder != [key]:
            cure = f"move the file to content/{document.folder}/{key}/, or correct the field"
            yield document.problem(("callout",), f"“{key}” is not the folder the file lies in", cure)

    def _known(self, document: Document, folder: str, key: str, place: tuple) -> Iterator[Problem]:
        if key in self._keys[folder]:
            return
        parts = [part for part in _BETWEEN_NAMES.split(key) if part]
        to = content_types()[folder]
        if len(place) > 1 and len(parts) > 1 and (";" in key or self._keys[folder].issuperset(parts)):
            yield document.problem(place, f"no {to.name} “{key}”", f"a comma parts names: [{', '.join(parts)}]")
        else:
            yield document.problem(place, f"no {to.name} “{key}”", did_you_mean(key, sorted(self._keys[folder]), to.add_hint))

    def _picture(self, document: Document, file: str, place: tuple) -> Iterator[Problem]:
        try:
            self._images.resolve(file)
        except ValueError as error:
            yield document.problem(place, *message_and_cure(error))


def find_duplicate_addresses(documents: list[Document]) -> Iterator[Problem]:
    """A problem for every document whose address another one has already. Case does not tell them apart.

    One that chose its address by `slug:` is blamed, not one that has it by its name; of equals, the later by path.
    """
    first: dict[str, Document] = {}
    for document in sorted(documents, key=lambda d: (bool(getattr(d.fields, "slug", None)), d.path)):
        other = first.setdefault(document.address.lower(), document)
        if other is not document:
            cure = "give one of the two another “slug:” or date"
            line = document.front_matter.line(("slug",)) if getattr(document.fields, "slug", None) else 1
            yield Problem(document.path, line, "slug", f"has the same address as content/{other.path}: /{document.address}", cure)


def public_map(texts: list[str], documents: list[Document], now: datetime | None) -> dict[str, bool]:
    """For every text's path, whether a build at `now` gives it a page; without a moment, drafts have one too.

    A broken text counts as public: its own fault is named already.
    """
    return dict.fromkeys(texts, True) | {d.path: now is None or d.is_public(now) for d in documents}
