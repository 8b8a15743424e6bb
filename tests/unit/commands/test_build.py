"""A build is there whole, or yesterday’s is."""

import dataclasses
import json

import pytest

from commands.build import build, workshop_for
from commands.lock import held
from newsroom.build_report import BuildReport


@pytest.fixture
def root(tmp_path):
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


@pytest.fixture
def target(tmp_path, pelican):
    """Yesterday’s build."""
    target = tmp_path / "site"
    for name, text in {"index.html": "yesterday", "old.html": "yesterday", "site.json": pelican.files["site.json"]}.items():
        target.mkdir(exist_ok=True)
        (target / name).write_text(text)
    return target


def test_a_good_build_takes_the_place_of_yesterday_s(root, target, pelican, tmp_path):
    assert build(target, root, pelican) == 0
    assert sorted(path.name for path in target.iterdir()) == ["index.html", "site.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "site"]
    assert pelican.calls == [("publishconf.py", {"LAST_OUTPUT": str(target), "EXPLAIN": ""})]


def test_yesterday_s_stays_while_today_s_is_made(root, target, pelican):
    seen = []
    pelican.meanwhile = lambda: seen.append((target / "index.html").read_text())
    build(target, root, pelican)
    assert seen == ["yesterday"]


def test_a_failed_build_leaves_yesterday_s_and_says_what_is_wrong(root, target, broken_pelican, tmp_path, capsys):
    assert build(target, root, broken_pelican) == 1
    assert (target / "index.html").read_text() == "yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "site"]
    said = capsys.readouterr().err
    assert "content/articles/x.md:4: authors: no contributor “gosbert-chagla”\n  did you mean" in said
    assert "1 error in 1 file" in said
    assert f"{target} is as it was." in said


def test_an_interrupted_build_leaves_yesterday_s_and_nothing_else(root, target, pelican, tmp_path):
    def interrupt():
        raise KeyboardInterrupt

    pelican.meanwhile = interrupt
    with pytest.raises(KeyboardInterrupt):
        build(target, root, pelican)
    assert (target / "index.html").read_text() == "yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "site"]


def test_what_a_killed_build_left_is_cleared_away(root, target, pelican, tmp_path):
    (tmp_path / ".site.building" / "site-0a").mkdir(parents=True)
    (tmp_path / ".site.building" / "site-0a" / "half.html").write_text("half")
    assert build(target, root, pelican) == 0
    assert not (target / "half.html").exists()
    assert not (tmp_path / ".site.building").exists()


def test_a_build_killed_between_two_renames_is_put_back(root, target, broken_pelican, tmp_path):
    (tmp_path / ".site.building").mkdir()
    target.rename(tmp_path / ".site.building" / "old")
    build(target, root, broken_pelican)
    assert (target / "index.html").read_text() == "yesterday"


def test_two_builds_of_one_folder_do_not_mix(root, target, pelican, tmp_path, capsys):
    (tmp_path / ".site.building").mkdir()
    with held(tmp_path / ".site.building" / "lock"):
        assert build(target, root, pelican) == 2
    assert "Another build is writing" in capsys.readouterr().err
    assert pelican.calls == []


def test_a_folder_that_is_not_ours_is_refused_before_anything_is_built(root, tmp_path, pelican, capsys):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine")
    assert build(tmp_path / "letters", root, pelican) == 2
    assert pelican.calls == []
    assert "Nothing was touched" in capsys.readouterr().err


def test_the_end_says_how_much_there_is_and_where(root, tmp_path, pelican, capsys):
    pelican.files |= {
        "2014/06/03/a-fair-advantage/index.html": "<body>",
        "feed.xml": "<rss/>",
        "tag/networks/feed.json": "{}",
        "email/weekly.xml": "<rss/>",
        "sitemap.xml": "<urlset/>",
        "robots.txt": "Sitemap: https://blog.participle.example/sitemap.xml",
    }
    build(tmp_path / "new", root, pelican)
    said = capsys.readouterr().out
    assert "2 pages, 1 post and 3 feeds in" in said
    assert str(tmp_path / "new") in said
    assert "still https://blog.participle.example." in said


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (BuildReport(1, 4, 1530), " s (1 file parsed, 4 pages rendered, 1,530 unchanged): "),
        (BuildReport(9, 157, 0), " s: "),
        (BuildReport(), " s: "),
    ],
)
def test_the_end_says_what_was_rendered_when_not_all_was(root, tmp_path, pelican, capsys, report, said):
    pelican.report = report
    build(tmp_path / "new", root, pelican)
    assert said in capsys.readouterr().out


