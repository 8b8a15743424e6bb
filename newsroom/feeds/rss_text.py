"""Plain words for the fields of RSS, which has no way to say that a text is plain: https://www.rssboard.org/rss-profile#data-types-characterdata.

The escaping of XML is not done here: it comes on top.
"""

from html import escape, unescape


def description(text: str) -> str:
    """`text` as HTML: a description is HTML in every reader."""
    return escape(text, quote=False)


def title(text: str) -> str:
    """`text` as HTML where a reader would show other words if it took them for HTML; else as it is.

    Many readers take a title for HTML, some do not, and mail services make a subject of it: `Tea & cake` is right for all of them.
    """
    return text if "<" not in text and unescape(text) == text else description(text)
