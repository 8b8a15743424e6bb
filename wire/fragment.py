"""A piece of HTML as a tree and back."""

from lxml import etree, html


def parsed(markup: str) -> html.HtmlElement | None:
    """A `div` around what `markup` holds; None when that is nothing, or only a comment."""
    if not markup.strip():
        return None
    try:
        return html.fragment_fromstring(markup, create_parent="div")
    except etree.ParserError:
        return None


def markup_of(root: html.HtmlElement) -> str:
    """The HTML inside of the `div` that `parsed` gave."""
    return html.tostring(root, encoding="unicode", method="html")[len("<div>") : -len("</div>")]
