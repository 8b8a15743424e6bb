"""Pages wait until all are asked for, then come as Pelican's own writer writes them."""

import os
from types import SimpleNamespace

import pytest
from jinja2 import Environment
from pelican.settings import read_settings
from pelican.writers import FileOverwriteFailedError, Writer

from plugins.incremental import workers
from plugins.incremental.writer import SpreadingWriter

SETTINGS = read_settings(override={"PAGINATED_TEMPLATES": {"list": 10}, "DEFAULT_PAGINATION": 10})
PAGE = Environment().from_string("{{ output_file }}: {{ words }}")
LIST = Environment().from_string("{{ articles_page.number }} of {{ articles_paginator.num_pages }}: {{ articles_page.object_list|join(' ') }}")


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def write_all(writer, context):
    for number in range(60):
        writer.write_file(f"{number}/index.html", PAGE, context, words=number)
    writer.write_file("list/index.html", LIST, context, articles=list(range(95)), template_name="list", url="list/")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(workers, "cores", lambda: 2)


@pytest.fixture
def context():
    return {"localsiteurl": "/"}


@pytest.fixture
def writer(tmp_path):
    return SpreadingWriter(str(tmp_path / "out"), SETTINGS)


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
    writer.later(lambda: (tmp_path / "out" / "later").write_text("too"))
    assert files(tmp_path / "out") == {"late.html": "late.html: late", "later": "too"}


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
    broken = Environment().from_string("one\n{{ 1 // nothing }}")
    write_all(writer, context)
    writer.write_file("broken.html", broken, context, nothing=0)
    with pytest.raises(ZeroDivisionError) as raised:
        writer.flush()
    assert any("<template>" in str(entry.path) and entry.lineno == 1 for entry in raised.traceback)


def test_workers_do_it(writer, tmp_path):
    (tmp_path / "by").mkdir()
    for number in range(60):
        writer.later(lambda number=number: (tmp_path / "by" / str(number)).write_text(str(os.getpid())))
    writer.flush()
    assert len(files(tmp_path / "by")) == 60
    assert str(os.getpid()) not in files(tmp_path / "by").values()


def test_what_templates_read_is_what_it_was_when_the_page_was_asked_for(writer, tmp_path):
    """A generator may give each page a context of its own."""
    for number in range(40):
        writer.write_file(f"{number}.html", PAGE, {"localsiteurl": "", "words": SimpleNamespace(number=number).number})
    writer.flush()
    assert files(tmp_path / "out") == {f"{number}.html": f"{number}.html: {number}" for number in range(40)}
