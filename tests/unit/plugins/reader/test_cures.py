"""A cure is one that helps: it names the line to blame, what is allowed, and leads on when it is obeyed."""

import pytest

from plugins.reader.document import parse_document

HEAD = "---\ntitle: A good post\ndate: 2014-06-03 09:00\nauthors: [ada]\nsummary: In short.\n"  # lines 1 to 5
PATH = "articles/2014-06-03-good.md"
ANSWER = "---\ntitle: A good answer\ndate: 2014-06-03 09:00\ncallout: help\nsubmitter: {name: Cleo}\nsummary: In short.\n"


def problems(text, path=PATH):
    return [(each.line, each.field, each.message, each.cure) for each in parse_document(path, text)[1]]


@pytest.mark.parametrize(
    "text, line, cure",
    [
        ("---\ntitle:T\ndate: 2026-11-26\nauthors: [ada]\n---\nWords.\n", 2, "put a space after the colon: title: T"),
        ("---\ntitle: T\ndate:2026-11-26\nauthors: [ada]\nsummary: S\n---\nWords.\n", 3, "put a space after the colon: date: 2026-11-26"),
        ("---\ntitle:T\n\nauthors:[ada]\ndate: 2026-11-26\n---\nWords.\n", 2, "put a space after the colon: title: T"),
        (f"{HEAD}image:\n  file:x.png\n  alt: A cup\n---\nWords.\n", 7, "put a space after the colon: file: x.png"),
        (f"{HEAD}tags:[a, b]\nslug: a\n---\nWords.\n", 6, "put a space after the colon: tags: [a, b]"),
    ],
)
def test_the_line_without_a_space_is_to_blame_and_not_the_one_below(text, line, cure):
    (found,) = problems(text)
    assert (found[0], found[3]) == (line, cure) and "a space is missing" in found[2]


@pytest.mark.parametrize(
    "path, text, field, cure",
    [
        (PATH, f"{HEAD}image: images/x.png\n---\nW", "image", "write image: {file: images/x.png, alt: what the picture shows}"),
        (PATH, f"{HEAD}image: 'a, b.png'\n---\nW", "image", 'write image: {file: "a, b.png", alt: what the picture shows}'),
        (
            "contributors/a.md",
            "---\nname: A\nkind: staff\navatar: images/x.png\n---\nW",
            "avatar",
            "write avatar: {file: images/x.png, alt: what the picture shows}",
        ),
        (
            "programmes/a.md",
            "---\nname: A\nsummary: S\nwebsite: https://a.example/\n---\nW",
            "website",
            'write website: {label: …, url: "https://a.example/"}',
        ),
    ],
)
def test_words_for_a_group_are_put_where_they_belong(path, text, field, cure):
    assert [(found[1], found[3]) for found in problems(text, path)] == [(field, cure)]


@pytest.mark.parametrize(
    "text, told",
    [
        (f"{HEAD}image:\nfile: x.png\nalt: A cup\n---\nW", [(7, "file", "image"), (8, "alt", "image")]),
        (f"{HEAD}image:\nalt: A cup\n---\nW", [(7, "alt", "image")]),
        (f"{HEAD}image:\n  file: x.png\n  alt: A cup\n  credit:\n  name: Ada\n---\nW", [(10, "image.name", "credit")]),
    ],
)
def test_the_parts_of_a_group_that_are_not_indented_are_told_so(text, told):
    found = problems(text)
    assert [each[:2] for each in found] == [each[:2] for each in told]
    for each, (_, field, group) in zip(found, told, strict=True):
        name = field.split(".")[-1]
        assert each[2] == f"stands beside “{group}”, and belongs below it"
        assert each[3] == f"put two more spaces before {name}, so that it is indented below “{group}”"


@pytest.mark.parametrize(
    "path, text, field, choices",
    [
        ("contributors/a.md", "---\nname: A\n---\nW", "kind", "staff, guest or alumni"),
        ("submissions/help/a.md", f"{ANSWER}edited: as-sent\n---\nW", "consent", "publish or publish-anonymously"),
        ("submissions/help/a.md", f"{ANSWER}consent: publish\n---\nW", "edited", "as-sent, for-length or retold"),
    ],
)
def test_a_missing_field_names_what_it_may_be(path, text, field, choices):
    assert [found[1:] for found in problems(text, path)] == [(field, "is missing", f"add “{field}: …” with {choices}")]


