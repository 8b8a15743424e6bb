"""Marks of other programs – Jekyll, Hugo, WordPress, wikis – that mean nothing here and are shown as they stand: a warning each."""

import re
from collections.abc import Iterator

from markdown.treeprocessors import Treeprocessor

from plugins.commonmark.blocks import CommonMarkBlocks
from plugins.commonmark.findings import Finding
from plugins.commonmark.leftovers import inline_words, line_of

_BACKSLASH = "take it out, or write \\ before it if it is meant to be read"
_AS_WORDS = "looks like {}, and is shown as it stands"
# What is looked for in the words of a text, what to say of it, and the cure.
_MARKS: list[tuple[re.Pattern, str, str]] = [
    (
        re.compile(r"(?<!\{)\{%.*?(?:%\}|$)|\{\{-?[ ]*(?:site|page|post|layout|include)\.\w.*?(?:\}\}|$)", re.M),
        _AS_WORDS.format("a Liquid tag"),
        "write what it would have put there, or \\ before it if it is meant to be read",
    ),
    (
        re.compile(r"\{\{[<%].*?(?:[>%]\}\}|$)", re.M),
        _AS_WORDS.format("a Hugo shortcode"),
        "write what it would have put there, or \\ before it if it is meant to be read",
    ),
    (
        re.compile(r"^:{3,}[ ]*[\w{].*$", re.M),
        _AS_WORDS.format("the beginning of a block of another program"),
        f"quote the words with > instead, and take the line ::: below them out too; {_BACKSLASH}",
    ),
    (
        re.compile(r"^(?:!{3}|\?{3}\+?)[ ]+\w.*$", re.M),
        _AS_WORDS.format("a note of another program"),
        f"quote the words with > instead; {_BACKSLASH}",
    ),
    (
        re.compile(r"^(?:\[TOC\]|\[\[_?TOC_?\]\]|\{:[ ]*toc[ ]*\})[ ]*$", re.M | re.I),
        _AS_WORDS.format("a table of contents"),
        f"there is none here: {_BACKSLASH}",
    ),
    (
        re.compile(r"\[\[(?!_?TOC_?\]\])[^\[\]\n]+\]\](?![(\[:])", re.I),
        _AS_WORDS.format("a link of a wiki"),
        "write [its words]({filename}/articles/its-file.md), or \\ before it if it is meant to be read",
    ),
    (
        re.compile(r"\[(?:gallery\]|(?:gallery|caption|embed|audio|video|playlist)[ ]+\w+=[^\]\n]*\]?|/(?:gallery|caption|embed)\])"),
        _AS_WORDS.format("a WordPress shortcode"),
        f"a picture is a /// figure, with its caption; {_BACKSLASH}",
    ),
    (
        re.compile(r"\{:(?![ ]*toc[ ]*\})[^{}\n]*\}", re.I),
        "is not read as attributes here, and is shown as it stands",
        "write {: #id } or {: .class } at the end of a heading, or on the last line of a paragraph; \\ before it makes it words",
    ),
]


class ForeignMarks(Treeprocessor):
    """Adds to the findings; changes nothing. Runs when attributes are taken, and before escaped signs come back."""

    def __init__(self, md, blocks: CommonMarkBlocks):
        super().__init__(md)
        self._blocks = blocks

    def run(self, root):
        # A text of somebody unknown is shown as typed, whatever it looks like.
        if not getattr(self.md, "untrusted", False):
            self._blocks.findings += self._found()

    def _found(self) -> Iterator[Finding]:
        """The first of each kind in the text."""
        words = [(leaf, "".join(inline_words(leaf.element))) for leaf in self._blocks.leaves]
        for pattern, message, cure in _MARKS:
            for leaf, text in words:
                if found := pattern.search(text):
                    mark = " ".join(found[0].split())
                    shown = mark if len(mark) <= 60 else f"{mark[:60]}…"
                    yield Finding(line_of(leaf, found[0]), f"“{shown}” {message}", cure, "warning")
                    break
