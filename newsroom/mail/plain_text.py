"""Converts HTML to plain text for mails: paragraphs, lists, quotes, footnotes, links as `words <address>`."""

import re

from newsroom.html_fragment import parse_fragment
from newsroom.segmentation import broken

WIDTH = 72
_NARROWEST = 24  # deep inside lists and quotes a line keeps at least this much
_BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = frozenset("head script style template title noscript svg object iframe".split())
_STRUCK = ("del", "s", "strike")
_TICKS = ("☐ ", "☑ ")  # how the site writes `- [ ]` and `- [x]`
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


def html_to_text(markup: str, width: int = WIDTH) -> str:
    """Return `markup` as text with lines of at most `width` characters, except for addresses, words and code that cannot be broken."""
    root = parse_fragment(markup)
    if root is None:
        return ""
    return "\n\n".join(_blocks(root, width))


def wrapped(text: str, width: int = WIDTH, first: str = "", rest: str = "") -> str:
    """Wrap `text` at `width`; `first` is put before the first line, `rest` before the others. Line breaks are kept."""
    lines = []
    for line in text.split("\n"):
        lines.extend(_folded(line, max(width, _NARROWEST)) or ([""] if lines else []))
    return "\n".join(((rest if number else first) + line).rstrip() for number, line in enumerate(lines))


def _folded(line: str, width: int) -> list[str]:
    """Wrap one line at spaces, or between characters in scripts without spaces. textwrap is four times slower, and a build wraps every post three times."""
    lines, current = [], ""
    for word in line.split():
        if len(word) * 2 > width and not word.isascii() and len(pieces := broken(word, width)) > 1:
            lines += [current, *pieces[:-1]] if current else pieces[:-1]
            current = pieces[-1]
        elif current and len(current) + 1 + len(word) > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*lines, current] if current else lines


def _blocks(element, width: int) -> list[str]:
    """Return the blocks of text in `element`; text between two blocks is a paragraph."""
    blocks: list[str] = []
    run = [_plain(element.text)]

    def close():
        paragraph = _tidy("".join(run))
        if paragraph:
            blocks.append(wrapped(paragraph, width))
        run.clear()

    for child in element:
        if isinstance(child.tag, str) and (child.tag in _BLOCKS or _holds_block(child)):
            close()
            blocks.extend(block for block in _block(child, width) if block)
        else:
            run.append(_inline(child))
        run.append(_plain(child.tail))
    close()
    return blocks


def _holds_block(element) -> bool:
    """Tell whether an inline element contains blocks, such as a link around paragraphs."""
    return element.tag not in _HIDDEN and any(isinstance(part.tag, str) and part.tag in _BLOCKS for part in element.iterdescendants())


def _block(element, width: int) -> list[str]:
    tag = element.tag
    if tag == "hr":
        return ["* * *"] if "footnote" not in (element.getparent().get("class") or "") else []
    if tag == "pre":
        return ["\n".join("    " + line for line in element.text_content().strip("\n").split("\n"))]
    if re.fullmatch("h[1-6]", tag):
        words = "\n".join(_blocks(element, width))
        return [f"{words}\n{'-' * max(map(len, words.split(chr(10))))}"] if words else []
    if tag in ("ul", "ol"):
        return [_list(element, width)]
    if tag == "blockquote":
        return ["\n".join(("> " + line).rstrip() for line in "\n\n".join(_blocks(element, width - 2)).split("\n"))]
    if tag == "dl":
        return _definitions(element, width)
    if tag in _STRUCK:
        inner = _blocks(element, width)
        return ["[struck out, from here]", *inner, "[struck out, to here]"] if inner else []
    if tag == "tr":
        cells = [" ".join(" ".join(_blocks(cell, 10_000)).split()) for cell in element if cell.tag in ("td", "th")]
        return [wrapped(" | ".join(cells), width)]
    if tag == "table":
        rows = [block for row in element.iter("tr") for block in _block(row, width)]
        captions = [block for caption in element.iter("caption") for block in _blocks(caption, width)]
        return [*captions, "\n".join(rows)]
    if tag == "div" and "footnote" in (element.get("class") or "").split():
        return ["Notes\n-----", *_blocks(element, width)]
    return _blocks(element, width)