def cures(index, path):
    return [(each.line, each.field, each.cure) for each in index.problems if each.path == path and each.severity == "error"]


@pytest.mark.parametrize("written", ["[ada; bea]", "ada; bea", "[ada & bea]", "ada and bea", "[ada bea]"])
def test_names_that_no_comma_parts_are_told_so(newsroom, written):
    newsroom.write("contributors/bea.md", "---\nname: Bea\nkind: staff\n---\nBea.\n")
    path = newsroom.post()
    newsroom.write(path, (newsroom.folder / path).read_text().replace("[ada]", written))
    assert cures(newsroom.read(), path) == [(4, "authors", "a comma parts names: [ada, bea]")]


def test_a_callout_that_is_misspelt_has_one_cure(newsroom):
    newsroom.write("callouts/good-help.md", "---\nquestion: Who helped?\nopens: 2014-01-01\nsummary: S.\n---\nTell us.\n")
    path = "submissions/good-help/a.md"
    newsroom.write(path, ANSWER.replace("help", "good help") + "consent: publish\nedited: as-sent\n---\nWords.\n")
    assert cures(newsroom.read(), path) == [(4, "callout", "the file lies in the folder of callout: good-help")]


@pytest.mark.parametrize("tags", ["[Care, care]", "[care, Care]", "[social care, social-care, Social Care]"])
def test_a_tag_twice_in_one_post_is_told_once_for_each(newsroom, tags):
    path = newsroom.post(extra=f"tags: {tags}\n")
    found = [each for each in newsroom.read().problems if each.path == path and each.field == "tags"]
    assert len(found) == tags.count(",")
    assert all("once more" in each.message and "other posts" not in each.message for each in found)


@pytest.mark.parametrize("path", ["submissions/help/a.md", "articles/2014-06-03-a.md"])
def test_a_draft_may_be_without_words(newsroom, path):
    newsroom.write("callouts/help.md", "---\nquestion: Who helped?\nopens: 2014-01-01\nsummary: S.\n---\nTell us.\n")
    head = ANSWER + "consent: publish\nedited: as-sent\n" if path.startswith("sub") else HEAD
    for status, expected in (("published", 1), ("draft", 0)):
        newsroom.write(path, f"{head}status: {status}\n---\n")
        index = newsroom.read(now=None)
        assert path in index.entries
        assert len([each for each in index.problems if "no words" in each.message]) == expected


@pytest.mark.parametrize(
    "name, cure",
    [
        ("Meeting notes.docx", "move it out of content/"),
        ("2014-06-03-notes.pdf", "move it out of content/"),
        ("sums.xlsx", "move it out of content/"),
        ("notes.txt", "give it the ending .md, or move it out of content/"),
        ("notes", "give it the ending .md, or move it out of content/"),
    ],
)
def test_only_a_file_of_text_is_told_to_end_in_md(newsroom, name, cure):
    newsroom.write(f"articles/{name}", "Words.")
    (problem,) = [each for each in newsroom.read().problems if each.path == f"articles/{name}"]
    assert problem.cure == cure


PAGE = "---\ntitle: {}\nsummary: S.\n{}---\nWords.\n"


@pytest.mark.parametrize(
    "files, blamed, line, other",
    [
        ({"pages/Home.md": "slug: about\n", "pages/about.md": ""}, "pages/Home.md", 4, "pages/about.md"),
        ({"pages/about.md": "", "pages/us.md": "slug: about\n"}, "pages/us.md", 4, "pages/about.md"),
        ({"pages/a.md": "slug: us\n", "pages/b.md": "slug: us\n"}, "pages/b.md", 4, "pages/a.md"),
        ({"pages/About.md": "", "pages/about.md": ""}, "pages/about.md", 1, "pages/About.md"),
        ({"pages/Home.md": "aliases: [/about/]\n", "pages/about.md": ""}, "pages/Home.md", 4, "pages/about.md"),
    ],
)
def test_of_two_files_at_one_address_the_one_that_chose_it_is_blamed(newsroom, files, blamed, line, other):
    for path, extra in files.items():
        newsroom.write(path, PAGE.format(path, extra))
    index = newsroom.read()
    assert [(each.path, each.line) for each in index.errors] == [(blamed, line)]
    assert f"content/{other}" in index.errors[0].message and other in index.entries


