"""HTML as a strict list of tags and text, and what in it a browser would repair or drop without a word."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plugins.reader.decode import UNPRINTABLE

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Browsers add and close these by themselves, and no word is lost by it.
_IMPLIED = frozenset(("p", "tbody"))
# Names that nobody writes in angle brackets but to mark up a text.
KNOWN = frozenset(
    "a abbr address article aside audio b bdi bdo big blockquote body br button canvas caption center cite code col colgroup dd del "
    "details dfn dialog div dl dt em embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i "
    "iframe img input ins kbd label legend li link main map mark math meta nav object ol optgroup option p param picture pre q rp rt "
    "ruby s samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea "
    "tfoot th thead time title tr track tt u ul var video wbr".split()
)
_VALUE = r"""(?:"[^"<]*"|'[^'<]*'|[^\s"'<>`]+)"""
_TAG = re.compile(rf"""<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>(?:\s+[^\s"'<>/=]+(?:\s*=\s*{_VALUE})?)*)\s*/?>""", re.A)
_ATTRIBUTE = re.compile(rf"""\s+(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?P<value>{_VALUE}))?""")
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--!?>|<!--).)*?-->", re.S)
# How a < stands in the HTML that Markdown took for text: an equal of &lt;, so that one that was escaped on purpose is told from it.
TYPED = "&LT;"
_LEFT_OVER = re.compile(rf"{TYPED}(?i:/?([a-z][\w-]*)(?=[\s/>]|&gt;|$)|!(?:--|[–—])|\?\w|!\[CDATA|!DOCTYPE)")
_NUMBER = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));", re.I)
_ADDRESS = re.compile(r"<((?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>]*)?)>", re.I)
_QUOTED = re.compile("“(<.*)”")
_SET = {'[“”"]': '[“”"]', "[‘’']": "[‘’']", "[–—]": "(?:-{2,3}|[–—])", "…": r"(?:\.{3}|…)"}
_WORD = re.compile(r"\S+")
_MOST_BROKEN = 1000  # characters that are kept of what is not a whole tag
_SHOWN = 60  # characters of what was found that a message repeats

UNCLOSED_CURE = "close each quote mark, and end the tag with >; write &lt; for a < that is meant as it is, and code between back-ticks"
ADDRESS_CURE = "write the whole address, like <https://{}>; write &lt; for a < that is meant as it is"
CODE_CURE = "take it out; code that readers should see goes between back-ticks"


@dataclass(frozen=True)
class Tag:
    """One tag as it stands in the HTML: `raw`; its name in small letters; its attributes in order, values unescaped."""

    raw: str
    name: str
    closing: bool = False
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The value of an attribute, "" when it has none."""
        return next((value for key, value in self.attributes if key == name), "")


@dataclass(frozen=True)
class Comment:
    """A comment, with its marks."""

    raw: str


@dataclass(frozen=True)
class IncompleteTag:
    """A `<` that begins what is not a whole tag: the rest of its line, or the beginning of that."""

    raw: str


HtmlToken = str | Tag | Comment | IncompleteTag


@dataclass(frozen=True)
class Finding:
    """Something in the HTML of a text that an editor must hear of.

    `words`: how it may stand in the source, the surest first. `left_out`: what a public text loses by it (picture, link, markup).
    """

    message: str
    cure: str
    words: tuple[str, ...]
    severity: str = "error"
    left_out: str = ""
    field: str = ""


def tokenize(markup: str) -> Iterator[HtmlToken]:
    """The HTML in order: plain strings are text, escaped as it stands."""
    place = done = 0
    while (place := markup.find("<", place)) >= 0:
        found = _COMMENT.match(markup, place) or _TAG.match(markup, place)
        if found is None and not re.match(r"<[a-zA-Z/!?]", markup[place : place + 2]):
            place += 1  # browsers take “a < b” and “<3” for text
            continue
        if done < place:
            yield markup[done:place]
        if found is None:
            yield IncompleteTag(markup[place : place + _MOST_BROKEN].split("\n", 1)[0])
            done = place = place + 1
            continue
        if "name" in found.re.groupindex:
            yield Tag(found[0], found["name"].lower(), bool(found["close"]), tuple(_attributes(found["attributes"])))
        else:
            yield Comment(found[0])
        done = place = found.end()
    if done < len(markup):
        yield markup[done:]


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(text):
        value = found["value"] or ""
        yield found["name"].lower(), html.unescape(value[1:-1] if value[:1] in "\"'" else value)


def serialize(found: list[HtmlToken]) -> str:
    """The HTML again."""
    return "".join(piece if isinstance(piece, str) else piece.raw for piece in found if not isinstance(piece, IncompleteTag))


def shorten(words: str) -> str:
    """Words for a message: one line, not too long."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"


def find_incomplete(found: list[HtmlToken]) -> Iterator[Finding]:
    """Tags cut short, comments, declarations and the like."""
    code = 0
    for piece in found:
        match piece:
            case Comment(raw):
                yield Finding(f"the comment “{shorten(raw)}” is left out", "take it out if nobody needs it", _starts(raw), "warning")
            case IncompleteTag(raw) if raw.startswith("<!--"):
                yield Finding(f"the comment “{_quoted(raw)}” is not closed", "end it with -->, or take it out", _starts(raw))
            case IncompleteTag(raw) if raw.startswith(("<!", "<?")):
                yield Finding(f"browsers would leave out “{_quoted(raw)}”", CODE_CURE, _starts(raw))
            case IncompleteTag(raw):
                cure = ADDRESS_CURE.format(found[1]) if (found := _ADDRESS.match(raw)) else UNCLOSED_CURE
                yield Finding(f"“{_quoted(raw)}” is not a whole tag", cure, _starts(raw))
            case Tag(name="code" | "pre"):
                code += -1 if piece.closing else 1
            case str() if not code:
                yield from _left_over(piece)
                yield from _unprintable(piece)


