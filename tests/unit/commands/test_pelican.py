"""What a person is told of a run of Pelican."""

from commands.pelican import Outcome

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
