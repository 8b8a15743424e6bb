"""Only when nothing at all has changed does a build leave what is there; else it says what has."""

import importlib.metadata
import json
import os
import re
import sys
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest

from commands.build import build
from newsroom.build_report import BuildReport

REPORT = BuildReport(
    3, 3, 5, datetime.fromisoformat("2014-06-03T12:00:00+01:00"), datetime.fromisoformat("2014-06-04T00:00:00+01:00"), ("a cache",)
)
NOON, EVENING, NEXT_DAY, MORNING = 1401793200, 1401818400, 1401879600, 1401782400
BECAUSE = re.compile(r"Building the site for [^ ,]+(?:, because (.+))? …")


@pytest.fixture
def root(tmp_path):
    for file in (
        "content/a.md",
        "theme/b.html",
        "plugins/c.py",
        "newsroom/d.py",
        "newsroom/images/e.py",
        "pelicanconf.py",
        "publishconf.py",
    ):
        (tmp_path / "project" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "project" / file).write_text("as it was")
    return tmp_path / "project"


@pytest.fixture
def at(root, tmp_path, pelican, monkeypatch, capsys):
    """Builds at a moment; whether Pelican had to."""
    pelican.report = REPORT

    def built(moment: int, **options) -> bool:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
        before = len(pelican.calls)
        assert build(tmp_path / "site", root, pelican, **options) == 0
        anew, said = len(pelican.calls) > before, capsys.readouterr().out
        assert ("Nothing has changed since 12:00:00" in said) != anew
        built.causes = (BECAUSE.search(said)[1] or "") if anew else None
        return anew

    assert built(NOON)
    assert built.causes == ""
    return built


def test_nothing_has_changed(at, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    assert not at(NOON) and not at(EVENING)
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}


@pytest.mark.parametrize(("moment", "cause"), [(NEXT_DAY, "a new day has begun"), (MORNING, "the clock was put back")])
def test_another_day_is_another_site(at, moment, cause):
    assert at(moment)
    assert at.causes == cause


def test_a_post_may_come_due_during_a_day(at, root, pelican):
    pelican.report = replace(REPORT, valid_until=datetime.fromisoformat("2014-06-03T17:30:00+01:00"))
    (root / "content/a.md").write_text("otherwise")
    assert at(NOON) and at(EVENING)
    assert at.causes == "a post has come due"


@pytest.mark.parametrize(
    "file", ["content/a.md", "theme/b.html", "plugins/c.py", "newsroom/d.py", "newsroom/images/e.py", "pelicanconf.py", "publishconf.py"]
)
def test_an_edit_of_as_many_letters_at_the_same_moment(at, root, file):
    status = (root / file).stat()
    (root / file).write_text("otherwise")
    os.utime(root / file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert at(NOON)
    assert at.causes == f"{file} has changed"
    assert not at(NOON)


def test_a_file_more_a_file_less_and_another_name(at, root):
    (root / "content/new.md").write_text("")
    assert at(NOON)
    assert at.causes == "content/new.md is new"
    (root / "content/new.md").rename(root / "content/newer.md")
    assert at(NOON)
    assert at.causes == "content/newer.md is new and content/new.md is gone"
    (root / "content/newer.md").unlink()
    assert at(NOON)
    assert at.causes == "content/newer.md is gone"
    assert not at(NOON)


def test_of_many_changes_the_first_are_named(at, root):
    for number in range(1203):
        (root / f"content/{number:04}.md").write_text("")
    (root / "publishconf.py").write_text("otherwise")
    assert at(NOON)
    assert at.causes == "publishconf.py has changed, content/0000.md is new and 1,202 more"


def test_what_runs_it_may_be_another(at, monkeypatch):
    some = next(iter(importlib.metadata.distributions()))
    monkeypatch.setattr(sys, "version", "4.0")
    monkeypatch.setattr(type(some), "version", "0.1")
    assert at(NOON)
    assert re.fullmatch(r"Python has changed, the library \S+ has changed and [\d,]+ more", at.causes)


def test_a_library_that_is_there_twice_counts_twice(at, monkeypatch):
    """Which of the two is taken depends on where Python looks first."""
    twice = [SimpleNamespace(name="pelican", version=version) for version in ("4.11", "4.12")]
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: twice)
    assert at(NOON)
    assert not at(NOON)
    twice[0].version = "4.10"
    assert at(NOON)
    assert at.causes == "the library pelican has changed"


