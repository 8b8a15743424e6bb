"""Python-Markdown's `smarty`, and what it gets wrong: an apostrophe before a word (Python-Markdown issue 399)."""

import html
import re

from markdown import Markdown
from markdown.extensions.smarty import SmartyExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from newsroom.languages import is_english

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
        if not _english(self.md):
            return None, None, None
        return self._text, m.start(0), m.end(0)


class CurlyQuotes(SmartyExtension):
    """`smarty` with leading apostrophes put right; gives `md.curl(text)` for plain words such as titles.

    Quotes curl while `md.language`, or the `language` of the site when that is None, is English. Dashes and ellipses are the same sign
    in all languages.
    """

    def __init__(self, language: str = "en-GB"):
        super().__init__(smart_quotes=True, smart_dashes=True, smart_ellipses=True, substitutions=_ENTITIES)
        self._language = language

    def extendMarkdown(self, md):
        super().extendMarkdown(md)
        _add_apostrophes(md)
        _leave_quotes_of_others(md)
        md.site_language, md.language = self._language, None
        md.curl = _plain_curler(md)


class _ByLanguage(Treeprocessor):
    """Gives `smarty`, before it runs, its patterns as they are, or those that are not for quotes."""

    def __init__(self, md: Markdown, smarty: Treeprocessor):
        super().__init__(md)
        self._smarty, self._all, self._others = smarty, smarty.inlinePatterns, Registry()
        for item in list(self._all._priority):  # asking for one sorts it
            if not item.name.startswith("smarty-quotes"):
                self._others.register(self._all[item.name], item.name, item.priority)

    def run(self, root):
        self._smarty.inlinePatterns = self._all if _english(self.md) else self._others


def _leave_quotes_of_others(md: Markdown) -> None:
    """Quotation marks differ from language to language, so only those of English are set."""
    md.treeprocessors.register(_ByLanguage(md, md.treeprocessors["smarty"]), "smarty-language", 6.5)


def _english(md: Markdown) -> bool:
    return is_english(md.language or md.site_language)


def _add_apostrophes(md: Markdown) -> None:
    for name, pattern, text in (("rock-n-roll", _BOTH_SIDES, "’n’"), ("clipped-word", _LEADING, "’")):
        # 185: after code spans and escapes, before links and emphasis.
        md.inlinePatterns.register(Apostrophe(pattern, md, text), name, 185)


def _plain_curler(md: Markdown):
    """A function that curls the quotes of plain text, in the language of `md`, and reads nothing else in it as Markdown; `markdown` is what it does so with."""
    plain = Markdown(extensions=[_Bare()])

    def curl(text: str) -> str:
        plain.site_language, plain.language = md.site_language, md.language
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
        _leave_quotes_of_others(md)
