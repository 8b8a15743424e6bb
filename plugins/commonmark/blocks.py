"""One block processor before all others: it reads everything, and its tree is what Python-Markdown goes on with."""

from markdown.blockprocessors import BlockProcessor

from plugins.commonmark.findings import Finding, Leaf
from plugins.commonmark.grammar import parse
from plugins.commonmark.tree import Builder


class CommonMarkBlocks(BlockProcessor):
    """Reads everything before any other processor is asked. Those of `abbr` and `def_list` get what is theirs."""

    def __init__(self, md, with_html, without_html, public):
        """Three parsers: the second reads a text in which HTML is words, the third one that somebody unknown typed."""
        super().__init__(md.parser)
        self._md, self._parsers, self._public = md, (without_html, with_html), public
        self.reset()

    def reset(self) -> None:
        """Forget the last text."""
        self.findings: list[Finding] = []
        self.leaves: list[Leaf] = []
        self.env: dict = {}
        self.note_lines: dict[str, int] = {}
        self.html = False
        self.raw_html: list[str] = []
        self._chunks: dict[str, list[int]] = {}
        self._others = False

    def test(self, parent, block) -> bool:
        return not self._others

    def run(self, parent, blocks) -> None:
        text = "\n\n".join(blocks)
        blocks.clear()
        lines = self._chunks.get(text, [])
        rows = text.split("\n")
        known = len(self.env.get("duplicate_refs", ()))
        builder = Builder(self, lines, rows)
        builder.build(parse(self.parser_now, text, self.env), parent)
        for duplicate in self.env.get("duplicate_refs", ())[known:]:
            duplicate["line"] = builder.line(duplicate["map"][0])
        for reference in self.env.get("references", {}).values():
            reference.setdefault("line", builder.line(reference["map"][0]))
        for name, words, row in self.env.pop("notes", ()):
            self._note(name, words, builder, row)

    def _note(self, name: str, words: str, builder: "Builder", row: int) -> None:
        line = builder.line(row)
        if name in self.note_lines:
            self.findings.append(
                Finding(
                    line,
                    f"the note [^{name}] is written twice; only the one on line {self.note_lines[name]} is shown",
                    "rename one of the two",
                    other_line=self.note_lines[name],
                )
            )
            return
        self.note_lines[name] = line
        self._chunks[words] = [builder.line(row + number) - 1 for number in range(words.count("\n") + 1)]
        self._md.parser.blockprocessors["footnote"].footnotes.setFootnote(name, words)

    def others(self, parent, text: str) -> None:
        """Have Python-Markdown's own processors read `text`."""
        self._others = True
        try:
            self.parser.parseBlocks(parent, text.split("\n\n"))
        finally:
            self._others = False

    @property
    def public(self) -> bool:
        """Whether somebody unknown typed the text, as the reader says."""
        return getattr(self._md, "untrusted", False)

    @property
    def parser_now(self):
        """The parser for the text that is read now."""
        return self._public if self.public else self._parsers[self.html]

    @property
    def known_blocks(self) -> dict:
        """The classes of `///` blocks, by name."""
        manager = self.block_manager
        return manager.blocks if manager else {}

    @property
    def block_manager(self):
        """What `pymdownx.blocks` registered; None when no plugin has a block."""
        return next((one for one in self._md.parser.blockprocessors if hasattr(one, "inline_stack")), None)

    @property
    def disabled(self) -> frozenset[str]:
        """The names of blocks whose plugin is off: such a block is left out, as the plugin's other work is."""
        return getattr(self._md, "disabled_blocks", frozenset()) - self.known_blocks.keys()
