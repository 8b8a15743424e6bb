"""One pass over finished paragraphs: marks that nobody understood, and definitions that nobody used."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator

from markdown.treeprocessors import Treeprocessor

from plugins.commonmark.blocks import CommonMarkBlocks
from plugins.commonmark.findings import Finding, Leaf

_SHOWN_AGAIN = re.compile(r"\x02(0\d{3})\x03")
_PLACEHOLDER = re.compile(r"\x02[^\x03]*\x03")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:.*?)(?<!`)\1(?!`)", re.S)
_BLOCKS = frozenset("p ul ol li dl dt dd pre blockquote table div aside figure h1 h2 h3 h4 h5 h6 hr".split())
_LOOKS_LIKE_ADDRESS = re.compile(r"[/.#:{|]")

# What is looked for in the words of a paragraph, what to say of it, and the cure. A group “name” goes into both.
_UNDEFINED_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]")
_MARKS: list[tuple[re.Pattern, str, str]] = [
    (
        re.compile(r"(?<!\*)\*{2,3}(?=[^\s*])|(?<=[^\s*])\*{2,3}(?!\*)"),
        "** stands in the text and makes nothing bold",
        "close it with ** right behind the last word, or write \\*\\*",
    ),
    (
        re.compile(r"(?<![\w_])_{2,3}(?=[^\s_])"),
        "__ stands in the text and makes nothing bold",
        "close it with __ right behind the last word, or write \\_\\_",
    ),
    (re.compile(r"~~(?=\S)"), "~~ stands in the text and strikes nothing out", "close it with ~~, or write \\~\\~"),
    (re.compile(r"`"), "a back-tick stands in the text and begins no code", "close it with as many back-ticks, or write \\`"),
    (
        re.compile(r"\]\(\S*"),
        "the address of a link is not understood",
        "an address stands between ( and ) and holds no space; one that does goes between < and >: [words](<my file.pdf>)",
    ),
    (
        re.compile(r"(?<!\w)\[(?P<words>[^\[\]]*)\]\[(?P<name>[^\[\]]*)\]"),
        "the link [{name}] is defined nowhere",
        "write its address on a line of its own: [{name}]: https://…",
    ),
    (
        re.compile(r"(?<!!)\[\ue000\](?![\[(:])"),
        "a link of code in brackets is defined nowhere",
        "write its address on a line of its own: [`its words`]: https://…; or take the brackets away",
    ),
    (
        re.compile(r"(?<!\w)!\[(?P<name>[^\[\]^]+)\](?![\[(])"),
        "the picture “{name}” has no address",
        "write it behind: ![{name}]({{static}}/images/its-file.png)",
    ),
    (
        re.compile(r"^\[(?P<name>[^\]\n]+)\]:\s*\S", re.M),
        "“[{name}]:” stands in the middle of a paragraph and defines nothing",
        "leave a blank line above it",
    ),
    (
        re.compile(r"^\|.*\||^[ ]*:?-{2,}:?[ ]*\|.*$", re.M),
        "a row of a table stands in running text",
        "a table needs a line | --- | --- | below its head, with as many cells",
    ),
    (re.compile(r"^#{2,6}[^\s#]", re.M), "# without a space makes no heading", "write a space behind the #"),
    (
        re.compile(r"^(?P<name>\d{1,9}[.)])[ ]+\S", re.M),
        "the line that begins with “{name}” is no item of a list",
        "leave a blank line above the list; if it is no list, join the line to the one before",
    ),
    (
        re.compile(r"^(?P<name>[-+*])[ ]+\S", re.M),
        "the line that begins with “{name}” is no item of a list",
        "indent it by as much as the other items, at most three spaces; if it is no list, write the words on one line",
    ),
]
_EMPHASIS = 3  # the first of these
_CODE = "\ue000"  # of no script: what stands for code in the words of a paragraph
_HAND_MADE_NOTE = re.compile(r"\[(?P<name>\d{1,3})\]")
_NOTE_CURE = "write [^{name}] in the text, and “[^{name}]: …” on a line of its own for the note; then they lead to one another"


class Leftovers(Treeprocessor):
    """Adds to the findings; changes nothing. Runs when inline marks are done, and before escaped signs come back."""

    def __init__(self, md, blocks: CommonMarkBlocks, used: set[str], vanished: list[tuple[etree.Element, str]]):
        """`vanished`: elements made by a * within a word, with the words around it."""
        super().__init__(md)
        self._blocks, self._used, self._vanished = blocks, used, vanished

    def run(self, root):
        notes = "footnote" in self.md.inlinePatterns
        public = getattr(self.md, "untrusted", False)
        for leaf in self._blocks.leaves:
            self._blocks.findings += left_in(leaf, notes, public)
        self._blocks.findings += self._within_words()
        self._blocks.findings += unused_references(self._blocks.env, self._used)
        if notes:
            order = self.md.parser.blockprocessors["footnote"].footnotes.footnote_order
            self._blocks.findings += unused_notes(self._blocks.note_lines, order)

    def _within_words(self) -> Iterator[Finding]:
        """Signs * that vanished from within a word or a number. The innermost leaf, which comes last, is where they stand."""
        words = {id(element): around for element, around in self._vanished}
        for leaf in reversed(self._blocks.leaves) if words else ():
            named: set[str] = set()
            for element in leaf.element.iter():
                if (around := words.pop(id(element), None)) and around not in named:
                    named.add(around)
                    message = f"the * in “{around}” does not show: it is read as a mark of emphasis"
                    yield Finding(line_of(leaf, around), message, "write \\* if the sign is meant", "warning")


def left_in(leaf: Leaf, notes: bool, public: bool = False) -> Iterator[Finding]:
    """What is left over in the words of one paragraph, heading or cell; each kind once. `notes`: whether there are footnotes.

    In a `public` text signs of emphasis that mark nothing are shown as they were typed, and are not named.
    """
    text = "".join(inline_words(leaf.element))
    for found in _UNDEFINED_NOTE.finditer(text) if notes else ():
        name = found["name"]
        yield Finding(line_of(leaf, found[0]), f"the note [^{name}] is written nowhere", f"write it on a line of its own: [^{name}]: …")
    text = _UNDEFINED_NOTE.sub("", text)
    for pattern, message, cure in _MARKS[_EMPHASIS:] if public else _MARKS:
        found = next((found for found in pattern.finditer(text) if not (leaf.kind == "cell" and found[0].startswith("|"))), None)
        if not found or (pattern.pattern.startswith("^(?P<name>") and not found.start()):
            continue
        groups = found.groupdict()
        name = " ".join((groups.get("name") or groups.get("words") or "").split())
        line = line_of(leaf, text[found.start() : found.end() + 12])
        yield Finding(line, message.format(name=name), cure.format(name=name) if "{name}" in cure else cure, "warning")
    if found := _HAND_MADE_NOTE.search(text):
        message = f"“{found[0]}” looks like a footnote that was made by hand"
        yield Finding(line_of(leaf, found[0]), message, _NOTE_CURE.format(name=found["name"]), "warning")


def inline_words(element) -> Iterator[str]:
    """The inline words of an element, without code and without the blocks in it; a sign that was escaped is left out."""
    yield _shown(element.text)
    for child in element:
        if child.tag in _BLOCKS:
            if element.tag == "li":
                yield _shown(child.tail)
            continue
        # Nothing in code or in a bare address is a mark, but it is a word.
        if child.tag in ("code", "br", "img") or (child.text and child.text == child.get("href")):
            yield {"br": "\n", "code": _CODE}.get(child.tag, "x")
        else:
            yield from inline_words(child)
        yield _shown(child.tail)


def _shown(text: str | None) -> str:
    text = _SHOWN_AGAIN.sub(lambda found: chr(int(found[1])), text or "")
    return _PLACEHOLDER.sub(" ", text)


def line_of(leaf: Leaf, words: str) -> int:
    """The line on which `words` stand in the source of the leaf, or the nearest that can be told."""
    source = _CODE_SPAN.sub(lambda found: "\n".join("\x00" * len(part) for part in found[0].split("\n")), leaf.source)
    words = words.lstrip().split("\n")[0].rstrip()
    for length in range(len(words), 0, -1):
        place = source.rfind(words[:length]) if length <= 3 else source.find(words[:length])
        if place >= 0:
            return leaf.line + source[:place].count("\n")
    return leaf.line


def unused_references(env: dict, used: Iterable[str]) -> Iterator[Finding]:
    """Definitions of links that vanish: an error where words go with them, a warning where only an address does."""
    references = env.get("references", {})
    for label in references.keys() - set(used):
        reference = references[label]
        if _is_comment(reference):
            yield _comment(reference)
            continue
        is_address = bool(_LOOKS_LIKE_ADDRESS.search(reference["href"])) and not reference["title"]
        message = f"“[{label.lower()}]: {reference['href']}” is used nowhere, so it does not show on the page"
        cure = "take it out; if it is meant to be read, write \\[ in place of ["
        yield Finding(reference["line"], message, cure, "warning" if is_address else "error")
    for second in env.get("duplicate_refs", ()):
        first = references[second["label"]]
        if _is_comment(second):
            yield _comment(second)
            continue
        if first["href"] != second["href"] or first["title"] != second["title"]:
            message = f"the link [{second['label'].lower()}] has another address on line {first['line']} already; this one is not used"
            yield Finding(second["line"], message, "rename one of the two, or take one out", other_line=first["line"])


def _is_comment(reference: dict) -> bool:
    """Whether a definition leads nowhere, as `[//]: # (words)` does, by which people leave themselves a note."""
    return reference["href"] in ("#", "")


def _comment(reference: dict) -> Finding:
    message = f"the comment “{' '.join(reference['title'].split()) or reference['href']}” is left out"
    return Finding(
        reference["line"], message, "take it out if nobody needs it; if it is meant to be read, write it without [ ]: #", "warning"
    )


def unused_notes(lines: dict[str, int], used: Iterable[str]) -> Iterator[Finding]:
    """Notes that nothing in the text leads to."""
    for name in lines.keys() - set(used):
        message = f"nothing in the text refers to the note [^{name}]"
        yield Finding(lines[name], message, f"write [^{name}] where it belongs, or take the note out")
