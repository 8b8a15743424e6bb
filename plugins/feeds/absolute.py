"""HTML of a page as HTML that can be read anywhere: whole addresses, no pull quotes."""

from urllib.parse import urljoin

from newsroom.html_fragment import parse_fragment, serialize

# What a browser on a page chooses by; a reader of feeds or mail gets the one picture that everything can show.
_CHOICES = ("srcset", "sizes", "loading", "decoding")
_ADDRESSES = ("href", "src", "poster", "cite", "data", "longdesc")


def absolute(markup: str, page_url: str) -> str:
    """`markup` from the page at `page_url`, with every address made whole, one size of each picture, and no `aside.pull-quote`.

    A link to a note (`#fn:1`) becomes a link to that note on the page: a reader that knows notes still finds its id in
    the text, and any other one opens the page at the note, where `#fn:1` alone would lead nowhere.
    """
    root = parse_fragment(markup)
    if root is None:
        return ""
    for quote in root.xpath('.//aside[contains(concat(" ", normalize-space(@class), " "), " pull-quote ")]'):
        quote.drop_tree()
    # The tag alone: this parser takes what follows <source> for its content.
    for choice in root.xpath(".//picture | .//source"):
        choice.drop_tag()
    for element in root.iterdescendants():
        for name in _ADDRESSES:
            if name in element.attrib:
                element.set(name, _whole(page_url, element.get(name)))
        for name in _CHOICES:
            element.attrib.pop(name, None)
    return serialize(root).strip()


def _whole(page_url: str, address: str) -> str:
    try:
        return urljoin(page_url, address.strip())
    except ValueError:  # no address at all, such as http://[half; left as the author wrote it
        return address