def _quoted(raw: str) -> str:
    """A tag that is not whole, for a message: as far as its > or the next <, behind which the HTML is not what was typed."""
    raw = raw.replace(TYPED, "<")
    end = re.search(r">|(?=<)", raw[1:])
    return shorten(raw[: 1 + end.end()] if end else raw)


def quote_as_typed(finding: "Finding", text: str) -> "Finding":
    """The finding with what it quotes as it stands in `text`, where quotes, dashes and dots were not set yet."""
    if not (quoted := _QUOTED.search(finding.message)):
        return finding
    pattern = re.sub(r"\\?[ ]", r"\\s+", re.escape(quoted[1].removesuffix("…")))
    for signs, typed in _SET.items():
        pattern = re.sub(signs, lambda _, typed=typed: typed, pattern)
    found = re.search(pattern, text)
    return (
        replace(finding, message=finding.message.replace(quoted[1].removesuffix("…"), " ".join(found[0].split()), 1)) if found else finding
    )


def _starts(raw: str) -> tuple[str, ...]:
    """How it may stand in the source: in full, or where marks in it were read as Markdown, its beginning."""
    first = raw.split("\n", 1)[0].rstrip()
    return (first, *(first[:length] for length in (40, 20, 10, 4) if length < len(first)), *re.findall(r"^<[^\s\"'>]+", first))


def _left_over(text: str) -> Iterator[Finding]:
    """Tags that readers would see as text, since they are not whole."""
    for found in _LEFT_OVER.finditer(text):
        if found[1] is None or found[1].lower() in KNOWN:
            words = html.unescape(text[found.start() :].split("\n", 1)[0])
            typed = re.sub("[–—]", "--", html.unescape(found[0]))
            cure = UNCLOSED_CURE if found[1] else "end it with -->, or take it out" if typed.startswith("<!--") else CODE_CURE
            yield Finding(f"“{_quoted(words)}” is not a whole tag", cure, (*_starts(words), typed))


def _unprintable(text: str) -> Iterator[Finding]:
    for found in _NUMBER.finditer(text):
        number = int(found[1], 16) if found[1] else int(found[2])
        if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000 or UNPRINTABLE.match(chr(number)):
            yield Finding(f"the character {found[0]} cannot be printed", "delete it", (found[0],))


def find_unbalanced(found: list[HtmlToken], allowed: set[str]) -> Iterator[Finding]:
    """Tags that are never closed, or close what is not open. Of those that are not `allowed` something else is said."""
    still_open: list[Tag] = []
    opened = {tag.name for tag in found if isinstance(tag, Tag) and not tag.closing}
    for tag in found:
        if not isinstance(tag, Tag) or tag.name in VOID and not tag.closing or tag.name not in allowed and tag.name in opened:
            continue
        if not tag.closing:
            still_open.append(tag)
        elif tag.name not in VOID and any(other.name == tag.name for other in still_open):
            while (last := still_open.pop()).name != tag.name:
                yield _never_closed(last)
        else:
            cure = f"take it out, or write <{tag.name}> before it, in the same paragraph"
            yield Finding(f"{tag.raw} closes nothing", cure, (tag.raw, f"</{tag.name}"))
    yield from map(_never_closed, still_open)


def _never_closed(tag: Tag) -> Finding:
    cure = f"write </{tag.name}> where it ends, before the end of what it began in; it may not run over several paragraphs"
    return Finding(f"{shorten(tag.raw)} is never closed", cure, (tag.raw, f"<{tag.name}"))


def visible_text(found: list[HtmlToken]) -> str:
    """What a browser would show of it, white space apart."""
    return html.unescape("".join(piece for piece in found if isinstance(piece, str)))


def find_losses(before: list[HtmlToken], after: list[HtmlToken]) -> Iterator[Finding]:
    """The first words that are not in the cleaned HTML as they were before, and the first tag that browsers would leave out."""
    old, new = _WORD.findall(visible_text(before)), _WORD.findall(visible_text(after))
    if "".join(old) != "".join(new):
        place = next((number for number, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new)))
        words = " ".join(old[place : place + 5]) or " ".join(old[-5:])
        cure = "look at the tags around them: in a table words stand in <td> or <th> only"
        yield Finding(f"browsers would move or leave out the words “{shorten(words)}”", cure, _phrases(words))
        return
    missing = _tags(before) - _tags(after)
    for name in sorted(missing):
        raw = next(piece.raw for piece in before if isinstance(piece, Tag) and piece.name == name)
        yield Finding(
            f"<{name}> stands where browsers leave it out", "give it the tags it belongs in, like <table> around <tr>", (raw, f"<{name}")
        )


def _tags(found: list[HtmlToken]) -> Counter:
    return Counter(piece.name for piece in found if isinstance(piece, Tag) and not piece.closing and piece.name not in _IMPLIED)


def _phrases(words: str) -> tuple[str, ...]:
    parts = words.split()
    return tuple(" ".join(parts[:length]) for length in range(len(parts), 0, -1))