def _definitions(element, width: int) -> list[str]:
    """Return a block for each group of terms; the last term gets a colon, and the definitions are indented below."""
    groups: list[list[str]] = []
    before = "dd"
    for part in element.iter("dt", "dd"):
        if next(part.iterancestors("dl")) is not element:
            continue  # it belongs to a nested list
        blocks = _blocks(part, width if part.tag == "dt" else width - 4)
        if not blocks:
            continue
        if not groups or (part.tag, before) == ("dt", "dd"):
            groups.append([])
        if part.tag == "dt":
            groups[-1] += blocks
        else:
            if before == "dt":
                groups[-1][-1] = _with_colon(groups[-1][-1])
            groups[-1].append("\n".join(("    " + line).rstrip() for line in "\n\n".join(blocks).split("\n")))
        before = part.tag
    return ["\n".join(group) for group in groups]


def _with_colon(term: str) -> str:
    return term if term.endswith((":", "?", "!", ".", "…")) else f"{term}:"


def _list(element, width: int) -> str:
    """Return a list as one block; items of several blocks are separated by an empty line. Footnotes are numbered like [1]."""
    note = "footnote" in (element.getparent().get("class") or "").split() if element.getparent() is not None else False
    start = int(element.get("start", "1")) if element.get("start", "1").isdigit() else 1
    items, loose = [], False
    number = start - 1
    for item in (child for child in element if child.tag == "li"):
        value = item.get("value", "")
        number = int(value) if value.isdigit() else number + 1
        mark = "- " if element.tag == "ul" else f"[{number}] " if note else f"{number}. "
        blocks = _blocks(item, width - len(mark))
        nested = len(blocks) == 2 and item.find("ul") is not None or item.find("ol") is not None
        loose = loose or (len(blocks) > 1 and not nested)
        lines = ("\n" if nested else "\n\n").join(blocks).split("\n")
        first = "" if element.tag == "ul" and lines[0].startswith(_TICKS) else mark
        items.append("\n".join(((" " * len(mark) if line_number else first) + line).rstrip() for line_number, line in enumerate(lines)))
    return ("\n\n" if loose else "\n").join(items)


def _inline(element) -> str:
    """Return the text of an inline element, without its tail."""
    if not isinstance(element.tag, str) or element.tag in _HIDDEN:
        return ""
    if element.tag == "br":
        return "\n"
    if element.tag == "img":
        return f"[Picture: {element.get('alt').strip()}]" if (element.get("alt") or "").strip() else ""
    classes = (element.get("class") or "").split()
    if "footnote-backref" in classes:
        return ""
    words = _plain(element.text) + "".join(_inline(child) + _plain(child.tail) for child in element)
    if "footnote-ref" in classes:
        return f" [{words.strip()}]"
    if element.tag in _STRUCK and words.strip():
        struck = words.strip()
        return words.replace(struck, f"[struck out: {struck}]", 1)
    if element.tag == "q":
        return f"‘{words.strip()}’"
    if element.tag == "a":
        return _link(words, element.get("href") or "")
    return words


def _link(words: str, address: str) -> str:
    """Return `words <address>`, or the address alone if the words only repeat it."""
    plain, bare = words.strip(), re.sub(r"^(https?://|mailto:)", "", address).rstrip("/")
    if not address or address.startswith("#"):
        return words
    if plain.lower() in (address.lower(), bare.lower(), ""):
        return words.replace(plain, address.removeprefix("mailto:")) if plain else address
    return f"{words.rstrip()} <{address.removeprefix('mailto:')}>"


def _plain(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")


def _tidy(text: str) -> str:
    """Strip every line, and the empty lines at both ends."""
    return "\n".join(_SPACE.sub(" ", line).strip() for line in text.split("\n")).strip("\n")
