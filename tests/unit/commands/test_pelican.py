"""What a person is told of a run of Pelican."""

import subprocess

import pytest

from commands.environment import ROOT
from commands.pelican import Outcome, PelicanProcess, read_report
from newsroom.build_messages import PagesRendered, SiteBuilt
from newsroom.build_report import BuildReport

TRACEBACK = """\
Traceback (most recent call last):
  File "/usr/lib/jinja2/environment.py", line 942, in handle_exception
    raise
  File "theme/templates/base.html", line 10, in template
    {% nonsense %}
  File "/usr/lib/jinja2/parser.py", line 3, in parse
jinja2.exceptions.TemplateSyntaxError: Encountered unknown tag 'nonsense'.
"""


def test_content_that_is_wrong_is_all_that_is_told(problem):
    assert Outcome(False, [problem], TRACEBACK).report() == f"{problem}\n\n1 error in 1 file"


def test_another_failure_ends_with_the_line_of_ours_that_caused_it():
    report = Outcome(False, [], TRACEBACK).report()
    assert report.startswith("Pelican could not finish")
    assert report.splitlines()[-1] == (
        "theme/templates/base.html:10: jinja2.exceptions.TemplateSyntaxError: Encountered unknown tag 'nonsense'."
    )


def test_a_pelican_that_was_ended_from_outside_is_told_too():
    assert "ended from outside" in Outcome(False, [], "").report()


def test_nothing_is_told_of_a_good_run():
    assert Outcome(True, [], "Done: processed 3 articles").report() == ""


def test_messages_arrive_beside_what_is_printed(tmp_path, capsys):
    program = """
import sys
from newsroom.build_messages import CacheWarning, PagesRendered, Progress, SiteBuilt, open_channel, send
open_channel()
print("WARNING: printed")
send(Progress("Parsing files", 1, 2))
for _ in range(2):
    send(CacheWarning("the cache x could not be used"))
send(SiteBuilt())
send(PagesRendered(["a.md"]))
sys.stdout.write(99999 * "w")
sys.exit(1)
"""
    pelican = PelicanProcess(["-c", program], ROOT, subprocess.DEVNULL)
    try:
        assert pelican.read_output(until=SiteBuilt) == SiteBuilt()
        assert pelican.read_output(until=PagesRendered) == PagesRendered(["a.md"])
        assert pelican.read_output(until=SiteBuilt) is None
        outcome = pelican.outcome(pelican.process.wait() == 0, tmp_path / "problems.json")
    finally:
        pelican.close()
    assert not outcome.succeeded and not outcome.was_killed
    assert outcome.log == "WARNING: printed\n" + 99999 * "w"
    assert outcome.build_report.warnings == ("the cache x could not be used",)
    assert capsys.readouterr().out == "Parsing files: 1 of 2\n"


@pytest.mark.parametrize("text", [None, "", '{"parsed": 1', "[]"])
def test_a_report_that_is_not_there_or_not_whole_is_empty(tmp_path, text):
    if text is not None:
        (tmp_path / "build-report.json").write_text(text)
    assert read_report(tmp_path / "build-report.json") == BuildReport()
