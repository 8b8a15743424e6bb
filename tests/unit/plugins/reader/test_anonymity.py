"""An answer that is published anonymously tells nowhere who wrote it: each place is named by line and field, with the cure."""

import pytest

PATH = "submissions/help/2014-08-08-a-story.md"
ORIGINAL = "https://www.witness.example/by/u-4711/"
HEAD = """---
title: {title}
date: 2014-08-08 09:00
callout: help
submitter: {{name: {name}}}
platform: {{name: Witness, original: "https://www.witness.example/by/u-4711/"}}
consent: {consent}
edited: as-sent
summary: Somebody helped.
{extra}---
{body}
"""


def read(newsroom, body="Words.", extra="", name="Bob Secretname", title="A story", consent="publish-anonymously", path=PATH):
    newsroom.write("callouts/help.md", "---\nquestion: Who helped?\nopens: 2014-01-01\nsummary: In short.\n---\nTell us.\n")
    newsroom.write(path, HEAD.format(title=title, name=name, consent=consent, extra=extra, body=body))
    return newsroom.read()


def told(index, severity="error", path=PATH):
    return [(each.line, each.field) for each in index.problems if each.path == path and each.severity == severity]


@pytest.mark.parametrize(
    "body, lines",
    [
        ("Yours, Bob Secretname", [11]),
        ("I wrote this.\n\nYours, bob", [13]),
        ("SECRETNAME is my name,\nand mine is Bob’s", [11, 12]),
        ("Ask @bobsecretname or bob_secretname.", [11]),
        ("Yours, **Bob**&nbsp;Secretname", [11]),
        ("It was Bob\nSecretname", [11, 12]),
        ("Mr S. Secretname-Jones", [11]),
        ("[me](https://x.example/bob%20secretname)", [11]),
    ],
)
def test_the_name_in_the_text_is_an_error_by_its_line(newsroom, body, lines):
    index = read(newsroom, body)
    assert told(index) == [(line, "") for line in lines]
    assert PATH not in index.entries
    found = next(each for each in index.problems if each.path == PATH)
    assert "the submitter’s name is not to be shown" in found.message
    assert "write Anonymous" in found.cure and "submitter: {name: Anonymous}" in found.cure


@pytest.mark.parametrize(
    "extra, line, field",
    [
        ("intro: Bob sent us this.\n", 10, "intro"),
        ("thanks: |\n  Thank you.\n\n  Dear Secretname.\n", 13, "thanks"),
        ("editors_note: Bob Secretname is a friend.\n", 10, "editors_note"),
        ("image: {file: images/tea.png, alt: Bob at tea, credit: {name: Ada}}\n", 10, "image.alt"),
        ("image:\n  file: images/tea.png\n  alt: Tea\n  caption: Tea with Bob\n  credit: {name: Ada}\n", 13, "image.caption"),
        ("image: {file: images/tea.png, alt: Tea, credit: {name: Bob Secretname}}\n", 10, "image.credit.name"),
        ("contact: [bob@secretname.example]\n", 10, "contact"),
        ("contact:\n- {twitter: bobsecretname}\n", 11, "contact"),
        ("slug: bobs-story-by-bob\n", 10, "slug"),
        ("tags: [work, Secretname]\n", 10, "tags"),
        ("aliases: [/2014/bob-secretname/]\n", 10, "aliases"),
        ("id: submissions/bob-secretname\n", 10, "id"),
    ],
)
def test_the_name_in_a_field_is_an_error_that_names_the_field(newsroom, extra, line, field):
    assert told(read(newsroom, extra=extra)) == [(line, field)]


def test_the_name_in_title_or_summary_is_an_error(newsroom):
    assert told(read(newsroom, title="What Bob did")) == [(2, "title")]


def test_the_name_in_the_address_of_the_original_is_an_error(newsroom):
    newsroom.write("callouts/help.md", "---\nquestion: Who helped?\nopens: 2014-01-01\nsummary: In short.\n---\nTell us.\n")
    text = HEAD.format(title="A", name="Bob Secretname", consent="publish-anonymously", extra="", body="Words.")
    newsroom.write(PATH, text.replace("u-4711", "bob-secretname"))
    assert told(newsroom.read()) == [(6, "platform.original")]


def test_the_name_in_the_file_name_is_an_error(newsroom):
    path = "submissions/help/2014-08-08-by-bob-secretname.md"
    index = read(newsroom, path=path)
    assert told(index, path=path) == [(0, "")]
    assert "the file name holds “bob-secretname”" in str(index.problems)


@pytest.mark.parametrize(
    "body",
    [
        f"See [it]({ORIGINAL}).",
        "See http://witness.example/by/u-4711",
        "<https://WITNESS.example/by/u-4711?utm=1>",
        "witness.example/by/u-4711.",
    ],
)
def test_a_link_to_the_original_is_an_error(newsroom, body):
    assert told(read(newsroom, body)) == [(11, "")]
    assert told(read(newsroom, extra=f"thanks: 'Thank you. {body}'\n")) == [(10, "thanks")]


def test_a_link_to_something_else_there_is_fine(newsroom):
    assert told(read(newsroom, "See https://witness.example/by/u-47112 and https://witness.example/about.")) == []


@pytest.mark.parametrize("name", ["Will Secretname", "Grace Secretname", "Mark"])
def test_a_name_that_is_a_common_word_too_is_a_warning(newsroom, name):
    first = name.split()[0]
    index = read(newsroom, f"It is so.\n{first} is {first.lower()}.", name=name)
    assert (told(index), told(index, "warning")) == ([], [(12, "")])
    if name != "Mark":
        assert told(read(newsroom, f"Yours, {name}", name=name)) == [(11, "")]


def test_what_people_call_themselves_in_small_letters_is_a_warning(newsroom):
    index = read(newsroom, "I was worried.", name="A worried Secretname")
    assert (told(index), told(index, "warning")) == ([], [(11, "")])


@pytest.mark.parametrize(
    "name, body",
    [
        ("Anonymous", "Anonymous, and proud of it."),
        ("Bob Secretname", "The bobbin, secretnames and a kebob."),
        ("Jo Li", "Jo and Li came."),
        ("Mrs The Secretname", "The nurse, Mrs Brown, came."),
    ],
)
def test_other_words_are_fine(newsroom, name, body):
    assert (told(read(newsroom, body, name=name)), told(read(newsroom, body, name=name), "warning")) == ([], [])


@pytest.mark.parametrize(
    "name, body", [("Jo Li", "Yours, Jo Li"), ("José Núñez", "Yours, jose"), ("王小明", "我是王小明，你好"), ("Zoë", "ZOE was here")]
)
def test_names_of_any_letters_are_found(newsroom, name, body):
    assert told(read(newsroom, body, name=name)) == [(11, "")]


def test_with_leave_to_be_named_names_are_words(newsroom):
    index = read(newsroom, f"Yours, Bob Secretname, {ORIGINAL}", consent="publish")
    assert (told(index), told(index, "warning")) == ([], [])
