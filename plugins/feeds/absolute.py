"""HTML of a page as HTML that can be read anywhere: whole addresses, no pull quotes."""

from urllib.parse import urljoin

from wire.fragment import markup_of, parsed

_ADDRESSES = ("href", "src", "poster", "cite", "data", "longdesc")


def absolute(markup: str, page_url: str) -> str:
    """`markup` from the page at `page_url`, with every address made whole and every `aside.pull-quote` left out.

    A link to a note (`#fn:1`) becomes a link to that note on the page: a reader that knows notes still finds its id in
    the text, and any other one opens the page at the note, where `#fn:1` alone would lead nowhere.
    """
    root = parsed(markup)
    if root is None:
        return ""
    for quote in root.xpath('.//aside[contains(concat(" ", normalize-space(@class), " "), " pull-quote ")]'):
        quote.drop_tree()
    for element in root.iterdescendants():
        for name in _ADDRESSES:
            if name in element.attrib:
                element.set(name, _whole(page_url, element.get(name)))
        if "srcset" in element.attrib:
            element.set("srcset", ", ".join(_candidate(page_url, part) for part in element.get("srcset").split(",") if part.strip()))
    return markup_of(root).strip()


def _whole(page_url: str, address: str) -> str:
    try:
        return urljoin(page_url, address.strip())
    except ValueError:  # no address at all, such as http://[half; left as the author wrote it
        return address


def _candidate(page_url: str, part: str) -> str:
    address, *width = part.split()
    return " ".join([_whole(page_url, address), *width])
