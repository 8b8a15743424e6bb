"""`check` judges as strictly as a build, and changes nothing."""

import json

from commands.check import check
from newsroom.problems import Problem


def test_good_content_is_called_good(pelican, tmp_path, capsys):
    assert check(tmp_path, pelican) == 0
    assert "Nothing wrong" in capsys.readouterr().out
    assert pelican.calls[0][0] == "publishconf.py"
    assert list(tmp_path.iterdir()) == []


def test_errors_are_listed_and_fail(broken_pelican, tmp_path, capsys):
    assert check(tmp_path, broken_pelican) == 1
    assert "content/articles/x.md:4: authors" in capsys.readouterr().err


def test_a_program_reads_what_is_wrong(broken_pelican, pelican, tmp_path, capsys):
    assert check(tmp_path, broken_pelican, as_json=True) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["status"] == "failed" and [problem["field"] for problem in report["problems"]] == ["authors"]
    assert check(tmp_path, pelican, as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "ok"


def test_warnings_are_listed_and_do_not_fail(pelican, tmp_path, capsys):
    pelican.problems = [Problem("articles/x.md", 8, "image", "has no credit", "credit: {name: …}", "warning")]
    assert check(tmp_path, pelican) == 0
    assert "has no credit (warning)\n  credit: {name: …}\n\n1 warning in 1 file" in capsys.readouterr().out
