"""Sidenotes: after each footnote reference a hidden copy of the note, which a style sheet shows where the margin has room.

Works on sanitized HTML at rendering. Feeds, mails, summaries and word counts use the text without the copies.
"""

from copy import deepcopy

from lxml import etree
from markupsafe import Markup

from newsroom.html_fragment import parse_fragment, serialize
from newsroom.segmentation import count_words

# A longer one would run far past the line it belongs to.
MAX_WORDS = 110
# A note is set inside a paragraph, so it may hold nothing but what a paragraph may.
_PHRASING_TAGS = frozenset("a abbr b br cite code del em i ins kbd mark q s small span strong sub sup time u".split())
# No margin beside these, or no place inside them for a note with links of its own.
_EXCLUDED_PARENTS = frozenset("a aside caption dt figcaption figure h1 h2 h3 h4 h5 h6 pre summary table".split())


def side_notes(words: Markup) -> Markup:
    """Return `words` with a hidden copy of each short note after the first reference to it.

    The list of notes stays as it is, for whoever reads without one; of its items those that have a copy have the class `has-sidenote`.
    A note of several paragraphs, with a list, code block or picture in it, or longer than MAX_WORDS keeps its place there alone.
    """
    root = parse_fragment(words) if "footnote-ref" in words else None
    if root is None:
        return words
    items = root.xpath("./div[@class='footnote']/ol/li[@id]")
    notes = {item.get("id"): item for item in items}
    for link in root.xpath(".//sup/a[@class='footnote-ref']"):
        note = notes.get(link.get("href", "")[1:])
        copy = _sidenote_text(note) if note is not None and _allows_sidenote(link) else None
        if copy is not None:
            del notes[note.get("id")]
            note.set("class", "has-sidenote")
            _insert_sidenote(link, copy)
    for number, item in enumerate(items if len(notes) < len(items) else (), 1):
        # A list does not count what is hidden, so the others say their number themselves.
        if item.get("class") != "has-sidenote":
            item.set("value", str(number))
    return Markup(serialize(root))


def _allows_sidenote(link) -> bool:
    parents = {parent.tag for parent in link.getparent().iterancestors()}
    return not parents & _EXCLUDED_PARENTS and not any(parent.get("class") == "footnote" for parent in link.iterancestors("div"))


def _sidenote_text(note) -> etree._Element | None:
    """Return the note as a `span` without back links and ids, or None if it cannot be a sidenote."""
    if [child.tag for child in note] != ["p"] or (note.text or "").strip():
        return None
    words = deepcopy(note[0])
    for link in words.xpath("./a[@class='footnote-backref']"):
        link.drop_tree()
    if len(words):
        words[-1].tail = (words[-1].tail or "").rstrip()
    else:
        words.text = (words.text or "").rstrip()
    parts = list(words.iterdescendants())
    if any(part.tag not in _PHRASING_TAGS or part.get("class") == "footnote-ref" for part in parts):
        return None
    if not 0 < count_words(words.text_content()) <= MAX_WORDS:
        return None
    for part in parts:
        part.attrib.pop("id", None)
    words.tag, words.tail = "span", None
    words.attrib.clear()
    words.set("class", "sidenote-text")
    words.set("role", "note")
    return words


def _insert_sidenote(link, words) -> None:
    """Insert the sidenote after the reference: the number without a link, then the text with the number again."""
    mark = link.getparent()
    beside = etree.Element("span", {"class": "sidenote", "hidden": "", "data-pagefind-ignore": ""})
    etree.SubElement(beside, "sup").text = link.text
    number = etree.Element("span", {"class": "sidenote-number", "aria-hidden": "true"})
    number.text, number.tail = link.text, f" {(words.text or '').lstrip()}"
    words.text = None
    words.insert(0, number)
    beside.append(words)
    beside.tail, mark.tail = mark.tail, None
    mark.addnext(beside)
