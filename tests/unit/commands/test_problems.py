"""Problems, as a person reads them."""

import json

from commands.problems import Problem, listing, read_problems

WARNING = Problem("pages/a.md", 0, "", "is odd", "", "warning")


def test_an_error_names_file_line_field_and_cure(problem):
    assert str(problem) == ("content/articles/x.md:4: authors: no contributor “gosbert-chagla”\n  did you mean “gosbert-chagula”?")


def test_a_problem_with_the_whole_file_names_no_line():
    assert str(WARNING) == "content/pages/a.md: is odd (warning)"


def test_errors_come_first_and_the_last_line_counts(problem):
    lines = listing([WARNING, problem]).splitlines()
    assert lines[0].startswith("content/articles/x.md:4")
    assert lines[-1] == "1 error and 1 warning in 2 files"
    assert listing([problem, problem]).splitlines()[-1] == "2 errors in 1 file"
    assert listing([]) == ""


def test_what_the_reader_wrote_is_read_back(tmp_path, problem):
    file = tmp_path / "problems.json"
    assert read_problems(file) == []
    fields = ("path", "line", "field", "message", "cure", "severity")
    file.write_text(json.dumps([{name: getattr(problem, name) for name in fields}]), encoding="utf-8")
    assert read_problems(file) == [problem]
