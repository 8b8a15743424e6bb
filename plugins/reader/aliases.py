"""Old addresses that files claim for themselves: none may be an address of the site, and none may be claimed twice."""

import re
from collections.abc import Iterable, Iterator

from newsroom.fields import tag_slug
from newsroom.problems import Problem
from newsroom.site_output import fixed_files, fixed_pages, plugin_folders, reserved_names
from plugins.reader.document import Document

THE_SITES_OWN = "an address that the site makes itself"
_BELOW = re.compile(r"(?:page/\d+|feed\.xml|atom\.xml|feed\.json)$")


def find_alias_conflicts(documents: Iterable[Document]) -> Iterator[Problem]:
    """A problem for each alias that leads somewhere already, with its line."""
    documents = sorted(documents, key=lambda document: document.path)
    there = _addresses(documents)
    claimed: dict[str, str] = {}
    for document in documents:
        for number, alias in enumerate(getattr(document.fields, "aliases", ())):
            key, place = _key(alias), ("aliases", number)
            if key == _key(document.address):
                yield document.problem(place, f"“{alias}” is the file’s own address", "remove it")
            elif what := _taken(key, there):
                yield document.problem(place, f"“{alias}” is {what}", "remove it, or correct a slip in it")
            elif other := claimed.get(key):
                yield document.problem(place, f"“{alias}” is an alias in {other} too", "keep it in one of the two")
            else:
                claimed[key] = f"content/{document.path}"


def _taken(key: str, there: dict[str, str]) -> str:
    """What is at an address already, in words; "" when nothing is."""
    list_of_posts = _BELOW.sub("", key)
    if f"{key.split('/')[0]}/" in plugin_folders() or (list_of_posts != key and list_of_posts.rstrip("/") in there):
        return THE_SITES_OWN
    return there.get(key, "")


def _key(address: str) -> str:
    """The same for every way to write one address: case, slashes at the ends, index.html."""
    return re.sub(r"(?:^|/)index\.html$", "", address.strip("/").lower())


def _addresses(documents: list[Document]) -> dict[str, str]:
    """Key → what is there, in words."""
    found = dict.fromkeys([*reserved_names(), *fixed_files(), *map(_key, fixed_pages())], THE_SITES_OWN)
    for document in documents:
        fields = document.fields
        for tag in getattr(fields, "tags", ()):
            found[f"tag/{tag_slug(tag)}"] = f"the page of the tag “{tag}”"
        if document.type.is_post:
            found[f"{fields.date:%Y}"] = found[f"{fields.date:%Y/%m}"] = "an archive page"
    return found | {_key(document.address): f"the address of content/{document.path}" for document in documents}
