"""How each kind of card looks. All is set on the middle axis, so that the square which some apps cut out keeps mark, name and short lines.

There is no photo on them: its credit would have to stand beside it, too small to be read, and words are what a phone shows best.
"""

from collections.abc import Callable

from plugins.social_cards.composing import EDGE, MEASURE, MIDDLE, block, fit, line_height, lines_of, write_line
from plugins.social_cards.faces import PLAIN, STRONG, TITLE, Faces
from plugins.social_cards.motifs import Colours, bubble, hills, identity, mark, signature
from plugins.social_cards.sheet import HEIGHT, WIDTH, Sheet
from plugins.social_cards.words import Words

# Sizes of a title, and the most lines at each.
TITLE_STEPS = ((112, 1), (100, 2), (88, 3), (78, 3), (68, 4), (60, 4), (52, 5), (46, 5))
QUESTION_STEPS = ((84, 3), (74, 3), (66, 4), (58, 5), (50, 5))
ASKED_STEPS = ((48, 2), (42, 2), (38, 3), (34, 3))
ANSWER_STEPS = ((88, 1), (74, 2), (62, 2), (56, 2), (50, 3), (44, 3), (38, 3))


def draw(words: Words, colours: Colours, faces: Faces) -> bytes:
    """The card as a PNG."""
    return LAYOUTS[words.layout](words, colours, faces).png()


def post(words: Words, colours: Colours, faces: Faces) -> Sheet:
    """Paper; the name of the blog above, the title, who wrote it, and two hills that meet: the mark, seen from close by."""
    sheet = Sheet(colours["background"], faces)
    hills(sheet, colours, 86)
    identity(sheet, colours, 88, words.site, words.part)
    foot = HEIGHT - 128
    if words.soft:
        write_line(sheet, words.soft, PLAIN, 32, foot, colours["text-muted"])
        foot -= 46
    if words.strong:
        write_line(sheet, words.strong, STRONG, 38, foot, colours["text"])
        foot -= 38
    setting = fit(sheet, words.title, TITLE, TITLE_STEPS, MEASURE, foot - 190)
    block(sheet, setting, TITLE, 134, foot - 16, colours["text"])
    return sheet


def subject(words: Words, colours: Colours, faces: Faces) -> Sheet:
    """Somebody, or something that we write about: the name, and right below it what it is."""
    sheet = Sheet(colours["background"], faces)
    hills(sheet, colours, 86)
    identity(sheet, colours, 88, words.site, words.part)
    about = lines_of(sheet, words.soft, PLAIN, 36, MEASURE - 40, 3)
    room = 52 * len(about) + (26 if about else 0)
    top, bottom = 140, HEIGHT - 116
    setting = fit(sheet, words.title, TITLE, TITLE_STEPS, MEASURE, bottom - top - room)
    high = sheet.cap_height(TITLE, setting.size) + line_height(setting.size) * (len(setting.lines) - 1)
    start = (top + bottom - high - room) / 2
    block(sheet, setting, TITLE, start, start + high, colours["text"])
    for number, said in enumerate(about, start=1):
        sheet.write_centred(MIDDLE, start + high + 26 + 52 * number, said, PLAIN, 36, colours["text-muted"])
    return sheet


def answer(words: Words, colours: Colours, faces: Faces) -> Sheet:
    """The public’s teal: the question in its bubble, the answer below it, who gave it."""
    sheet = Sheet(colours["submission-tint"], faces)
    asked = fit(sheet, words.question, TITLE, ASKED_STEPS, MEASURE - 80, 150)
    top, text = 46, 56
    bottom = top + text + line_height(asked.size) * len(asked.lines) + 26
    bubble(sheet, colours, EDGE, top, WIDTH - EDGE, bottom)
    write_line(sheet, words.label, STRONG, 28, top + 47, colours["on-question"], colours["question"])
    block(sheet, asked, TITLE, top + text, bottom - 14, colours["on-question"], colours["question"])
    signature(sheet, words, colours, HEIGHT - 112)
    above, below = bottom + 38, HEIGHT - 160
    setting = fit(sheet, words.title, TITLE, ANSWER_STEPS, MEASURE, below - above - 24)
    block(sheet, setting, TITLE, above, below, colours["text"])
    identity(sheet, colours, HEIGHT - 52, words.site, size=30)
    return sheet


def callout(words: Words, colours: Colours, faces: Faces) -> Sheet:
    """The question, as large as it can be said."""
    sheet = Sheet(colours["submission-tint"], faces)
    top, bottom = 60, HEIGHT - 138
    bubble(sheet, colours, EDGE, top, WIDTH - EDGE, bottom)
    write_line(sheet, words.label, STRONG, 34, top + 66, colours["on-question"], colours["question"])
    setting = fit(sheet, words.question, TITLE, QUESTION_STEPS, MEASURE - 112, bottom - top - 130)
    block(sheet, setting, TITLE, top + 78, bottom - 30, colours["on-question"], colours["question"])
    identity(sheet, colours, HEIGHT - 62, words.site, size=34)
    return sheet


def site(words: Words, colours: Colours, faces: Faces) -> Sheet:
    """The blog itself: its mark, its name, and what it is about."""
    sheet = Sheet(colours["footer-background"], faces)
    mark(sheet, MIDDLE, 190, 300, colours["footer-logo-left"], colours["footer-logo-right"], colours["logo-overlap"])
    setting = fit(sheet, words.title, TITLE, TITLE_STEPS, MEASURE, 160)
    block(sheet, setting, TITLE, 310, 480, colours["footer-text"])
    for number, said in enumerate(lines_of(sheet, words.soft, PLAIN, 40, MEASURE, 2)):
        sheet.write_centred(MIDDLE, 532 + 50 * number, said, PLAIN, 40, colours["footer-text-muted"])
    return sheet


LAYOUTS: dict[str, Callable[[Words, Colours, Faces], Sheet]] = {
    "post": post,
    "answer": answer,
    "callout": callout,
    "subject": subject,
    "site": site,
}
