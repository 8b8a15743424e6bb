"""Tables in boxes of their own, which scroll sideways when a table is wider than the page."""

import re

# A group and not a region: a page with several tables would have several landmarks of one name.
_OPEN = '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">'
# A tag as nh3 writes it: each value in double quotes.
_TAG = re.compile(r'<(/?)([a-z][\w-]*)(?:"[^"]*"|[^">])*>')


def wrap_tables(markup: str) -> str:
    """Return cleaned HTML whose tables stand in scrolling boxes that a keyboard can reach; a table within a table stays in the outer one's box."""
    depth = 0

    def boxed(tag: re.Match) -> str:
        nonlocal depth
        closing, name = tag.groups()
        if name != "table":
            return tag[0]
        depth += -1 if closing else 1
        if closing:
            return tag[0] if depth else f"{tag[0]}</div>"
        return f"{_OPEN}{tag[0]}" if depth == 1 else tag[0]

    return _TAG.sub(boxed, markup) if "<table" in markup else markup
