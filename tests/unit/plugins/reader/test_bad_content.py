"""Each kind of bad content is refused by file, line and cure, or read safely; the good post beside it is untouched."""

import os
import signal
from datetime import UTC, datetime

import pytest
from PIL import Image

from plugins.reader.decode import InvalidContent
from plugins.reader.time_limit import time_limit

# name, body or front matter of the bad post, words of the message, line (None: any)
BODIES = {
    "control character": ("Words.\n\nBad \x07 bell.", "U+0007", 9),
    "NUL byte": ("Words \x00.", "U+0000", 7),
    "deep quotes": (">" * 10_000 + " deep", "nested more than 20 deep", 7),
    "deep spaced quotes": ("> " * 10_000 + " deep", "nested more than 20 deep", 7),
    "brackets": ("[" * 50_000, "opening brackets", 7),
    "picture brackets": ("![" * 20_000, "opening brackets", 7),
    "spaces": ("a" + " " * 200_000 + "b", "same sign", 7),
    "entities": ("&amp;" * 100_000, "same sign", 7),
    "script": ("Words.\n\n<script>alert(1)</script>", "<script>", 9),
    "event handler": ('<p onclick="x()">Hi</p>', "onclick", 7),
    "javascript address": ("[go](javascript:alert(1))", "javascript: address", 7),
    "hidden javascript address": ('<a href="java&#10;script:alert(1)">go</a>', "javascript: address", None),
    "frame": ('<iframe src="https://evil.example"></iframe>', "<iframe>", 7),
    "picture from elsewhere": ("![Tea](https://evil.example/t.png)", "a picture from elsewhere (https://evil.example/t.png)", 7),
    "picture from a scheme": ("![Tea](//evil.example/t.png)", "a picture from elsewhere", 7),
    "picture from nowhere": ('Tea: <img alt="Tea">', "a picture from elsewhere (nowhere)", 7),
    "picture without alt": ("![]({static}/images/tea.png)", "a picture without a description", 7),
    "unknown block": ("/// pull-qoute\nWords\n///", "was not understood", 7),
    "block that never ends": ("First.\n\n/// pull-quote\nStop.\n\nThe heart of it.\n\nThe end.", "never closed", 9),
    "fence that never ends": ("First.\n\n```\ncode\n\nThe heart of it.", "never ends", 9),
    "heading of the first level": ("A paragraph.\n\nAnother.\n\n# A heading as most people write it", "a heading with one #", 11),
    "underlined heading of the first level": ("A paragraph.\n\nA heading\n=========", "a heading with a line of ===", 9),
    "note that is not there": ("`[^src]` is a mark.\n\nA claim.[^src]", "[^src] is written nowhere", 9),
    "note for nothing": ("A claim.\n\n[^1]: Words that would vanish.", "nothing in the text refers to the note [^1]", 9),
    "cell too many": ("| a | b |\n|---|---|\n| c | d | e |", "3 cells below a head of 2", 9),
    "tag that stands in code before": ("`<script>` and:\n\n```\n<script>\n```\n\n<script>alert(1)</script>", "<script>", 13),
    "address that stands in code before": ("`javascript:` is\n\n    javascript:x\n\n[go](javascript:alert(1))", "javascript: address", 11),
    "link to nothing": ("See [this]({filename}/pages/abuot.md).", "which is not there", 7),
    "link out of the folder": ("![x]({static}/../../etc/passwd)", "which is not there", 7),
}
FIELDS = {
    "unknown key": ("sumary: x\n", "there is no such field", "did you mean “summary”?"),
    "unknown key in a picture": ("image: {file: images/tea.png, alt: Tea, credits: x}\n", "no such field", "did you mean “credit”?"),
    "missing alt": ("image: {file: images/tea.png}\n", "is missing", "describe what the picture shows"),
    "missing picture": ("image: {file: images/tee.png, alt: Tea}\n", "no picture", "did you mean “images/tea.png”?"),
    "picture outside": ("image: {file: ../secret.png, alt: Tea}\n", "leaves content/", ""),
    "unknown programme": ("programme: backer\n", "no programme “backer”", ""),
    "no such day": ("modified: 2014-02-30\n", "“2014-02-30” is not a date", "February 2014 has 28 days"),
    "no such day of a long month": ("modified: 2014-11-31 10:00\n", "“2014-11-31 10:00” is not a date", "November has 30 days"),
    "no such month": ("modified: 2014-13-01\n", "“2014-13-01” is not a date", "the months are 01 to 12"),
    "hour of one figure": ("modified: 2014-06-04 9:00\n", "is not a date", "write 2014-06-04 09:00"),
    "hour with a dot": ("modified: 2014-06-04 09.30\n", "is not a date", "write 2014-06-04 09:30"),
    "hour with a comma": ("modified: 2014-06-04T9,30\n", "is not a date", "write 2014-06-04 09:30"),
    "hour that no clock has": ("modified: 2014-06-04 24:30\n", "is not a date", "the hours are 00:00 to 23:59"),
    "day with a semicolon": ("modified: soon; very soon\n", "“soon; very soon” is not a date", "write it like 2014-06-03 09:00"),
    "bad status": ("status: publish\n", "none of the allowed values", "did you mean “published”?"),
    "slug that leaves": ("slug: ../../etc\n", "cannot be part of an address", ""),
    "slug called index": ("slug: index\n", "would hide another", ""),
    "group for words": ("editors_note: {a: b}\n", "where words belong", ""),
    "words for a group": ("image: tea.png\n", "where a group of fields belongs", ""),
    "twice": ("title: Again\n", "is given twice", "keep one"),
    "tag of signs": ("tags: [work, '!!!']\n", "no address can be made", "one letter"),
    "control character in disguise": ('id: "A\\u0007B"\n', "U+0007", "delete it"),
    "no YAML": ("tags: [one, two\n", "is not valid YAML: the bracket [ is not closed", "add ]"),
    "colon in a value": ("id: a: b\n", "is not valid YAML", "in quotes"),
    "anchor": ("tags: &x [a]\nid: *x\n", "anchors", ""),
}


