"""YAML that would drop, cut or change what an editor typed is refused by its line, with a cure; what is kept is kept whole."""

import re

import pytest

from plugins.reader.document import parse_document

HEAD = "---\ntitle: A good post\ndate: 2014-06-03 09:00\nauthors: [ada]\nsummary: In short.\n"  # lines 1 to 5
PATH = "articles/2014-06-03-good.md"


def problems(extra: str, head: str = HEAD, path: str = PATH) -> list:
    document, found = parse_document(path, f"{head}{extra}\n---\nWords.\n")
    assert bool(document) == (not found)
    return found


def fields(extra: str, head: str = HEAD, path: str = PATH):
    document, found = parse_document(path, f"{head}{extra}\n---\nWords.\n")
    assert found == []
    return document.fields


CUT = "is cut at a comma"
LEFT_OUT = "would be left out"
# extra lines from line 6 on: line and field that are named, words of the message, words of the cure
REFUSED = {
    # A comma between { and }
    "alt": (
        "image: {file: x.png, alt: Two circles, one red, credit: {name: Ada}}",
        (6, "image.alt", CUT, 'alt: "Two circles, one red"'),
    ),
    "credit name": (
        "image: {file: x.png, alt: A, credit: {name: Smith, Jones and Sons, via: Flickr}}",
        (6, "image.credit.name", CUT, "quotes"),
    ),
    "the last value": ("image: {file: x.png, alt: A, caption: One, two}", (6, "image.caption", CUT, 'caption: "One, two"')),
    "a rest that is a field’s name": ("image: {file: x.png, alt: A cup, caption}", (6, "image.alt", CUT, "quotes")),
    "a second comma": ("image: {file: x.png, alt: 'A, b', credit: {name: A, licence}}", (6, "image.credit.name", CUT, "quotes")),
    "in a block": ("image:\n  file: x.png\n  alt: A\n  credit: {name: Smith, Jones}", (9, "image.credit.name", CUT, '"Smith, Jones"')),
    "over lines": ("image: {file: x.png,\n  alt: One, two,\n  licence: CC0 1.0}", (7, "image.alt", CUT, "quotes")),
    "a comma and quotes after it": ('image: {file: x.png, alt: "A", b}', (6, "image.alt", CUT, "quotes")),
    "curly quotes": ("image: {file: x.png, alt: “One, two”}", (6, "image.alt", CUT, 'alt: "One, two"')),
    "curly quotes around a known field": ("image: {file: x.png, alt: “One, caption: two”}", (6, "image.alt", "curly", "straight")),
    "a rest with a colon": ("image: {file: x.png, alt: One, two: three}", (6, "image.two", "there is no such field", "")),
    "a rest with a colon and nothing": (
        "image: {file: x.png, alt: One, two: , caption: A}",
        (6, "image.two", "there is no such field", ""),
    ),
    "no space behind a colon between brackets": ("image: {file: x.png, alt:A cup}", (6, "image", "space is missing", "alt: A cup")),
    "curly quotes in a list": ("tags: [“one, two”, three]", (6, "tags", "curly", '"one, two"')),
    "nothing between commas": ("tags: [a, , b]", (6, "tags", "two commas", "take one out")),
    "a field without a value": ("sumary:", (6, "sumary", "there is no such field", "did you mean “summary”?")),
    # A # that begins a comment
    "hash in a nested value": ("image:\n  file: x.png\n  alt: Room #4", "hash 8 image.alt"),
    "hash between brackets": ("image: {file: x.png, alt: Room #4}", (6, "image.alt", LEFT_OUT, "quotes")),
    "hash first in a list": ("tags: [#1, b]", (6, "tags", LEFT_OUT, "quotes")),
    "hash in an item": ("tags:\n  - work\n  - rooms #4", (8, "tags", LEFT_OUT, "quotes")),
    "hash first": ("id: #1", (6, "id", LEFT_OUT, 'id: "#1"')),
    "hash behind quotes": ('id: "one" # two', (6, "id", LEFT_OUT, "line of its own")),
    "hash behind a field": ("status: draft  # not yet", (6, "status", LEFT_OUT, "a comment has a line of its own")),
    "hash behind a list": ("tags: [a] # more", (6, "tags", LEFT_OUT, "line of its own")),
    "hash behind a |": ("editors_note: | # why\n  Words.", (6, "editors_note", LEFT_OUT, "line of its own")),
    "hash on a further line": ("id: Half of what\n  #1 says", (7, "id", "read as a comment", "quotes")),
    "heading below a |": ("editors_note: |\n    Words.\n  ## More", (8, "editors_note", "read as a comment", "|")),
    "hash on a line between brackets": (
        "image: {file: x.png,\n  alt: Room\n  #4, licence: A}",
        (8, "image.alt", "read as a comment", "quotes"),
    ),
    "hash in curly quotes": ("id: “Room #4”", (6, "id", LEFT_OUT, 'straight ones; put the value in quotes: id: "Room #4"')),
    # Signs at the beginning
    "tag": ("id: !Hola amigos", (6, "id", LEFT_OUT, 'id: "!Hola amigos"')),
    "tag alone": ("id: ! amigos", (6, "id", LEFT_OUT, 'id: "! amigos"')),
    "tag of a type": ("id: !!str amigos", (6, "id", LEFT_OUT, "quotes")),
    "tag between brackets": ("image: {file: x.png, alt: !Hola amigos}", (6, "image.alt", LEFT_OUT, "quotes")),
    "tag in a list": ("tags: [!hola, b]", (6, "tags", LEFT_OUT, "quotes")),
    "tag in an item": ("tags:\n- !hola amigos", (7, "tags", LEFT_OUT, "quotes")),
    "anchor": ("id: &c words", (6, "id", "anchors", 'id: "&c words"')),
    "alias": ("id: *bold* words", (6, "id", "", "quotes")),
    "stars": ("id: **Bold** words", (6, "id", "may not begin with *", 'id: "**Bold** words"')),
    "ampersand": ("id: & co", (6, "id", "may not begin with &", 'id: "& co"')),
    "per cent": ("id: % of us", (6, "id", "may not begin with %", 'id: "% of us"')),
    "at": ("id: @ada says", (6, "id", "may not begin with @", 'id: "@ada says"')),
    "back-tick": ("id: `code` here", (6, "id", "may not begin with `", 'id: "`code` here"')),
    "pipe": ("id: | here", (6, "id", "may not begin with |", 'id: "| here"')),
    "greater": ("id: > here", (6, "id", "may not begin with >", 'id: "> here"')),
    "greater and a figure": ("id: >3", (6, "id", "nothing below “>3”", "quotes")),
    "dash": ("id: - here", (6, "id", "“- ”", 'id: "- here"')),
    "question mark": ("id: ? here", (6, "id", "“? ”", 'id: "? here"')),
    "question mark as a key": ("? id\n: here", (6, "", "“?”", "field: value")),
    "comma": ("id: , here", (6, "id", "may not begin with ,", 'id: ", here"')),
    "bracket closed": ("id: ] here", (6, "id", "may not begin with ]", 'id: "] here"')),
    "bracket and more": ("id: [draft] here", (6, "id", "after the closing bracket", 'id: "[draft] here"')),
    "brackets alone": ("id: [draft]", (6, "id", "a list where words belong", "quotes")),
    "braces alone": ("id: {draft}", (6, "id", "“draft” is no field", "quotes")),
    "null": ("programme: null", (6, "programme", "stands for nothing", "leave the value empty")),
    "tilde": ("id: ~", (6, "id", "stands for nothing", "quotes")),
    "null in an item": ("tags: [a, null]", (6, "tags", "stands for nothing", "quotes")),
    # One list, written as one value
    "tags with a comma": ("tags: work, networks", (6, "tags", "one entry", "[work, networks]")),
    "tags with a comma in quotes": ('tags: "work, networks"', (6, "tags", "one entry", "[work, networks]")),
    "tags with a bare comma": ("tags: work,networks", (6, "tags", "one entry", "[work, networks]")),
    "tags on lines": ("tags:\n  work\n  networks", (6, "tags", "joined to one", "- ")),
    "tags below a |": ("tags: |\n  work\n  networks", (6, "tags", "joined to one", "- ")),
    "aliases with a comma": ("aliases: /old/, /older/", (6, "aliases", "one entry", "[/old/, /older/]")),
    # Quotation marks and brackets
    "quotes not closed": ('id: "One', (6, "id", "not closed", 'end the value with "')),
    "quotes not closed, and more below": ('id: "One\nslug: two\neditors_note: "Three"', (6, "id", "not closed", 'with "')),
    "quotes closed by those of the next field": ('id: "One\neditors_note: "\nslug: two', (6, "id", "not closed", 'with "')),
    "quotes closed further in": ('image:\n  file: "x.png\n  alt: "\n  caption: A', (7, "image.file", "not closed", "")),
    "quotes closed by an indented field": (
        'image: {file: x.png,\n  alt: "Two\n  caption: ",\n  licence: A}',
        (7, "image.alt", "not closed", ""),
    ),
    "an apostrophe at the beginning": ("id: 'Tis the season", (6, "id", "not closed", "double quotes")),
    "an apostrophe, and another below": ("id: 'Tis the season\nslug: it's", (6, "id", "not closed", "double quotes")),
    "an apostrophe within": ("id: 'It's here'", (6, "id", "after the closing quotation mark", 'id: "It\'s here"')),
    "words behind quotes": ('id: "One" and more', (6, "id", "after the closing quotation mark", "'\"One\" and more'")),
    "words behind quotes between brackets": ('image: {file: x.png, alt: "One" more}', (6, "image", "after the end", "quotes")),
    "brace not closed": ("image: {file: x.png, alt: A\nslug: b", (6, "image", "bracket { is not closed", "add }")),
    "brace not closed, closed by the next": (
        "image: {file: x.png, alt: A\ncredit: {name: B}}",
        (6, "image", "bracket { is not closed", "add }"),
    ),
    "brace not closed at the end": ("slug: b\nimage: {file: x.png, alt: A", (7, "image", "bracket { is not closed", "add }")),
    "inner brace not closed": ("image: {file: x.png, alt: A, credit: {name: B}", (6, "image", "bracket { is not closed", "add }")),
    "bracket not closed": ("tags: [a, b\nslug: c", (6, "tags", "bracket [ is not closed", "add ]")),
    "bracket not closed, indented": ("tags: [a,\n  b\nslug: c\nid: d", (6, "tags", "bracket [ is not closed", "add ]")),
    "colon between brackets": ("image: {file: x.png, alt: Tea: a story}", (6, "image", "holds a colon", "quotes")),
    "brackets between brackets": ("image: {file: x.png, alt: Tea [left] and cake}", (6, "image", "", "quotes")),
    # Colons, spaces, lines
    "colon": ("id: Networks: why?", (6, "id", "colon", 'id: "Networks: why?"')),
    "colon in curly quotes": ("id: “Networks: why?”", (6, "id", "colon", 'use straight ones: id: "Networks: why?"')),
    "no space behind the colon": ("id:words\nslug: a", (6, "id", "space is missing", "id: words")),
    "no space, last": ("slug: a\nid:words", (7, "id", "space is missing", "id: words")),
    "no space before a list": ("tags:[a, b]\nslug: a", (6, "tags", "space is missing", "tags: [a, b]")),
    "a colon below an old address": ("aliases: [/?p=1, /?p=2]\nid: Networks: why?", (7, "id", "colon", 'id: "Networks: why?"')),
    "a bracket that was not opened": ("image: {file: x.png, alt: Tea]}", (6, "image", "bracket ]", "quotes")),
    "a list that ends at once": ("tags: [", (6, "tags", "bracket [ is not closed", "add ]")),
    "an unknown code": ('id: "C:\\Quick"', (6, "id", "a backslash between double quotes", "single quotes")),
    "a line that is no field": ("some words\nslug: a", (6, "", "is no field", "field: value")),
    "tab": ("image:\n\tfile: x.png\n\talt: A", (7, "image", "tab", "two spaces")),
    "tab and spaces": ("image:\n  file: x.png\n\talt: A", (8, "image", "tab", "two spaces")),
    "tab below a |": ("editors_note: |\n\tWords.", (7, "editors_note", "tab", "two spaces")),
    "wrong indent": ("image:\n  file: x.png\n alt: A", (8, "image", "indented", "neighbours")),
    "given twice": ("slug: a\nslug: b", (7, "slug", "given twice", "keep one")),
    "given twice inside": ("image: {file: x.png, alt: A, alt: B}", (6, "image.alt", "given twice", "keep one")),
    "given twice, once empty": ("slug:\nslug: b", (7, "slug", "given twice", "keep one")),
    "capitals": ("Tags: [a]", (6, "Tags", "no such field", "did you mean “tags”?")),
    "all capitals": ("TAGS: [a]", (6, "TAGS", "no such field", "did you mean “tags”?")),
    "with a space": ("Editors note: a", (6, "Editors note", "no such field", "did you mean “editors_note”?")),
    "no name": (": words", (6, "", "no name", "field: value")),
    "three dashes and a space": ("slug: a\n--- \nid: b", (7, "", "fields stand below the line that ends them", "take this line out")),
    "dots and a space": ("slug: a\n... \nid: b", (7, "", "fields stand below the line that ends them", "take this line out")),
    "directive": ("%YAML 1.1", (6, "", "", "")),
    "invisible break": ("id: one\u2028two", (6, "id", "invisible line break, U+2028", "a space")),
    "next line": ("id: one\x85two", (6, "id", "U+0085", "a space")),
    "code in double quotes": ('id: "C:\\apps"', (6, "id", "“\\a” is a code", "single quotes")),
    "line break as a code": ('id: "C:\\new"', (6, "id", "“\\n” is a code", "single quotes")),
    "a path in Markdown": ('editors_note: "Save it in C:\\new\\table."', (6, "editors_note", "“\\n” is a code", "twice")),
    "code for a bell": ('id: "A\\u0007B"', (6, "id", "U+0007", "delete it")),
    "half a character": ('id: "\\ud83c\\udf82"', (6, "id", "a backslash between double quotes begins a code", "write it twice")),
    "list in joined lines": ("editors_note: Because\n  - one\n  - two", (7, "editors_note", "“- one” begins something", "editors_note: |")),
    "list below a >": ("editors_note: >\n  Because\n  - one", (8, "editors_note", "begins something", "editors_note: |")),
    "paragraphs below a >": ("editors_note: >\n  One.\n\n  Two.", (8, "editors_note", "an empty line", "editors_note: |")),
    "paragraphs in quotes": ('editors_note: "One.\n\n  Two."', (7, "editors_note", "an empty line", "editors_note: |")),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_yaml_would_change_is_refused_by_line_with_its_cure(kind):
    extra, expected = REFUSED[kind]
    if isinstance(expected, str):
        expected = (int(expected.split()[1]), expected.split()[2], LEFT_OUT, 'alt: "Room #4"')
    line, field, words, cure = expected
    (problem,) = problems(extra)
    assert (problem.line, problem.field) == (line, field), problem
    assert words in problem.message
    assert cure in problem.cure and problem.cure


# extra lines, and the values that are read
KEPT = {
    "comma in a block": ("image:\n  file: x.png\n  alt: Two circles, one red", {"alt": "Two circles, one red"}),
    "comma in quotes": ('image: {file: x.png, alt: "Two circles, one red"}', {"alt": "Two circles, one red"}),
    "comma in single quotes": ("image: {file: x.png, alt: 'It''s two, really'}", {"alt": "It's two, really"}),
    "empty fields": ("image: {file: x.png, alt: A, caption: , licence: }\nprogramme:", {"alt": "A", "caption": None}),
    "hash within a word": ("id: The C# and F# race", {"id": "The C# and F# race"}),
    "hash in quotes": ('id: "We are #1"', {"id": "We are #1"}),
    "hash below a |": ("editors_note: |\n  ## Why #1\n  # and so on\n", {"editors_note": "## Why #1\n# and so on"}),
    "hash below a |, with less below": ("editors_note: |\n  One\n\n  # Two\nid: x", {"editors_note": "One\n\n# Two", "id": "x"}),
    "comment": ("# id: draft #3\nid: x\n# the end", {"id": "x"}),
    "comment inside": ("image:\n  # was y.png\n  file: x.png\n  # two of them\n  alt: A", {"alt": "A"}),
    "comment in a list": ("tags:\n  # later\n  - b\n  # - c", {"tags": ("b",)}),
    "comment between brackets": ("tags: [\n  # later\n  b,\n  # c,\n]", {"tags": ("b",)}),
    "exclamation mark within": ("id: Hola! !amigos", {"id": "Hola! !amigos"}),
    "signs within": ("id: a & b * c | d > e % f @ g ` h ? i - j , k", {"id": "a & b * c | d > e % f @ g ` h ? i - j , k"}),
    "brackets within": ("id: See [1] and {2}", {"id": "See [1] and {2}"}),
    "colon within a word": ("id: 10:30 at a:b", {"id": "10:30 at a:b"}),
    "an apostrophe": ("id: It's 'fine' \"here\"", {"id": "It's 'fine' \"here\""}),
    "curly quotes": ("id: “A title”", {"id": "“A title”"}),
    "curly quotes between brackets": ("image: {file: x.png, alt: “A title”}", {"alt": "“A title”"}),
    "two lines": ("id: One\n  and two", {"id": "One and two"}),
    "two lines in quotes": ('id: "One\n  and two"', {"id": "One and two"}),
    "two lines below a >": ("id: >\n  One\n  and two", {"id": "One and two"}),
    "null in quotes": ("id: 'null'", {"id": "null"}),
    "words of YAML": ("id: yes", {"id": "yes"}),
    "a figure": ("id: 0x1F", {"id": "0x1F"}),
    "a year": ("id: 2014", {"id": "2014"}),
    "a list": ("tags: [work, networks]", {"tags": ("work", "networks")}),
    "a list with a comma at its end": ("tags: [work, networks, ]", {"tags": ("work", "networks")}),
    "one tag": ("tags: work", {"tags": ("work",)}),
    "a tag with a comma": ('tags: ["work, networks"]', {"tags": ("work, networks",)}),
    "a list at the margin": ("tags:\n- work\n- networks", {"tags": ("work", "networks")}),
    "an alias with a comma": ("aliases: /old,old/", {"aliases": ("/old,old/",)}),
    "brackets over lines": ("image: {\n  file: x.png,\n  alt: A\n}", {"alt": "A"}),
    "JSON": ('image: {"file": "x.png", "alt": "A \\"cup\\" \\\\ \\u00e9 1\\/2"}', {"alt": 'A "cup" \\ é 1/2'}),
    "line breaks as a code in Markdown": ('editors_note: "One.\\n\\n- two"', {"editors_note": "One.\n\n- two"}),
    "old addresses of WordPress": ("aliases: [/?p=123, /old/]", {"aliases": ("/?p=123", "/old/")}),
    "a path with its backslashes": ('id: "C:\\\\new"', {"id": "C:\\new"}),
    "a path in single quotes": ("id: 'C:\\new'", {"id": "C:\\new"}),
    "a path without quotes": ("id: C:\\new", {"id": "C:\\new"}),
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_plain_is_kept_as_typed(kind):
    extra, expected = KEPT[kind]
    found = fields(extra)
    values = {name: getattr(found, name, getattr(found.image, name, None)) for name in expected}
    assert values == expected


def test_every_line_that_is_wrong_is_named_at_once():
    head = "---\ntitle: We are #1 in the C# race\ndate: soon\nauthors: [ada]\nsummary: Half # and the other half\n"
    found = problems("tags: a, b", head)
    assert [(problem.line, problem.field) for problem in found] == [(2, "title"), (3, "date"), (5, "summary"), (6, "tags")]
    assert 'put the value in quotes: title: "We are #1 in the C# race"' in found[0].cure


def test_two_cuts_on_one_line_are_both_named():
    """The example of the editors’ guide, with the comma that an editor put into it."""
    found = problems(
        "image: {file: images/circle.png, alt: Two circles, one red and one green, "
        "credit: {name: Smith, Jones and Sons, via: Flickr}, licence: CC0 1.0}"
    )
    assert [(problem.line, problem.field) for problem in found] == [(6, "image.alt"), (6, "image.credit.name")]


SUBMISSION = "---\ntitle: T\ndate: 2014-06-03\ncallout: care\nconsent: publish\nedited: as-sent\n"


@pytest.mark.parametrize(
    "path, head, extra, line, field",
    [
        ("submissions/care/x.md", SUBMISSION, "submitter: {name: Smith, Jones}", 7, "submitter.name"),
        ("submissions/care/x.md", SUBMISSION, "submitter: {name: A}\nplatform: {name: Here, there}", 8, "platform.name"),
        ("submissions/care/x.md", SUBMISSION, "submitter: {name: A}\ncontact: a@b.org, c@d.org", 8, "contact"),
        (
            "contributors/x.md",
            "---\nname: X\nkind: staff\n",
            "roles: [{role: Opportunities, learning and more, from: 2013}]",
            4,
            "roles.role",
        ),
        ("contributors/x.md", "---\nname: X\nkind: staff\n", "roles:\n- role: Lead # of two", 5, "roles.role"),
        ("programmes/x.md", "---\nname: X\nsummary: Y\n", "website: {label: Here, there, url: https://x.example}", 4, "website.label"),
        ("callouts/x.md", "---\nquestion: X?\nopens: 2014-06-03\n", "accepts: text, photo", 4, "accepts"),
        ("callouts/x.md", "---\nquestion: X?\nopens: 2014-06-03\n", "outcome: ! done", 4, "outcome"),
    ],
)
def test_every_kind_of_file_is_held_to_it(path, head, extra, line, field):
    (problem,) = problems(extra, head, path)
    assert (problem.line, problem.field) == (line, field)


@pytest.mark.parametrize(
    "text, line, words, cure",
    [
        ("Words.\n", 1, "has no front matter", "another line ---"),
        ("----\ntitle: X\n----\nWords.\n", 1, "has no front matter", "three hyphens"),
        ("—\ntitle: X\n—\nWords.\n", 1, "has no front matter", "three hyphens"),
        ("---\ntitle: X\ndate: 2014-06-03\n\nWords.\n", 3, "the front matter is not closed", "add a line ---"),
        ("---\ntitle: X\n---\nsummary: lost\ntags: [a]\n---\nWords.\n", 3, "fields stand below", "take this line out"),
        ("---\ntitle: X\n...\nsummary: lost\n---\nWords.\n", 3, "fields stand below", "take this line out"),
        ("---\ntitle: X\nWords and more.\n\nMore.\n\n---\n\nThe end.\n", 3, "", "put a line --- above it"),
    ],
)
def test_the_lines_around_the_fields_are_judged_by_their_own_line(text, line, words, cure):
    document, found = parse_document(PATH, text)
    assert document is None
    assert found[0].line == line, found
    assert words in found[0].message and cure in found[0].cure


@pytest.mark.parametrize("body", ["Words.\n\n---\n\nMore.\n", "Note: a heading\n---\n", "---\n", "summary: a word\n", "\nTags: a\n---\n"])
def test_a_line_in_the_text_is_no_business_of_the_front_matter(body):
    document, found = parse_document(PATH, f"{HEAD}---\n{body}")
    assert found == [] and document.body == body


def literally(line: str, cure: str) -> str | None:
    """The line after somebody has written what stands behind the colon of a cure; None when the cure gives no words to write."""
    words = cure.split(": ", 1)[1] if ": " in cure else ""
    entry = re.fullmatch(r"(?P<key>[\w-]+: )\"(?P<words>.*)\"", words)
    if words.split(" ")[0] == line.split()[0].partition(":")[0] + ":" or words.startswith(("- ", "[")):
        indent = line[: len(line) - len(line.lstrip())]
        return (indent if not words.startswith("[") else line.partition(":")[0] + ": ") + words
    if entry:
        # A part of a group: the words as they stand, with the curly quotes that were meant as straight ones.
        return re.sub(f"{entry['key']}[“„]?{re.escape(entry['words'])}[”“]?", lambda _: words, line)
    if re.fullmatch(r'".*"', words):
        return re.sub(f"[“„]{re.escape(words[1:-1])}[”“]", lambda _: words, line)
    return None


# With quotes around it a comment is a part of the status, which none has: the other half of that cure is the one to take.
@pytest.mark.parametrize("kind", sorted(REFUSED.keys() - {"hash behind a field"}))
def test_a_cure_that_gives_words_is_taken_when_they_are_written(kind):
    extra = REFUSED[kind][0]
    (problem,) = problems(extra)
    lines = extra.split("\n")
    place = problem.line - HEAD.count("\n") - 1
    if not 0 <= place < len(lines) or not lines[place].strip() or (cured := literally(lines[place], problem.cure)) is None:
        return
    lines[place] = cured
    assert [(each.line, each.message, each.cure) for each in problems("\n".join(lines)) if each.line == problem.line] == [], cured