# A line, and what stands in its place when the cure is obeyed
ENTRIES = {
    "contact": ("contact: [@ann, x@example.org]", 'contact: ["@ann", x@example.org]'),
    "tags": ("tags: [@home, work]", 'tags: ["@home", work]'),
    "several": ("tags: [100%, %x]", 'tags: [100%, "%x"]'),
    "two that need it": ("tags: [work, @a, `b]", 'tags: [work, "@a", "`b"]'),
    "star": ("tags: [*a, b]", 'tags: ["*a", b]'),
    "exclamation mark": ("tags: [a, !hola]", 'tags: [a, "!hola"]'),
    "hash": ("tags: [work, rooms #4]", 'tags: [work, "rooms #4"]'),
    "hash first": ("tags: [#1, b]", 'tags: ["#1", b]'),
    "ampersand": ("tags: [a, &b]", 'tags: [a, "&b"]'),
    "quotes beside it": ("""tags: ["a, b", 'c', @d]""", """tags: ["a, b", 'c', "@d"]"""),
    "below": ("tags: [work,\n  @home]", '"@home"]'),
    "below, in a group": ("image: {file: images/tea.png,\n  alt: @home}", 'alt: "@home"}'),
    "group": ("image: {file: images/tea.png, alt: @home, caption: y}", 'image: {file: images/tea.png, alt: "@home", caption: y}'),
    "group in a group": (
        "image: {file: images/tea.png, alt: %x, credit: {name: @ann, via: b}}",
        'image: {file: images/tea.png, alt: "%x", credit: {name: "@ann", via: b}}',
    ),
    "colon": ("image: {file: images/tea.png, alt: Tea: a story}", 'image: {file: images/tea.png, alt: "Tea: a story"}'),
    "brackets": ("image: {file: images/tea.png, alt: Tea [left] and cake}", 'image: {file: images/tea.png, alt: "Tea [left] and cake"}'),
    "a closing bracket": ("image: {file: images/tea.png, alt: Tea]}", 'image: {file: images/tea.png, alt: "Tea]"}'),
}


@pytest.mark.parametrize("kind", ENTRIES)
def test_of_a_list_or_group_only_what_needs_it_is_put_in_quotes_and_that_is_taken(kind):
    written, cured = ENTRIES[kind]
    path, head = ("submissions/help/a.md", f"{ANSWER}consent: publish\nedited: as-sent\n") if kind == "contact" else (PATH, HEAD)
    found = problems(f"{head}{written}\n---\nWords.\n", path)
    literal = {cure.split(": ", 1)[1] for _, _, _, cure in found}
    assert literal == {cured}
    *above, line = written.split("\n")
    lines = "\n".join([*above, "  " * bool(above) + literal.pop()])
    assert problems(f"{head}{lines}\n---\nWords.\n", path) == []


@pytest.mark.parametrize("day, told", [("2014-06-02", 1), ("2013-06-03 09:00", 1), ("2014-06-03", 0), ("2014-06-03T23:30:00-05:00", 1)])
def test_a_file_whose_name_says_another_day_than_its_date_is_a_warning(newsroom, day, told):
    path = newsroom.post()
    newsroom.write(path, (newsroom.folder / path).read_text().replace("2014-06-03 09:00", day))
    index = newsroom.read()
    found = [each for each in index.problems if "the file’s name says 2014-06-03" in each.message]
    assert [(each.line, each.field, each.severity) for each in found] == [(3, "date", "warning")] * told
    assert path in index.entries and all(index.entries[path].document.address in each.message for each in found)


def test_a_name_without_a_day_says_none(newsroom):
    newsroom.write("articles/hello.md", f"{HEAD}---\nWords.\n")
    assert [each for each in newsroom.read().problems if "name says" in each.message] == []