def test_a_folder_elsewhere_is_never_trusted(at, root, tmp_path):
    (root / "theme/linked").symlink_to(tmp_path)
    assert at(NOON) and at(NOON)
    assert at.causes == "what theme/linked leads to has changed"


@pytest.mark.parametrize("harm", ["edited", "deleted", "added", "all gone"])
def test_what_others_did_to_the_output_is_mended(at, tmp_path, harm):
    site = tmp_path / "site"
    match harm:
        case "edited":
            (site / "index.html").write_text("<body>bad</body>")
        case "deleted":
            (site / "index.html").unlink()
        case "added":
            (site / "more").mkdir()
        case _:
            for file in site.iterdir():
                file.unlink()
            site.rmdir()
    assert at(NOON)
    assert at.causes == f"{site} is not as it was left"
    assert (site / "index.html").read_text() == "<body>new</body>" and not (site / "more").exists()
    assert not at(NOON)


@pytest.mark.parametrize(
    ("afterwards", "cause"),
    [("second", "content/a.md has changed"), ("first", "something was saved while the last one was made")],
    ids=["kept", "taken back"],
)
def test_a_text_that_was_saved_during_a_build_leads_to_another(at, root, pelican, afterwards, cause):
    (root / "content/a.md").write_text("first")
    pelican.meanwhile = lambda: (root / "content/a.md").write_text("second")
    assert at(NOON)
    pelican.meanwhile = lambda: None
    (root / "content/a.md").write_text(afterwards)
    assert at(NOON)
    assert at.causes == cause
    assert not at(NOON)


def test_to_verify_is_to_build(at, pelican):
    assert at(NOON, verify=True)


def test_warnings_are_told_each_time(at, root, pelican, problem):
    (root / "content/a.md").write_text("odd")
    pelican.problems = [problem]
    assert at(NOON) and at(NOON)
    assert at.causes == "the last one had warnings"


def test_settings_that_ask_the_environment_depend_on_it(at, root, monkeypatch):
    (root / "pelicanconf.py").write_text("import os\nSITENAME = os.environ['NAME']")
    monkeypatch.setenv("NAME", "one")
    assert at(NOON)
    assert not at(NOON)
    monkeypatch.setenv("NAME", "other")
    assert at(NOON)
    assert at.causes == "a variable of the environment has changed"


def test_without_the_plugin_that_says_how_long_it_holds_nothing_is_taken_for_granted(at, root, pelican):
    pelican.report = BuildReport(3, 3, 5)
    (root / "content/a.md").write_text("otherwise")
    assert at(NOON) and at(NOON)
    assert at.causes == "without plugins.incremental nobody says how long the last one holds"


def test_a_program_reads_that_nothing_had_to_be_made(at, root, tmp_path, pelican, capsys):
    assert build(tmp_path / "site", root, pelican, as_json=True) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["status"], report["parsed"], report["rendered"], report["unchanged"], report["warnings"]) == ("ok", 0, 0, 8, [])
    assert report["valid_until"] == "2014-06-04T00:00:00+01:00"


@pytest.mark.parametrize(("old", "new"), [("{", "["), ("parsed", "read")])
def test_a_damaged_record_is_no_record(at, root, old, new):
    for file in (root / "var/built").iterdir():
        file.write_text(file.read_text().replace(old, new))
    assert at(NOON)
    assert at.causes == ""
    assert not at(NOON)