def one_error(index, path):
    found = [problem for problem in index.errors if problem.path == path]
    assert len(found) == 1, found
    assert path not in index.entries
    return found[0]


@pytest.mark.parametrize("kind", BODIES)
def test_a_bad_body_is_refused_by_its_line(newsroom, kind):
    body, words, line = BODIES[kind]
    good, bad = newsroom.post("good"), newsroom.post("bad", body)
    index = newsroom.read()
    problem = one_error(index, bad)
    assert words in problem.message
    assert problem.cure
    assert line is None or problem.line == line
    assert good in index.entries


@pytest.mark.parametrize("kind", FIELDS)
def test_a_bad_field_is_refused_with_a_cure(newsroom, kind):
    extra, words, cure = FIELDS[kind]
    good, bad = newsroom.post("good"), newsroom.post("bad", extra=extra)
    index = newsroom.read()
    problem = one_error(index, bad)
    assert words in problem.message
    assert cure in problem.cure
    # title, date, authors and summary stand on lines 2 to 5; what is bad comes after
    assert problem.line >= 6
    assert good in index.entries


def test_an_unknown_contributor_is_answered_with_the_nearest_one(newsroom):
    newsroom.write("articles/2014-06-03-x.md", "---\ntitle: X\ndate: 2014-06-03\nauthors: [ado]\n---\nWords.\n")
    problem = one_error(newsroom.read(), "articles/2014-06-03-x.md")
    assert str(problem).startswith("content/articles/2014-06-03-x.md:4: authors: no contributor “ado”\n  did you mean “ada”?")


def test_a_date_that_is_none_names_field_and_line(newsroom):
    newsroom.write("articles/x.md", "---\ntitle: X\ndate: next Tuesday\nauthors: [ada]\n---\nWords.\n")
    problem = one_error(newsroom.read(), "articles/x.md")
    assert (problem.line, problem.field, problem.message) == (3, "date", "“next Tuesday” is not a date")


def test_all_errors_of_all_files_come_together(newsroom):
    newsroom.write("articles/a.md", "---\ntitle: A\ndate: soon\nauthor: ada\n---\n")
    newsroom.write("articles/b.md", "no front matter")
    newsroom.write("contributors/c.md", "---\nname: C\nkind: friend\n---\n")
    found = {(problem.path, problem.field) for problem in newsroom.read().errors}
    assert found == {
        ("articles/a.md", "date"),
        ("articles/a.md", "author"),
        ("articles/a.md", "authors"),
        ("articles/b.md", ""),
        ("contributors/c.md", "kind"),
    }


def test_bytes_that_are_not_utf8_are_refused_by_line(newsroom):
    newsroom.write("articles/latin.md", b"---\ntitle: caf\xe9\n---\n")
    problem = one_error(newsroom.read(), "articles/latin.md")
    assert (problem.line, problem.message) == (2, "byte 0xe9 is not UTF-8")


def test_a_ten_megabyte_post_is_refused_unread(newsroom):
    newsroom.post("long", "word " * 2_000_000)
    assert "is 10.0 MB long" in one_error(newsroom.read(), "articles/2014-06-03-long.md").message


