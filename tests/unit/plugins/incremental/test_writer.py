"""Pages wait until all are asked for, then come as Pelican's own writer writes them."""

import gc
import os
import weakref
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError
from pelican.settings import read_settings
from pelican.writers import FileOverwriteFailedError, Writer

from newsroom import parallel
from newsroom.cache import Cache
from plugins.incremental.template_dependencies import TemplateDependencies
from plugins.incremental.writer import CachingWriter

SETTINGS = read_settings(override={"PAGINATED_TEMPLATES": {"list": 10}, "DEFAULT_PAGINATION": 10})
THEME = Environment(
    loader=DictLoader(
        {
            "page": "{{ output_file }}: {{ words }}{% include 'foot' %}",
            "foot": "",
            "list": "{{ articles_page.number }} of {{ articles_paginator.num_pages }}: {{ articles_page.object_list|join(' ') }}",
            "broken": "one\n{{ 1 // nothing }}",
        }
    )
)
PAGE, LIST = THEME.get_template("page"), THEME.get_template("list")


@dataclass(frozen=True)
class Words:
    """Something that may be remembered by what it is made of."""

    said: str = "hello"


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def write_all(writer, context):
    for number in range(60):
        writer.write_file(f"{number}/index.html", PAGE, context, words=number)
    writer.write_file("list/index.html", LIST, context, articles=list(range(95)), template_name="list", url="list/")


def another_writer(tmp_path, out="out", base=b"base", templates=b"templates", last=""):
    """A writer of the next build, which finds what those before have kept, and the output of the last at `last`."""
    closures = TemplateDependencies(Cache(tmp_path / "templates.sqlite"), lambda: base)
    settings = SETTINGS | {"LAST_OUTPUT": str(tmp_path / last) if last else ""}
    return CachingWriter(str(tmp_path / out), settings, lambda: (base, templates), Cache(tmp_path / "pages.sqlite"), closures)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(parallel, "cores", lambda: 2)


@pytest.fixture
def context():
    return {"localsiteurl": "/"}


@pytest.fixture
def writer(tmp_path):
    return another_writer(tmp_path)


def test_pages_are_those_of_pelican(writer, context, tmp_path):
    write_all(Writer(str(tmp_path / "plain"), SETTINGS), context)
    write_all(writer, context)
    assert not (tmp_path / "out").exists()
    writer.flush()
    assert files(tmp_path / "out") == files(tmp_path / "plain")
    assert len(files(tmp_path / "out")) == 70


def test_after_the_flush_pages_are_written_at_once(writer, context, tmp_path):
    writer.flush()
    writer.write_file("late.html", PAGE, context, words="late")
    writer.artifacts(lambda: {"later": "too"})
    assert files(tmp_path / "out") == {"late.html": "late.html: late", "later": "too"}


def test_what_pages_were_made_of_is_let_go_when_all_is_explained(writer, context):
    """Whoever stays after a build, as the preview does, would keep all of it in memory."""
    words = Words()
    writer.write_file("page.html", PAGE, context, words=words)
    writer.flush()
    assert list(writer.explain("page.html")) == ["page.html was drawn anew: it was not there at the last build."]
    gone = weakref.ref(words)
    del words
    gc.collect()
    assert gone()
    writer.forget()
    gc.collect()
    assert not gone()
    writer.write_file("late.html", PAGE, context, words="late")
    assert list(writer.explain("late.html")) == [
        "late.html is made at every build, or is not there: plugins.incremental remembers nothing of it."
    ]


def test_two_pages_at_one_address_are_refused(writer, context):
    write_all(writer, context)
    writer.write_file("7/index.html", PAGE, context, words="again")
    with pytest.raises(FileOverwriteFailedError, match="7/index.html"):
        writer.flush()


def test_a_page_of_a_list_is_an_address_too(writer, context):
    write_all(writer, context)
    writer.write_file("list/index2.html", PAGE, context, words="again")
    with pytest.raises(FileOverwriteFailedError):
        writer.flush()