def test_a_cache_that_could_not_be_used_is_warned_of(root, target, pelican, capsys):
    pelican.report = BuildReport(warnings=("the cache var/cache/pages.sqlite was corrupt and has been rebuilt",))
    build(target, root, pelican)
    assert "\nwarning: the cache var/cache/pages.sqlite was corrupt and has been rebuilt\n" in capsys.readouterr().out


def test_thousands_are_easy_to_read(root, target, pelican, capsys):
    pelican.files |= {f"{number}.html": "" for number in range(1233)}
    build(target, root, pelican)
    assert "1,234 pages, 0 posts" in capsys.readouterr().out


def test_no_reminder_once_the_site_has_its_own_address(root, tmp_path, pelican, capsys):
    pelican.files["robots.txt"] = "Sitemap: https://blog.example.org/sitemap.xml"
    build(tmp_path / "new", root, pelican)
    assert "still" not in capsys.readouterr().out


def test_a_workshop_is_gone_even_after_an_error(tmp_path):
    with pytest.raises(ZeroDivisionError), workshop_for(tmp_path / "site") as workshop:
        (workshop / "site").mkdir()
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_why_a_page_was_drawn_is_told_when_asked(root, target, pelican, capsys):
    pelican.report = BuildReport(reasons=("a.html was drawn anew, because", "  tags has changed"))
    assert build(target, root, pelican, explain="/a.html") == 0
    assert pelican.calls == [("publishconf.py", {"LAST_OUTPUT": str(target), "EXPLAIN": "/a.html"})]
    assert "a.html was drawn anew, because\n  tags has changed\n" in capsys.readouterr().out


def report_of(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_a_program_reads_a_report_and_nothing_else(root, target, pelican, problem, capsys):
    pelican.problems = [dataclasses.replace(problem, severity="warning")]
    pelican.report = BuildReport(1, 4, 1530, warnings=("the cache x could not be used",))
    assert build(target, root, pelican, as_json=True) == 0
    assert report_of(capsys) == {
        "status": "ok",
        "error": "",
        "problems": [
            {
                "path": "articles/x.md",
                "line": 4,
                "field": "authors",
                "message": "no contributor “gosbert-chagla”",
                "cure": "did you mean “gosbert-chagula”?",
                "severity": "warning",
            }
        ],
        "parsed": 1,
        "rendered": 4,
        "unchanged": 1530,
        "valid_from": None,
        "valid_until": None,
        "warnings": ["the cache x could not be used"],
        "reasons": [],
    }
    assert BuildReport.from_json((root / "var/build-report.json").read_text()) == pelican.report


def test_a_program_reads_why_a_build_failed(root, target, broken_pelican, capsys):
    assert build(target, root, broken_pelican, as_json=True) == 1
    report = report_of(capsys)
    assert (report["status"], report["error"], report["problems"][0]["line"]) == ("failed", "", 4)
    broken_pelican.problems, broken_pelican.log = [], "Traceback\nImportError: no module"
    assert build(target, root, broken_pelican, as_json=True) == 1
    assert report_of(capsys)["error"] == "ImportError: no module"
    assert build(root, root, broken_pelican, as_json=True) == 2
    report = report_of(capsys)
    assert report["status"] == "failed" and "holds the project itself" in report["error"]


def test_when_nothing_is_known_of_why_that_is_told(root, target, pelican, capsys):
    assert build(target, root, pelican, explain="/a.html") == 0
    assert "plugins.incremental is off" in capsys.readouterr().out
