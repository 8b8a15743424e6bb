"""What would give away somebody whose answer is published anonymously: the name, a part of it, or a link to the original."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

from newsroom.problems import Problem
from plugins.reader.document import Document
from plugins.reader.plain_fields import plain_texts

MIN_LETTERS = 3  # of a first or last name that is looked for by itself
# Fields that are never shown as words, name another file, or are the name itself, which is kept back.
_NOT_WORDS = frozenset(("submitter", "authors", "callout", "programme", "status", "consent", "edited", "lang"))
_NOT_NAMES = frozenset("anonymous anon and the from von van der den del dos miss mrs mister sir dame lady lord rev revd prof dr".split())
# First and last names, and what people call themselves, that are words of everyday English too.
COMMON_WORDS = frozenset(
    "abbey abbot amber amen angel april art ash august autumn bailey baker banks barber barker barn bath bay bean beck bell best bill "
    "bird bishop bliss bloom bond booker boss bowl brand bridge bridges brook brooks brown bush butcher butler cain candy cannon carer "
    "carol carpenter carter cash cat chance charity charm chase cherry chess child church citizen clay close coal coin cole colour cook "
    "cooper coral cotton cousin crisp cross crystal curry dale dad daughter dawn day dean dear destiny doctor dot drew drum duke dusty "
    "earl east eve ever fair faith farmer father field fields finch fish fisher flint flower flowers ford forest fox frank freed "
    "freeman friend gale gardener gene ginger glen gold good grace grant grave graves gray green grey guy hale hall hand hardy hart "
    "harmony haven hazel head heath heather hero herring hill holiday holly home honey honour hood hope house hunt hunter iris ivy jack "
    "jade jasmine jay jewel jolly jordan joy judge june justice key kid king kitty knight lake lamb lance land lane law lee light lily "
    "little long love lucky mark marina marsh martin mason matt may mayor meadow mercy merry miles mill miller mills mint misty moon moss "
    "mother mum myrtle neighbour nick noble norm north nurse olive opal page paige palm parent park parker parks pat patience peace pearl "
    "penny pepper person piece pike piper pitt plum poet pool pope porter potter power price pride prince queen quick rain ray read reader "
    "red reed reese reid rich rise river rivers rob robin rock rod roman rose rosemary ross rowan royal ruby rush rusty sage sailor sally "
    "sand sandy say sharp shepherd short silver singer skinner skip sky slater small smart smith snow son south spring star stark steel "
    "stem stone storm street strong sue summer summers sunny swan sweet tailor tanner taylor teacher terry thorn tiger tom tony trip "
    "tucker turner van victor viola violet wade walker wall ward waters way weaver webb week wells west wheeler white wild will willow "
    "wills winter wise wolf wood woods worker worth wren wright young".split()
)
# Scripts that are written without spaces, where a name ends at no sign.
_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
_LETTER = r"[^\W\d_]"
_CURE = "take it out, or write Anonymous in its place; the name need not be in the file at all: submitter: {name: Anonymous}"
_LINK_CURE = "take the link out: whoever follows it learns who wrote this"


def find_name_leaks(document: Document) -> Iterator[Problem]:
    """A problem for each field, and each line of the text, of an anonymous answer that tells who wrote it.

    An error for the name, for a part of it as a whole word and for a link to the original; a warning for a part that is a common word.
    """
    if getattr(document.fields, "consent", "") != "publish-anonymously":
        return
    names = _patterns(document.fields.submitter.name)
    platform = document.fields.platform
    original = _link_pattern(platform.original) if platform and platform.original else None
    stem = PurePosixPath(document.path).stem
    for message, cure, severity, _ in _found(stem, names, None):
        yield Problem(document.path, 0, "", f"the file name {message}", cure.replace("take it out", "rename the file without it"), severity)
    for place, words in plain_texts(document.fields):
        if place[0] not in _NOT_WORDS:
            for message, cure, severity, _ in _found(words, names, None if place == ("platform", "original") else original):
                yield document.problem(place, message, cure, severity)
    for field, words, first in _texts(document):
        for message, cure, severity, line in _found(words, names, original):
            yield Problem(document.path, first + line, field, message, cure, severity)


def _texts(document: Document) -> Iterator[tuple[str, str, int]]:
    """The fields of Markdown and the text itself: name, words, and the line on which they begin."""
    for name in document.fields.MARKDOWN:
        if words := getattr(document.fields, name):
            yield name, words, document.front_matter.first_line_of(name)
    yield "", document.body, document.body_line


def _found(words: str, names: list[tuple[re.Pattern, bool]], original: re.Pattern | None) -> Iterator[tuple[str, str, str, int]]:
    """Message, cure, severity and line, from 0: one for each line with a name, one for a common word, one for each line with a link."""
    plain, told = _folded(unescape(words)), set()
    for pattern, is_common in names:
        for match in pattern.finditer(plain):
            line = plain.count("\n", 0, match.start())
            if line in told or (is_common and "common" in told):
                continue
            told.add("common" if is_common else line)
            if is_common:
                message = f"holds “{match[0]}”, a word that is also a part of the submitter’s name, which is not to be shown"
                yield message, "take it out if it is meant as the name; if it is the word, leave it", "warning", line
            else:
                yield f"holds “{match[0]}”, and the submitter’s name is not to be shown", _CURE, "error", line
    if original:
        for line, each in enumerate(words.split("\n")):
            if original.search(unquote(unescape(each)).casefold()):
                yield "holds a link to the original, which is not to be shown, since the answer is anonymous", _LINK_CURE, "error", line


def _patterns(name: str) -> list[tuple[re.Pattern, bool]]:
    """What to look for, the whole name first, and whether it is a common word too."""
    parts = re.findall(rf"{_LETTER}+", _folded(name))
    if not parts or not set(parts) - _NOT_NAMES:
        return []
    typed = re.findall(rf"{_LETTER}+", unicodedata.normalize("NFC", name))
    has_capitals = any(word[0].isupper() for word in typed)
    words = {_folded(word) for word in typed if has_capitals and word[0].islower()} | COMMON_WORDS
    found = [(_whole(r"[\W\d_]*".join(map(re.escape, parts))), len(parts) == 1 and parts[0] in words)] if len("".join(parts)) > 1 else []
    alone = [part for part in dict.fromkeys(parts) if len(part) >= MIN_LETTERS and part not in _NOT_NAMES and len(parts) > 1]
    return found + sorted(((_whole(re.escape(part)), part in words) for part in alone), key=lambda each: each[1])


def _whole(pattern: str) -> re.Pattern:
    if unicodedata.name(pattern.lstrip("\\")[0], "").startswith(_WITHOUT_SPACES):
        return re.compile(pattern)
    return re.compile(rf"(?<!{_LETTER})(?:{pattern})(?!{_LETTER})")


def _link_pattern(address: str) -> re.Pattern:
    """The address in any spelling of its scheme, with whatever follows its path."""
    bare = re.sub(r"^https?://(www\.)?", "", unquote(address).casefold()).partition("#")[0].rstrip("/")
    return re.compile(rf"(?<![\w.-])(?:www\.)?{re.escape(bare)}(?![\w-]|[.]\w|/\w)")


def _folded(words: str) -> str:
    """In small letters without accents, so that a name is found in an address too. Lines stay lines."""
    decomposed = unicodedata.normalize("NFKD", unquote(words).casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))
