"""Lists and addresses have limits that are said by line; what is doubtful but no mistake is a warning."""

from datetime import UTC, datetime

import pytest

from plugins.reader.document import parse_document
from plugins.reader.linter import lint_document

HEAD = "---\ntitle: A good post\ndate: 2014-06-03 09:00\nauthors: [ada]\nsummary: In short.\n"
SUBMISSION = "---\ntitle: T\ndate: 2014-06-03\ncallout: care\nconsent: publish\nedited: as-sent\nsubmitter: {name: Cleo}\n"


def parsed(extra: str, path: str = "articles/2014-06-03-good.md", head: str = HEAD, body: str = "Words."):
    return parse_document(path, f"{head}{extra}---\n{body}\n")


def flow(entries) -> str:
    return f"[{', '.join(entries)}]"


LISTS = {
    "tags": ("articles/x.md", HEAD, [f"tag {n}" for n in range(2000)], 50),
    "authors": ("submissions/care/x.md", SUBMISSION, [f"a-{n}" for n in range(51)], 50),
    "aliases": ("articles/x.md", HEAD, [f"/old-{n}/" for n in range(201)], 200),
    "contact": ("submissions/care/x.md", SUBMISSION, [f"a{n}@b.example" for n in range(21)], 20),
    "roles": ("contributors/x.md", "---\nname: X\nkind: staff\n", [f"{{role: R{n}}}" for n in range(101)], 100),
    "accepts": ("callouts/x.md", "---\nquestion: Q?\nopens: 2014-06-03\n", ["text"] * 5, 4),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_a_limit(name):
    path, head, entries, most = LISTS[name]
    document, problems = parsed(f"{name}: {flow(entries)}\n", path, head)
    assert document is None
    (problem,) = problems
    assert (problem.line, problem.field) == (head.count("\n") + 1, name)
    assert problem.message == f"has {len(entries):,} entries" and f"{most} are possible" in problem.cure
    if name != "accepts":
        assert parsed(f"{name}: {flow(entries[:most])}\n", path, head)[1] == []


def test_links_of_a_contributor_have_a_limit_too():
    links = ", ".join(f"service-{n}: https://x.example/{n}" for n in range(2000))
    (problem,) = parsed(f"links: {{{links}}}\n", "contributors/x.md", "---\nname: X\nkind: staff\n")[1]
    assert (problem.line, problem.message) == (4, "has 2,000 entries")


@pytest.mark.parametrize(
    "path, head, extra, line, field, words",
    [
        ("articles/x.md", HEAD, f"slug: {'a' * 300}\n", 6, "slug", "is 300 characters long"),
        ("pages/x.md", "---\ntitle: T\n", f"slug: {'a-' * 100}a\n", 3, "slug", "is 201 characters long"),
        (f"articles/2014-06-03-{'w' * 240}.md", HEAD, "", 0, "", "an address of 240 characters"),
        (f"articles/{'中' * 80}.md", HEAD, "", 0, "", "an address of 479 characters"),
        (f"pages/{'w' * 250}.md", "---\ntitle: T\n", "", 0, "", "an address of 250 characters"),
        (f"contributors/{'w' * 201}.md", "---\nname: X\nkind: staff\n", "", 0, "", "an address of 201 characters"),
        (f"callouts/{'w' * 201}.md", "---\nquestion: Q?\nopens: 2014-06-03\n", "", 0, "", "an address of 201 characters"),
        (f"programmes/{'w' * 201}.md", "---\nname: N\nsummary: S\n", "", 0, "", "an address of 201 characters"),
        ("articles/x.md", HEAD, f"tags: [work, {'中' * 80}]\n", 6, "tags", "would be 479 characters long"),
    ],
)
def test_a_part_of_an_address_has_a_limit(path, head, extra, line, field, words):
    document, (problem,) = parsed(extra, path, head)
    assert document is None
    assert (problem.line, problem.field) == (line, field)
    assert words in problem.message and "200 are possible" in problem.message + problem.cure


@pytest.mark.parametrize("path", ["articles/2014-06-03-%s.md", "pages/%s.md"])
def test_an_address_up_to_the_limit_is_fine(path):
    head = HEAD if path.startswith("articles") else "---\ntitle: T\n"
    assert parsed("", path % ("w" * 200), head)[0].slug == "w" * 200


def warnings(extra: str = "", today: datetime | None = datetime(2014, 6, 10, tzinfo=UTC), **more) -> list[tuple[int, str, str]]:
    document, problems = parsed(extra, **more)
    assert problems == []
    found = list(lint_document(document, today=today))
    assert all(problem.severity == "warning" and problem.cure for problem in found)
    return [(problem.line, problem.field, problem.message) for problem in found]


@pytest.mark.parametrize(
    "extra, field, kept, said",
    [
        ("tags: [work, networks, work]\n", "tags", ("work", "networks"), [(6, "tags", "“work” is named twice, and counts once")]),
        ("tags:\n- Work!\n- work\n", "tags", ("Work!",), [(8, "tags", "“work” is “Work!” once more, and counts once")]),
        ("tags: [a b, A-B, a  b]\n", "tags", ("a b",), [(6, "tags", "“A-B” is “a b” once more, and counts once")] * 1),
        ("aliases: [/old/, /old/]\n", "aliases", ("/old/",), [(6, "aliases", "“/old/” is named twice, and counts once")]),
        ("tags: [work, works]\n", "tags", ("work", "works"), []),
    ],
)
def test_what_is_named_twice_counts_once_and_it_is_said(extra, field, kept, said):
    assert getattr(parsed(extra)[0].fields, field) == kept
    assert warnings(extra)[: len(said) or None] == said


def test_an_author_named_twice_counts_once():
    head = HEAD.replace("[ada]", "[ada, ben, ada]")
    assert parsed("", head=head)[0].fields.authors == ("ada", "ben")
    assert warnings(head=head) == [(4, "authors", "“ada” is named twice, and counts once")]


@pytest.mark.parametrize("body", ["", "\n\n", "<!-- to come -->", "***", "…"])
def test_an_empty_article_is_a_warning(body):
    assert (7, "", "there are no words below the front matter") in warnings(body=body)


@pytest.mark.parametrize(
    "path, head, expected",
    [
        ("pages/x.md", "---\ntitle: T\n", 1),
        ("pages/x.md", "---\ntitle: T\ntemplate: follow\n", 0),
        ("contributors/x.md", "---\nname: X\nkind: staff\n", 0),
        ("submissions/care/x.md", SUBMISSION + "summary: S\n", 1),
    ],
)
def test_only_what_is_read_for_its_words_must_have_some(path, head, expected):
    assert len(warnings(path=path, head=head, body="")) == expected


@pytest.mark.parametrize(
    "now, date, field, words",
    [
        (datetime(2014, 6, 3, tzinfo=UTC), "2015-06-03", "date", "2015-06-03 is a year or more ahead"),
        (datetime(2014, 6, 4, tzinfo=UTC), "2015-06-03", "date", None),
        (datetime(2014, 6, 3, tzinfo=UTC), "2041-06-03", "date", "2041-06-03 is a year or more ahead"),
        (None, "2041-06-03", "date", None),
    ],
)
def test_a_date_a_year_ahead_is_a_warning(now, date, field, words):
    head = HEAD.replace("2014-06-03 09:00", date)
    path = f"articles/{date[:10]}-good.md"
    assert warnings(today=now, head=head, path=path) == ([(3, field, words)] if words else [])


def test_a_callout_that_opens_in_years_is_one_too():
    head = "---\nquestion: Q?\nopens: 2041-06-03\n"
    assert warnings(path="callouts/x.md", head=head) == [(3, "opens", "2041-06-03 is a year or more ahead")]


@pytest.mark.parametrize("summary", ['"…"', '"-"', '"?!"'])
def test_a_summary_without_words_is_a_warning(summary):
    head = HEAD.replace("In short.", summary)
    assert [(line, field) for line, field, _ in warnings(head=head)] == [(5, "summary")]


def test_a_date_ahead_is_told_of_the_whole_content_as_of_the_build(newsroom):
    path = newsroom.post("late")
    text = (newsroom.folder / path).read_text().replace("2014-06-03 09:00", "2041-06-03 09:00")
    (newsroom.folder / path).unlink()
    newsroom.write("articles/2041-06-03-late.md", text)
    assert [p.message for p in newsroom.read().problems] == ["2041-06-03 is a year or more ahead"]


@pytest.mark.parametrize(
    "extra",
    [
        "".join(f"tag-{n}: a # b\n" for n in range(5000)),
        f"image: {{file: x.png, alt: A, {', '.join(f'b{n}' for n in range(5000))}}}\n",
        f"tags: [{', '.join(f'!a b{n}' for n in range(5000))}]\n",
        "".join(f"tag-{n}: a\n" for n in range(5000)),
        "slug: a\n" * 5000,
    ],
)
def test_of_thousands_of_mistakes_the_first_hundred_are_told_and_that_there_are_more(extra):
    document, problems = parsed(extra)
    assert document is None
    assert 1 < len(problems) <= 2 * 100 + 2
    assert any("mistakes" in problem.message and "the rest is told then" in problem.cure for problem in problems)
