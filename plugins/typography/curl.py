"""Python-Markdown's `smarty`, and what it gets wrong: an apostrophe before a word (Python-Markdown issue 399)."""

import html
import re

from markdown import Markdown
from markdown.extensions.smarty import SmartyExtension
from markdown.inlinepatterns import InlineProcessor

# Words that lose their first letters. The one place to add another.
CLIPPED = "twas tis twere twill til cause em n bout round un fraid".split()
_LEADING = r"(?<![\w’'])'(?=(?i:%s)\b|\d\ds?\b)" % "|".join(CLIPPED)
_BOTH_SIDES = r"(?<=\s)'n'(?=\s)"
_ENTITIES = {
    "left-single-quote": "‘",
    "right-single-quote": "’",
    "left-double-quote": "“",
    "right-double-quote": "”",
    "ellipsis": "…",
    "ndash": "–",
    "mdash": "—",
}


class Apostrophe(InlineProcessor):
    """Replaces what it finds by a fixed text."""

    def __init__(self, pattern: str, markdown: Markdown, text: str):
        super().__init__(pattern, markdown)
        self._text = text

    def handleMatch(self, m, data):
        return self._text, m.start(0), m.end(0)


class CurlyQuotes(SmartyExtension):
    """`smarty` with leading apostrophes put right; gives `md.curl(text)` for plain words such as titles."""

    def __init__(self):
        super().__init__(smart_quotes=True, smart_dashes=True, smart_ellipses=True, substitutions=_ENTITIES)

    def extendMarkdown(self, md):
        super().extendMarkdown(md)
        _add_apostrophes(md)
        md.curl = _plain_curler()


def _add_apostrophes(md: Markdown) -> None:
    for name, pattern, text in (("rock-n-roll", _BOTH_SIDES, "’n’"), ("clipped-word", _LEADING, "’")):
        # 185: after code spans and escapes, before links and emphasis.
        md.inlinePatterns.register(Apostrophe(pattern, md, text), name, 185)


def _plain_curler():
    """A function that curls the quotes of plain text and reads nothing else in it as Markdown; `markdown` is what it does so with."""
    plain = Markdown(extensions=[_Bare()])

    def curl(text: str) -> str:
        # Escaped first, so that an entity somebody wrote stays as written.
        marked = plain.reset().convert(" ".join(text.split()).replace("&", "&amp;"))
        return html.unescape(re.sub(r"^<p>|</p>$", "", marked))

    curl.markdown = plain
    return curl


class _Bare(SmartyExtension):
    """A Markdown that knows paragraphs and quotes only."""

    def __init__(self):
        super().__init__(substitutions=_ENTITIES)

    def extendMarkdown(self, md):
        for registry, keep in ((md.preprocessors, set()), (md.parser.blockprocessors, {"paragraph"}), (md.inlinePatterns, set())):
            for item in [item.name for item in registry._priority if item.name not in keep]:
                registry.deregister(item)
        super().extendMarkdown(md)
        _add_apostrophes(md)
