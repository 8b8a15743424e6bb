"""The notes of a text set beside it: after each reference a copy of its note, hidden until a style sheet finds room in a margin.

It works on finished pages' HTML, after the screen: a copy holds nothing that may not stand in the note itself, and feeds, mails,
summaries and counts of words, which are made from the text as it was, never see it.
"""

from copy import deepcopy

from lxml import etree
from markupsafe import Markup

from newsroom.html_fragment import markup_of, parsed
from newsroom.segmentation import count_words

# A longer one would run far past the line it belongs to.
MOST_WORDS = 110
# A note is set inside a paragraph, so it may hold nothing but what a paragraph may.
_PHRASES = frozenset("a abbr b br cite code del em i ins kbd mark q s small span strong sub sup time u".split())
# No margin beside these, or no place inside them for a note with links of its own.
_NO_ROOM = frozenset("a aside caption dt figcaption figure h1 h2 h3 h4 h5 h6 pre summary table".split())


def side_notes(words: Markup) -> Markup:
    """`words` with a hidden copy of each short note behind the first reference to it, that a style sheet may show.

    The list of notes stays as it is, for whoever reads without one; of its items those that have a copy are marked `beside`.
    A note of several paragraphs, with a list, code block or picture in it, or longer than MOST_WORDS keeps its place there alone.
    """
    root = parsed(words) if "footnote-ref" in words else None
    if root is None:
        return words
    items = root.xpath("./div[@class='footnote']/ol/li[@id]")
    notes = {item.get("id"): item for item in items}
    for link in root.xpath(".//sup/a[@class='footnote-ref']"):
        note = notes.get(link.get("href", "")[1:])
        copy = _words(note) if note is not None and _has_room(link) else None
        if copy is not None:
            del notes[note.get("id")]
            note.set("class", "beside")
            _set_beside(link, copy)
    for number, item in enumerate(items if len(notes) < len(items) else (), 1):
        # A list does not count what is hidden, so the others say their number themselves.
        if item.get("class") != "beside":
            item.set("value", str(number))
    return Markup(markup_of(root))


def _has_room(link) -> bool:
    parents = {parent.tag for parent in link.getparent().iterancestors()}
    return not parents & _NO_ROOM and not any(parent.get("class") == "footnote" for parent in link.iterancestors("div"))


def _words(note) -> etree._Element | None:
    """The note as a `span`, without its ways back and without ids, which a page may give only once; None if it is not fit for a margin."""
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
    if any(part.tag not in _PHRASES or part.get("class") == "footnote-ref" for part in parts):
        return None
    if not 0 < count_words(words.text_content()) <= MOST_WORDS:
        return None
    for part in parts:
        part.attrib.pop("id", None)
    words.tag, words.tail = "span", None
    words.attrib.clear()
    words.set("class", "sidenote-words")
    words.set("role", "note")
    return words


def _set_beside(link, words) -> None:
    """Behind the reference: its number without a link, since nothing need be followed, and the words with the number again."""
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
