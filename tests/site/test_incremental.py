"""Whatever is edited, a build that remembers the builds before gives the bytes of one that does not know them."""

import re
import shutil

import pytest

POST = "content/articles/2014-06-03-a-fair-advantage.md"
OTHER = "content/articles/2014-07-22-five-shifts.md"
KATE = "content/contributors/kate-bagley.md"
CALLOUT = "content/callouts/good-help.md"
SUBMISSION = "content/submissions/childrens-services/2014-07-02-not-another-review.md"
DAY = 86400


def replace(path: str, old: str, new: str):
    """An edit that puts other words in the place of the first `old`."""

    def edit(copy) -> None:
        text = (copy.folder / path).read_text(encoding="utf-8")
        assert old in text, path
        copy.write(path, text.replace(old, new, 1))

    return edit


def move(path: str, to: str):
    return lambda copy: (copy.folder / path).rename(copy.folder / to)


def swap_picture(copy) -> None:
    shutil.copy(copy.folder / "content/images/pulse.png", copy.folder / "content/images/handshake.png")


# What is done, one after the other; no edit is taken back, so that each finds what all before it have left.
EDITS = {
    "the words of a post": [replace(POST, "It goes by many names", "It goes by very many names")],
    "as many letters as before, and a summary": [
        replace(POST, "very many names", "VERY MANY names"),
        replace(OTHER, 'summary: "', 'summary: "So. '),
    ],
    "titles": [
        replace(POST, "title: A fair advantage?", "title: A fair advantage, really?"),
        replace("content/pages/about.md", "title: ", "title: All "),
    ],
    "a date and an address": [
        replace(POST, "date: 2014-06-03 09:00", "date: 2014-06-04 09:00"),
        replace(OTHER, "date:", "slug: six-shifts\ndate:"),
    ],
    "tags, authors and a programme": [
        replace(POST, "tags: [", "tags: [never seen before, "),
        replace(POST, "authors: [gosbert-chagula]", "authors: [gosbert-chagula, kate-bagley]"),
        replace(OTHER, "tags: [", "programme: circle\ntags: ["),
    ],
    "a bio": [replace(KATE, "Kate Bagley looked after", "Kate Bagley, who was fond of trains, looked after")],
    "the end of a role": [replace(KATE, "to: 2015-10", "to: 2014-05")],
    "a picture under the same name": [swap_picture],
    "a caption in a text": [replace(OTHER, "caption: The five shifts, as", "caption: Five shifts, as")],
    "questions": [
        replace(CALLOUT, "accepts:", "closes: 2026-01-05\naccepts:"),
        replace("content/callouts/childrens-services.md", "question: Should", "question: Well, should"),
        replace(SUBMISSION, "intro: |\n  ", "intro: |\n  Dear readers. "),
    ],
    "the words of a programme and of a page": [
        replace("content/programmes/circle.md", "\n---\n", "\n---\nA word before.\n\n"),
        replace("content/pages/about.md", "\n---\n", "\n---\nA word before.\n\n"),
    ],
    "a link to another post": [replace(POST, "VERY MANY names", "VERY MANY [names]({filename}/articles/2014-06-05-four-jobs-in-five.md)")],
    "the address that a link leads to": [
        replace("content/articles/2014-06-05-four-jobs-in-five.md", "date:", "slug: four-of-five\naliases: [/old/one/]\ndate:"),
    ],
    "a draft and a hidden post": [
        lambda copy: copy.unlink_texts(r"\{filename\}[^)]*2014-(?:11-18|09-09)"),
        replace("content/articles/2014-11-18-a-blog-you-can-follow-by-post.md", "date:", "status: draft\ndate:"),
        replace("content/articles/2014-09-09-credit-where-it-is-due.md", "date:", "status: hidden\ndate:"),
    ],
    "a new post": [lambda copy: copy.write("content/articles/2015-01-02-new.md", NEW)],
    "another name of a file, and a submission withdrawn": [
        move("content/articles/2015-01-02-new.md", "content/articles/2015-01-02-newer.md"),
        lambda copy: copy.unlink_texts(r"\{filename\}[^)]*2014-07-02"),
        lambda copy: (copy.folder / SUBMISSION).unlink(),
    ],
    "a template": [replace("theme/templates/article.html", "{% include 'sharing/links.html' %}", "<hr>{% include 'sharing/links.html' %}")],
    "an included template, and a macro": [
        replace("theme/templates/posts/dateline.html", "to read", "to be read"),
        replace("theme/templates/pictures/picture.html", 'loading="lazy"', 'loading="lazy" fetchpriority="low"'),
    ],
    "templates of figures and of mails": [
        replace("theme/templates/figures/caption.html", "<figcaption", '<figcaption lang="en-GB"'),
        replace("theme/templates/mail/digest.html", "</body>", "<hr></body>"),
    ],
    "a style sheet": [replace("theme/static/css/people.css", ".avatar { flex: none;", ".avatar { flex: none; opacity: 0.9;")],
    "settings": [lambda copy: copy.set(SITESUBTITLE="Another line", SITEURL="https://elsewhere.example/blog")],
    "code": [replace("plugins/related/__init__.py", "WORDS_A_MINUTE = 220", "WORDS_A_MINUTE = 90")],
}
NEW = "---\ntitle: New\ndate: 2015-01-02 09:00\nauthors: [kate-bagley]\nsummary: New.\ntags: [work]\n---\nWords.\n"