def test_a_page_that_may_replace_another_does(writer, context, tmp_path):
    write_all(writer, context)
    writer.write_file("7/index.html", PAGE, context, words="instead", override_output=True)
    writer.flush()
    assert files(tmp_path / "out")["7/index.html"] == "7/index.html: instead"


def test_a_fault_in_a_template_is_raised_with_its_place(writer, context):
    write_all(writer, context)
    writer.write_file("broken.html", THEME.get_template("broken"), context, nothing=0)
    with pytest.raises(ZeroDivisionError) as raised:
        writer.flush()
    assert any("<template>" in str(entry.path) and entry.lineno == 1 for entry in raised.traceback)  # lines count from 0 here


def test_every_core_has_a_part_in_it(writer, tmp_path):
    for number in range(60):
        writer.artifacts(lambda number=number: {f"by/{number}": str(os.getpid())}, number)
    writer.flush()
    assert len(files(tmp_path / "out" / "by")) == 60
    assert len(set(files(tmp_path / "out" / "by").values())) == 2


def test_what_templates_read_is_what_it_was_when_the_page_was_asked_for(writer, tmp_path):
    """A generator may give each page a context of its own."""
    for number in range(40):
        writer.write_file(f"{number}.html", PAGE, {"localsiteurl": "", "words": SimpleNamespace(number=number).number})
    writer.flush()
    assert files(tmp_path / "out") == {f"{number}.html": f"{number}.html: {number}" for number in range(40)}


def test_what_was_drawn_is_not_drawn_again(writer, context, tmp_path):
    write_all(writer, context)
    writer.artifacts(lambda: {"feed.xml": b"<feed/>"}, "feed")
    writer.flush()
    assert (writer.counts.drawn, writer.counts.kept) == (71, 0)
    again = another_writer(tmp_path, "again")
    write_all(again, context)
    again.artifacts(lambda: {"feed.xml": b"made again"}, "feed")
    again.flush()
    assert (again.counts.drawn, again.counts.kept) == (0, 71)
    assert files(tmp_path / "again") == files(tmp_path / "out")


@pytest.mark.parametrize(
    ("change", "redrawn"),
    [({"words": "x"}, 1), ({"foot": "foot"}, 60), ({"base": b"other"}, 70), ({"templates": b"other"}, 0), ({"context": {"unasked": 1}}, 0)],
)
def test_what_changed_is_drawn_again_and_nothing_else(writer, context, tmp_path, monkeypatch, change, redrawn):
    write_all(writer, context)
    writer.flush()
    monkeypatch.setitem(THEME.loader.mapping, "foot", change.get("foot", ""))
    THEME.cache.clear()
    again = another_writer(tmp_path, "again", **{name: value for name, value in change.items() if name in ("base", "templates")})
    own = context | change.get("context", {})
    for number in range(60):
        words = change["words"] if "words" in change and number == 7 else number
        again.write_file(f"{number}/index.html", THEME.get_template("page"), own, words=words)
    again.write_file("list/index.html", LIST, own, articles=list(range(95)), template_name="list", url="list/")
    again.flush()
    assert (again.counts.drawn, again.counts.kept) == (redrawn, 70 - redrawn)


@pytest.mark.parametrize("given", ["articles", "paginated"])
def test_what_is_on_the_pages_of_a_list_counts_though_nobody_names_it(context, tmp_path, given):
    """The template asks for `articles_page`, which Pelican makes."""
    counts = []
    for number, last in enumerate(("a", "b", "b")):
        articles = [*range(14), last]
        own = {"articles": articles} if given == "articles" else {"paginated": {"articles": articles}}
        each = another_writer(tmp_path, f"out{number}")
        each.write_file("list/index.html", LIST, context, template_name="list", url="list/", **own)
        each.flush()
        counts.append(each.counts.drawn)
    assert counts == [2, 1, 0], "of two pages the one with the other article"
    assert any("0 1 2" in text or text.endswith("b") for text in files(tmp_path / "out2").values())


