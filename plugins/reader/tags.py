"""Tags of all posts together: which of them share an address, and under which name."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from newsroom.fields import tag_slug
from newsroom.problems import Problem
from plugins.reader.document import Document


class Tags:
    """Each tag's one name. Spellings that differ in capitals, spaces or hyphens are one tag, named as most posts spell it.

    Of equals the spelling wins that comes first, in the order of the files' paths.
    """

    def __init__(self, documents: Iterable[Document]):
        self._documents = [d for d in sorted(documents, key=lambda d: d.path) if getattr(d.fields, "tags", ())]
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        first: dict[str, str] = {}
        for document in self._documents:
            for tag in document.fields.tags:
                spellings[tag_slug(tag)][tag] += 1
                first.setdefault(tag, document.path)
        self._names = {slug: counts.most_common(1)[0][0] for slug, counts in spellings.items()}
        self._first = {name: first[name] for name in self._names.values()}

    def canonical(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        """The names of some tags, each once."""
        return tuple(dict.fromkeys(self._names.get(tag_slug(tag), tag) for tag in tags))

    def problems(self) -> Iterator[Problem]:
        """An error for a tag that would share its page with another one, and a warning for another spelling."""
        for document in self._documents:
            # As written: of two at one address in one post the fields keep the first alone.
            written = document.front_matter.values.get("tags")
            told: set[str] = set()
            for number, tag in enumerate(written if isinstance(written, list) else document.fields.tags):
                # What one post names twice is told by itself.
                if isinstance(written, list) and tag_slug(tag) in told and _folded(tag) == _folded(self._names.get(tag_slug(tag), tag)):
                    continue
                told.add(tag_slug(tag))
                name = self._names.get(tag_slug(tag), tag)
                if name == tag:
                    continue
                where = f"content/{self._first[name]}"
                if _folded(tag) == _folded(name):
                    message = f"“{tag}” is the tag that other posts call “{name}” ({where}), and is published under that name"
                    yield document.problem(("tags", number), message, f"write “{name}” here, or change the others", "warning")
                else:
                    message = f"“{tag}” has the same address as the tag “{name}” in {where}: /tag/{tag_slug(tag)}/"
                    yield document.problem(
                        ("tags", number), message, "give one of the two another name, with other letters or figures in it"
                    )


def _folded(tag: str) -> str:
    return re.sub(r"[\s_-]+", " ", tag.casefold()).strip()
