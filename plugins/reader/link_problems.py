"""Names each link of a text that leads nowhere, by the line on which it is written."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from newsroom.fields import StrictModel
from newsroom.problems import Problem, did_you_mean, message_and_cure
from plugins.reader.document import Document
from plugins.reader.link_cures import HOW_TO_NAME_A_FILE, HOW_TO_NAME_A_PAGE, cure_by_shape, cure_of_tag, named_in_words
from plugins.reader.links import Links

# The fields that hold an address; `contact` and `links` may hold one.
_ADDRESS_FIELDS = frozenset({"url", "original", "links", "contact"})
_BEFORE = r"""(?:\]\(\s*<?|\]:\s*<?|=\s*["']?|<)"""
# A figure's words are checked as the fields they are.
_NO_WORDS = re.compile(r"<(code|pre|figure)\b.*?</\1>", re.S)
_ATTRIBUTES = re.compile(r'(?<=[\w-])="[^"]*"(?=[^<]*>)')


def find_link_problems(links: Links, document: Document, html: str, values: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for each link in the body, in the fields of HTML and in the front matter of `document` that leads nowhere on our site."""
    for field, markup in [("", html), *((name, value) for name, value in values.items() if isinstance(value, Markup))]:
        seen: Counter[str] = Counter()
        for written in links.link_addresses(markup):
            if found := _fault(links, document, written):
                line = _line(document, field, written, seen[written])
                seen[written] += 1
                yield Problem(document.path, line, field, *found)
        for named, cure in named_in_words(re.sub(r"<[^>]*>", " ", _NO_WORDS.sub("", _ATTRIBUTES.sub("", markup)))):
            yield Problem(
                document.path, _line(document, field, named, 0), field, f"“{named}” makes no link and is shown as it stands", cure
            )
    for place, value in addresses_in(document.fields):
        if found := _fault(links, document, value):
            yield document.problem(place, *found)


def addresses_in(part: StrictModel, place: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """Every whole web address that a field of `part` holds, with the keys and list positions that lead to it."""
    for name in type(part).model_fields:
        yield from _addresses(getattr(part, name), (*place, name), name in _ADDRESS_FIELDS)


def _addresses(value: Any, place: tuple, is_address: bool) -> Iterator[tuple[tuple, str]]:
    if isinstance(value, StrictModel):
        yield from addresses_in(value, place)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _addresses(item, (*place, number), is_address)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _addresses(item, (*place, key), is_address)
    elif is_address and isinstance(value, str) and value.startswith(("http://", "https://")):
        yield place, value


def _fault(links: Links, document: Document, written: str) -> tuple[str, str] | None:
    """Message and cure, or None."""
    address = unescape(written)
    if not address.strip():
        return "a link has no address", "write where it leads, or take it out"
    try:
        link = links.parse(document, written)
    except ValueError:
        return f"links to “{address}”, which is not an address", "correct it, or take the link out"
    if not link or not (fault := links.find_fault(document, link)):
        return None
    what, known = fault
    if link.image and "; " in what:
        return message_and_cure(ValueError(what))
    return f"links to “{address}”, {what}", _cure(links, document, address, what, known)


def _cure(links: Links, document: Document, address: str, what: str, known: list[str]) -> str:
    link = links.parse(document, address)
    if what == "which is not published":
        return "publish that file first, or take the link out"
    if "aliases" in what:
        return "add it to the aliases of the text that had it, or name the file: {filename}/articles/…"
    if link.fragment and what.startswith("and no part"):
        return did_you_mean(
            link.fragment, known, f"Give that part the id, with {{: #{link.fragment} }} behind its heading, or leave “#…” out"
        )
    if cure := cure_by_shape(address, links.image_paths):
        return cure
    if link.text or link.image:
        return did_you_mean(link.text or link.image, known, HOW_TO_NAME_A_FILE)
    if tag := re.fullmatch(r"tag/([^/]+)/?", link.address):
        return cure_of_tag(tag[1], known)
    if re.search(r"\.md(?:[?#]|$)", address):
        target = re.sub(r"^.*[{|](\w+)[|}]", "", address).split("#")[0]
        near = [path for path in links.public if path.rpartition("/")[2][:2] == target.rpartition("/")[2][:2]] or list(links.public)
        named = did_you_mean(target.rpartition("/")[2], [path.rpartition("/")[2] for path in near])
        return " ".join(filter(None, [named, HOW_TO_NAME_A_FILE]))
    return did_you_mean(f"/{link.address}", known, HOW_TO_NAME_A_PAGE)


def _line(document: Document, field: str, written: str, number: int) -> int:
    """The line of the file with the occurrence `number`, from 0, of an address in the body or a field; of its beginning, when it is not found."""
    text = document.text
    body = len("".join(text.splitlines(keepends=True)[: document.body_line - 1]))
    first = document.front_matter.line((field,)) if field else document.body_line
    start = len("".join(text.splitlines(keepends=True)[: first - 1])) if field else body
    end = body if field else len(text)
    forms = dict.fromkeys([unescape(written), written, unquote(unescape(written))])
    for before in (_BEFORE, ""):
        for form in forms:
            # An address that only begins alike is another one.
            places = [found.start() for found in re.finditer(rf"{before}{re.escape(form)}(?![\w/-])", text[start:end])]
            if places:
                return text[: start + places[min(number, len(places) - 1)]].count("\n") + 1
    return first
