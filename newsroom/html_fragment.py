"""A piece of HTML as a tree and back."""

import re

from lxml import etree, html

# lxml writes as HTML 4, which does not know that these are always empty, and closes them; a start tag is stepped over whole, since
# an attribute may hold the same signs.
_CLOSED_VOID = re.compile(r"""(<\w(?:"[^"]*"|'[^']*'|[^"'>])*>)|</(?:source|track|wbr)>""")


def parse_fragment(markup: str) -> html.HtmlElement | None:
    """A `div` around what `markup` holds; None when that is nothing, or no more than a doctype."""
    if not markup.strip():
        return None
    try:
        return html.fragment_fromstring(markup, create_parent="div")
    except etree.ParserError:
        return None


def serialize(root: html.HtmlElement) -> str:
    """The HTML inside of the `div` that `parse_fragment` gave."""
    written = html.tostring(root, encoding="unicode", method="html")[len("<div>") : -len("</div>")]
    return _CLOSED_VOID.sub(r"\1", written)