def test_a_list_that_grows_by_a_page_has_all_its_pages_drawn_anew(context, tmp_path):
    """Each says how many there are."""
    counts = []
    for number, length in enumerate((25, 30, 31)):
        each = another_writer(tmp_path, f"out{number}")
        each.write_file("list/index.html", LIST, context, template_name="list", url="list/", articles=list(range(length)))
        each.flush()
        counts.append(each.counts.drawn)
    assert counts == [3, 3, 4]


def test_an_artifact_of_what_cannot_be_told_apart_is_made_each_time(writer, tmp_path):
    for each in (writer, another_writer(tmp_path, "again")):
        each.artifacts(lambda: {"odd": "odd"}, object())
        each.flush()
        assert (each.counts.drawn, each.counts.kept) == (1, 0)


def test_a_fault_in_an_included_template_is_raised_as_if_it_were_drawn_plainly(writer, context, monkeypatch):
    monkeypatch.setitem(THEME.loader.mapping, "foot", "one\n{% nonsense %}")
    THEME.cache.clear()
    write_all(writer, context)
    with pytest.raises(TemplateSyntaxError) as raised:
        writer.flush()
    assert (raised.value.name, raised.value.lineno) == ("foot", 2)


def test_what_cannot_be_told_apart_is_drawn_each_time(writer, context, tmp_path):
    for each in (writer, another_writer(tmp_path, "again")):
        write_all(each, context)
        each.write_file("odd.html", PAGE, context, words=object())
        each.flush()
        assert each.counts.drawn in (71, 1)
    assert files(tmp_path / "again")["odd.html"].startswith("odd.html: <object")


def linked(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.stat().st_nlink > 1}


def test_what_the_last_output_has_gets_a_second_name(writer, context, tmp_path):
    write_all(writer, context)
    writer.flush()
    os.rename(tmp_path / "out", tmp_path / "site")  # as a finished build takes its place
    again = another_writer(tmp_path, "again", last="site")
    write_all(again, context)
    again.write_file("new/index.html", PAGE, context, words="new")
    again.flush()
    assert linked(tmp_path / "again") == files(tmp_path / "site").keys()
    assert files(tmp_path / "again") == files(tmp_path / "site") | {"new/index.html": "new/index.html: new"}
    assert (again.counts.drawn, again.counts.kept) == (1, 70)


def test_what_somebody_did_to_the_last_output_does_not_last(writer, context, tmp_path):
    write_all(writer, context)
    writer.flush()
    before, site = files(tmp_path / "out"), tmp_path / "out"
    (site / "1" / "index.html").write_text("1/index.html: X")  # another time
    (site / "2" / "index.html").unlink()
    os.replace(site / "3" / "index.html", site / "4" / "index.html")  # the same size and time, and another file
    (site / "list" / "index3.html").chmod(0o600)
    again = another_writer(tmp_path, "again", last="out")
    write_all(again, context)
    again.flush()
    assert files(tmp_path / "again") == before
    assert before.keys() - linked(tmp_path / "again") == {
        f"{name}.html" for name in ("1/index", "2/index", "3/index", "4/index", "list/index3")
    }
    assert (again.counts.drawn, again.counts.kept) == (0, 70)


def test_a_page_that_replaces_a_linked_one_leaves_the_last_output_as_it_was(writer, context, tmp_path):
    write_all(writer, context)
    writer.flush()
    again = another_writer(tmp_path, "again", last="out")
    write_all(again, context)
    again.write_file("7/index.html", PAGE, context, words="instead", override_output=True)
    again.flush()
    assert files(tmp_path / "again")["7/index.html"] == "7/index.html: instead"
    assert files(tmp_path / "out")["7/index.html"] == "7/index.html: 7"


def test_where_there_can_be_no_links_files_are_written(writer, context, tmp_path, monkeypatch):
    write_all(writer, context)
    writer.flush()

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    again = another_writer(tmp_path, "again", last="out")
    write_all(again, context)
    again.flush()
    assert files(tmp_path / "again") == files(tmp_path / "out")
