"""How far a build is: one changing line on a terminal, a line now and then in a log."""

import io

from commands.progress import MARK, SECONDS, Progress


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self):
        return True


def told(to, times, ends=True):
    """What is shown of four lines that come at these seconds."""
    clock = iter(times)
    progress = Progress(to, clock=lambda: next(clock))
    assert [progress.shows(line) for line in [f"{MARK}1 of 3\n", "WARNING: x\n", f"{MARK}2 of 3\n", f"{MARK}3 of 3\n"]] == [
        True,
        False,
        True,
        True,
    ]
    progress.end()
    return to.getvalue()


def test_a_log_has_a_line_every_few_seconds_and_the_last():
    assert told(io.StringIO(), [0, 0, 0.5, 1, 1]) == "1 of 3\n3 of 3\n"
    assert told(io.StringIO(), [0, 0, SECONDS, SECONDS, SECONDS + 0.1, SECONDS + 0.1]) == "1 of 3\n2 of 3\n3 of 3\n"


def test_a_terminal_has_one_line_that_changes():
    assert told(Terminal(), []) == "\r\x1b[K1 of 3\r\x1b[K2 of 3\r\x1b[K3 of 3\n"


def test_nothing_is_shown_of_a_quick_build():
    to = io.StringIO()
    Progress(to).end()
    assert to.getvalue() == ""
