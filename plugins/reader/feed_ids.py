"""Feed ids of posts: no two files may have the same, or whoever follows by feed or mail would take one for the other."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from newsroom.problems import Problem
from plugins.reader.document import Document


def find_duplicate_feed_ids(documents: Iterable[Document]) -> Iterator[Problem]:
    """A problem for each post whose `id:` is that of another file, written there or, where none is, made from its path."""
    posts = [document for document in documents if document.type.is_post]
    # A file without `id:` is first: the other has the line that can be changed.
    first: dict[str, Document] = {}
    for document in sorted(posts, key=lambda each: (bool(each.fields.id), each.path)):
        other = first.setdefault(feed_id(document), document)
        if other is not document:
            whose = "also the id" if other.fields.id else "the id that comes from the name"
            cure = "A copy of a file needs another id, or none at all. One that was renamed keeps its id, and the new file gets one of its own."
            yield document.problem(("id",), f"“{document.fields.id}” is {whose} of content/{other.path}", cure)


def feed_id(document: Document) -> str:
    """Its `id:`, else its path from content/ without the ending, as plugins/feeds/items.py has it."""
    return document.fields.id or PurePosixPath(document.path).with_suffix("").as_posix()