def test_links_on_the_disk_are_refused_and_never_followed(newsroom, tmp_path):
    (tmp_path / "secret.md").write_text("secret")
    os.symlink(tmp_path / "secret.md", newsroom.folder / "images/leak.png")
    os.symlink(newsroom.folder, newsroom.folder / "contributors/loop")
    index = newsroom.read()
    assert {p.path: p.message for p in index.errors} == {
        "images/leak.png": "is a symbolic link",
        "contributors/loop": "is a symbolic link",
    }
    assert "images/leak.png" not in index.images.by_path


@pytest.mark.parametrize("name, words", [("evil.html", "is no picture"), ("evil.svg", "is no picture"), ("evil.png", "is no picture")])
def test_what_is_no_picture_is_never_published_among_them(newsroom, name, words):
    newsroom.write(f"images/{name}", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    index = newsroom.read()
    assert [(p.path, words in p.message) for p in index.errors] == [(f"images/{name}", True)]
    assert list(index.images.by_path) == ["images/tea.png"]


def test_a_picture_under_another_ending_is_refused(newsroom):
    newsroom.write("images/tea.html", (newsroom.folder / "images/tea.png").read_bytes())
    assert [p.message for p in newsroom.read().errors] == ["is a PNG file with another ending"]


def test_a_picture_with_too_many_pixels_is_refused_from_its_head(newsroom):
    Image.new("1", (10_000, 5_001)).save(newsroom.folder / "images/bomb.png")
    assert [p.message for p in newsroom.read().errors] == ["has 50 million pixels"]


def test_a_picture_that_is_not_there_is_named_even_when_the_public_sent_it(newsroom):
    path = newsroom.post("good", '<img src="/images/nope.png" alt="x">')
    assert "“/images/nope.png”, which is not there" in one_error(newsroom.read(), path).message


def test_two_files_at_one_address_are_refused(newsroom):
    first = newsroom.post("tea")
    newsroom.write("articles/tea.md", "---\ntitle: T\ndate: 2014-06-03\nauthors: [ada]\n---\nWords.\n")
    index = newsroom.read()
    assert f"same address as content/{first}" in one_error(index, "articles/tea.md").message
    assert first in index.entries


@pytest.mark.parametrize("slug", ["feed", "author", "2014", "site", "index"])
def test_a_page_may_not_take_an_address_of_the_site(newsroom, slug):
    newsroom.write(f"pages/{slug}.md", "---\ntitle: P\n---\nWords.\n")
    assert "belongs to the site itself" in one_error(newsroom.read(), f"pages/{slug}.md").message


@pytest.mark.parametrize("name, slug", [("two words", "two-words"), ("tea ☕ time", "tea-time"), ("Käse", "kase")])
def test_odd_file_names_get_plain_addresses(newsroom, name, slug):
    path = newsroom.post(name)
    assert newsroom.read().entries[path].document.address == f"2014/06/03/{slug}/"


def test_a_file_name_of_signs_only_is_refused(newsroom):
    newsroom.post("☕☕")
    newsroom.write("articles/☕.md", "---\ntitle: T\ndate: 2014-06-03\nauthors: [ada]\n---\nWords.\n")
    assert "no address can be made" in one_error(newsroom.read(), "articles/☕.md").message


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example", "two words"])
def test_a_link_of_a_contributor_leads_to_the_web(newsroom, address):
    newsroom.write("contributors/eve.md", f'---\nname: Eve\nkind: guest\nlinks: {{mastodon: "{address}"}}\n---\n')
    assert one_error(newsroom.read(), "contributors/eve.md").field == "links.mastodon"


@pytest.mark.parametrize("consent", ["contact-first", "information-only", "", "yes"])
def test_no_submission_is_built_without_consent(newsroom, consent):
    newsroom.write("callouts/care.md", "---\nquestion: Care?\nopens: 2014-01-01\n---\n")
    newsroom.write(
        "submissions/care/2014-07-02-x.md",
        f"---\ntitle: X\ndate: 2014-07-02\ncallout: care\nsubmitter: {{name: Cleo}}\nconsent: {consent}\nedited: as-sent\n---\nWords.\n",
    )
    problem = one_error(newsroom.read(), "submissions/care/2014-07-02-x.md")
    assert problem.field == "consent"


def test_a_slow_text_is_refused_instead_of_waited_for(newsroom, monkeypatch):
    monkeypatch.setattr("plugins.reader.time_limit.SECONDS", 0.001)
    newsroom.post("slow", "\n\n".join(f"[a{i}][" + "*_" * 90 for i in range(5000)))
    assert "seconds of computing to read" in one_error(newsroom.read(), "articles/2014-06-03-slow.md").message


def test_only_the_seconds_in_which_it_computes_count_against_a_text(monkeypatch):
    """A machine that is busy with other things, or asleep, refuses no more than a quiet one."""
    started = []
    monkeypatch.setattr(signal, "setitimer", lambda timer, seconds, again=0: started.append((timer, seconds)))
    with time_limit(5):
        assert started == [(signal.ITIMER_PROF, 5)]
    assert started == [(signal.ITIMER_PROF, 5), (signal.ITIMER_PROF, 0)]


def test_the_limit_stops_even_what_catches_every_exception(monkeypatch):
    monkeypatch.setattr(signal, "setitimer", lambda timer, seconds, again=0: None)
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(InvalidContent, match="5 seconds of computing"), time_limit(5):
        try:
            signal.raise_signal(signal.SIGPROF)
        except Exception:
            pytest.fail("it was caught on its way")
    assert signal.getsignal(signal.SIGPROF) == before


def test_a_signal_that_is_not_the_limits_leaves_the_text_alone(monkeypatch):
    monkeypatch.setattr(signal, "setitimer", lambda timer, seconds, again=0: None)
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    try:
        with time_limit(5):
            signal.raise_signal(signal.SIGALRM)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert rung == [True]


def test_a_mark_that_is_left_over_is_a_warning_by_its_line(newsroom):
    path = newsroom.post(body="Words.\n\nWords that are **bold for ever.\n\nA claim.[1]")
    index = newsroom.read()
    assert path in index.entries
    found = [(problem.line, problem.severity) for problem in index.problems if problem.path == path]
    assert found == [(9, "warning"), (11, "warning")]


def test_a_warning_is_not_about_code(newsroom):
    """What stands in code is neither a link nor a list, and does not hide the line of what is."""
    path = newsroom.post(body="`[here](x)` and\n\n```\n-words\n![a](b)\n```\n\n[here](https://example.org/)")
    assert [(problem.line, problem.message) for problem in newsroom.read().problems if problem.path == path] == [
        (14, "the words of a link say nothing of where it leads")
    ]


def test_all_that_is_wrong_with_a_body_is_named_at_once(newsroom):
    path = newsroom.post(body="# One\n\nTwo.[^a]\n\n/// pull-quote\nThree.")
    assert [problem.line for problem in newsroom.read().errors if problem.path == path] == [7, 9, 11]


def test_what_is_wrong_with_a_field_is_named_by_the_field(newsroom):
    path = newsroom.post(extra="editors_note: A claim.[^src]\n")
    problem = one_error(newsroom.read(), path)
    assert (problem.line, problem.field) == (6, "editors_note")


def test_a_draft_may_be_linked_in_preview_but_not_in_production(newsroom):
    newsroom.post("draft", extra="status: draft\n")
    path = newsroom.post("good", "See [it]({filename}2014-06-03-draft.md).")
    assert "which is not published" in one_error(newsroom.read(), path).message
    assert path in newsroom.read(now=None).entries


def test_a_post_dated_ahead_has_no_page_until_its_minute(newsroom):
    path = newsroom.post()
    document = newsroom.read().entries[path].document
    assert not document.is_public(datetime(2014, 6, 3, 8, 59, tzinfo=UTC))
    assert document.is_public(datetime(2014, 6, 3, 9, 0, tzinfo=UTC))


def test_the_last_good_text_stands_in_for_a_broken_one(newsroom, tmp_path):
    path = newsroom.post("good", "The good words.")
    newsroom.read(last_good=tmp_path / "kept")
    newsroom.post("good", "<script>")
    index = newsroom.read(last_good=tmp_path / "kept")
    assert index.errors
    assert "The good words." in index.entries[path].html


def test_errors_of_the_front_matter_and_of_the_words_come_together(newsroom):
    path = newsroom.post("bad", "Words.\n\n<script>", extra="sumary: x\n")
    assert [(problem.line, problem.field) for problem in newsroom.read().errors if problem.path == path] == [(6, "sumary"), (10, "")]


@pytest.mark.parametrize(
    "extra, line",
    [
        ("editors_note: |\n  Fine.\n\n  <script>\n", 9),
        ("editors_note: |\n\n  <script>\n", 8),
        ("editors_note: >-\n  <script>\n", 7),
        ("editors_note:\n  <script>\n", 7),
        ("editors_note: <script>\n", 6),
        ("editors_note: 'Fine. <script>'\n", 6),
    ],
)
def test_what_is_wrong_in_a_field_is_named_by_its_own_line(newsroom, extra, line):
    path = newsroom.post("bad", extra=extra)
    problem = one_error(newsroom.read(), path)
    assert (problem.line, problem.field) == (line, "editors_note")
