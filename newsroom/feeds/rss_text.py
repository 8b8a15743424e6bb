"""Plain text for RSS fields, which cannot be declared as plain: https://www.rssboard.org/rss-profile#data-types-characterdata.

XML escaping is applied later.
"""

from html import escape, unescape


def description(text: str) -> str:
    """Escape a description, which every reader takes for HTML."""
    return escape(text, quote=False)


def title(text: str) -> str:
    """Escape a title only if it would look different as HTML.

    Many readers take a title for HTML, some do not, and mail services use it as a subject: `Tea & cake` is right for all of them.
    """
    return text if "<" not in text and unescape(text) == text else description(text)
