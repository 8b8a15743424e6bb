"""The parts put together as one extension of Python-Markdown."""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import IMAGE_LINK_RE, LINK_RE
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from plugins.commonmark.attributes import Attributes
from plugins.commonmark.blocks import CommonMarkBlocks
from plugins.commonmark.emphasis import Emphasis
from plugins.commonmark.findings import Finding
from plugins.commonmark.foreign_marks import ForeignMarks
from plugins.commonmark.grammar import build_parser, code_lines
from plugins.commonmark.inline import Autolink, BareAddress, CodeSpan, Escape, Image, ImageReference, Link, Reference
from plugins.commonmark.leftovers import Leftovers
from plugins.commonmark.tree import RAW_HTML_PLACE

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:.*?)(?<!`)\1(?!`)", re.S)


class CommonMark(Extension):
    """Reads blocks and links as CommonMark does; gives `md.findings()` and `md.without_code(text)`.

    Register it last: it takes the place of what other extensions put there for the same marks.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        self._md, self._used = md, set()
        md.registerExtension(self)
        notes = "footnote" in md.parser.blockprocessors
        self._with_html = build_parser(html=True, notes=notes)
        public = build_parser(html=False, notes=notes, public=True)
        self._blocks = CommonMarkBlocks(md, self._with_html, build_parser(html=False, notes=notes), public)
        self._emphasis = Emphasis(md)
        if "fenced_code_block" in md.preprocessors:
            md.preprocessors.deregister("fenced_code_block")
        md.preprocessors.register(_HtmlBlocks(md, self._blocks), "html_block", 20)
        md.parser.blockprocessors.register(self._blocks, "commonmark", 1000)
        self._replace_inline(md)
        md.treeprocessors.register(_References(md, self._blocks), "commonmark-references", 1000)
        md.treeprocessors.register(Leftovers(md, self._blocks, self._used, self._emphasis.vanished), "commonmark-leftovers", 11)
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(Attributes(md), "attr_list", 8)
        md.treeprocessors.register(ForeignMarks(md, self._blocks), "commonmark-foreign-marks", 7)
        md.postprocessors.register(_RawHtml(md, self._blocks), "commonmark-html", 31)
        md.findings = self.findings
        md.without_code = self.without_code

    def _replace_inline(self, md: Markdown) -> None:
        short = Reference(LINK_RE, md, self._used), ImageReference(IMAGE_LINK_RE, md, self._used)
        md.inlinePatterns.deregister("short_reference")
        md.inlinePatterns.deregister("short_image_ref")
        for name, pattern, priority in (
            ("backtick", CodeSpan(md), 190),
            ("escape", Escape(md), 180),
            ("image_link", Image(IMAGE_LINK_RE, md), 172),
            ("image_reference", short[1], 171),
            ("reference", short[0], 170),
            ("link", Link(LINK_RE, md), 160),
            ("autolink", Autolink(md), 120),
            ("bare-address", BareAddress(md), 85),
            ("em_strong", self._emphasis, 60),
        ):
            md.inlinePatterns.register(pattern, name, priority)

    def reset(self) -> None:
        """Forget the last text."""
        self._blocks.reset()
        self._used.clear()
        self._emphasis.vanished.clear()

    def findings(self) -> list[Finding]:
        """What is wrong with the text that was converted last, by line."""
        return sorted(set(self._blocks.findings), key=lambda finding: (finding.line, finding.message))

    def without_code(self, text: str) -> str:
        """`text` with its code blanked out, of the same length: where to look for the line of a mark."""
        lines = text.split("\n")
        parser = self._blocks.parser_now if self._blocks.public else self._with_html
        for number in code_lines(parser, text):
            if number < len(lines):
                lines[number] = " " * len(lines[number])
        return _CODE_SPAN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), "\n".join(lines))


class _HtmlBlocks(Preprocessor):
    """Takes the place of Python-Markdown's search for raw HTML: has the blocks read it. Where this does not run, HTML is words."""

    def __init__(self, md, blocks: CommonMarkBlocks):
        super().__init__(md)
        self._blocks = blocks

    def run(self, lines):
        self._blocks.html = True
        return lines


class _References(Treeprocessor):
    """Has Python-Markdown find the links that were defined anywhere in the text."""

    def __init__(self, md, blocks: CommonMarkBlocks):
        super().__init__(md)
        self._blocks = blocks

    def run(self, root):
        self.md.references.update(
            {label: (found["href"], found["title"]) for label, found in self._blocks.env.get("references", {}).items()}
        )


class _RawHtml(Postprocessor):
    """Puts raw HTML where its blocks stood."""

    def __init__(self, md, blocks: CommonMarkBlocks):
        super().__init__(md)
        self._blocks = blocks

    def run(self, text):
        return RAW_HTML_PLACE.sub(lambda found: self._blocks.raw_html[int(found[1] or found[2])], text)