@pytest.fixture(scope="module")
def copy(project):
    """A copy that remembers its own builds, and shares with all only what is drawn."""
    copy = project("edited")
    copy.own_cache("pictures", "cards")
    copy.write("plain.py", 'from publishconf import *\nPLUGINS = [each for each in PLUGINS if each != "plugins.incremental"]\n')
    return copy


def drawn(built) -> tuple[int, int]:
    """How many pages were drawn, and how many were as before."""
    return tuple(map(int, re.search(r"\d+ files? parsed, (\d+) pages? rendered, (\d+) unchanged", built.said).groups()))


def assert_same(copy, at: int = 1767225600):
    """Build both ways; the build that remembers."""
    quick, plain = copy.again("publishconf.py", "quick", at), copy.pelican("plain.py", "plain", at)
    there, expected = quick.site.files, plain.site.files
    assert sorted(there) == sorted(expected)
    assert [name for name in expected if there[name] != expected[name]] == []
    folders = [{path.relative_to(built.folder) for path in built.folder.rglob("*") if path.is_dir()} for built in (quick, plain)]
    assert folders[0] == folders[1]
    return quick


def test_the_first_build_draws_all_and_the_second_nothing(copy):
    first = drawn(assert_same(copy))
    assert first[0] > 200 and first[1] == 0
    second = assert_same(copy)
    assert drawn(second) == (0, first[0])
    # What has no second name in the last output: what Pelican copies, and what is made of finished pages.
    alone = {
        file.relative_to(second.folder).as_posix() for file in second.folder.rglob("*") if file.is_file() and file.stat().st_nlink == 1
    }
    assert {name.partition("/")[0] for name in alone if "/" in name} == {".delivery", "pagefind", "theme"}
    assert {name for name in alone if "/" not in name} == {"_headers", "_redirects", "posts.json", "robots.txt", "site.json", "sitemap.xml"}


@pytest.mark.parametrize("what", EDITS)
def test_after_an_edit_the_pages_are_those_of_a_build_that_knows_nothing(copy, what):
    for edit in EDITS[what]:
        edit(copy)
    assert drawn(assert_same(copy))[0] > 0


def test_a_day_later_the_pages_are_those_of_that_day(copy):
    for days in (1, 400):
        assert_same(copy, 1767225600 + days * DAY)


def test_a_word_in_one_post_redraws_what_shows_it_and_nothing_else(copy):
    _, all_pages = drawn(assert_same(copy))
    replace(POST, "VERY MANY", "ever so many")(copy)
    redrawn, kept = drawn(assert_same(copy))
    assert redrawn + kept == all_pages
    # The post, three digests as page and mail in two forms, the large print, the feeds of the site, its people, its programme and its tags.
    assert redrawn < 60


def test_a_title_redraws_where_it_stands_and_not_the_frame_of_every_page(copy):
    replace(POST, "title: A fair advantage, really?", "title: A fair advantage, truly?")(copy)
    built = assert_same(copy)
    redrawn, kept = drawn(built)
    assert redrawn < kept
    home = {name: content for name, content in built.site.files.items() if re.fullmatch(r"(page/\d+/)?index\.html", name)}
    on_it = {name for name, content in home.items() if b"A fair advantage, truly?" in content}
    assert {name for name in home if (built.folder / name).stat().st_nlink == 1} == on_it and 0 < len(on_it) < len(home)


def test_the_command_can_prove_it(copy):
    folder = copy.folder.parent / "verified"
    built = copy.run(["invoke", "--search-root", str(copy.folder), "build", "--verify", "--output", str(folder)], folder)
    assert built.code == 0, built.said
    assert "0 pages rendered" in built.said and "The same bytes as a build from nothing." in built.said


def test_what_was_remembered_may_be_lost_or_damaged(copy):
    (copy.folder / "var/cache/pages.sqlite").write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    (copy.folder / "var/cache/texts.sqlite").unlink()
    built = assert_same(copy)
    assert drawn(built)[1] == 0
    assert "warning: the cache var/cache/pages.sqlite was corrupt and has been rebuilt" in built.said
