"""How far a build is: one changing line on a terminal, a line now and then in a log."""

import io

from commands.progress import SECONDS, ProgressDisplay
from newsroom.build_messages import Progress


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self):
        return True


def told(to, times, ends=True):
    """What is shown of three messages that come at these seconds."""
    clock = iter(times)
    display = ProgressDisplay(to, clock=lambda: next(clock))
    for done in (1, 2, 3):
        display.show(Progress("Parsing", done, 3))
    display.end()
    return to.getvalue()


def test_a_log_has_a_line_every_few_seconds_and_the_last():
    assert told(io.StringIO(), [0, 0, 0.5, 1, 1]) == "Parsing: 1 of 3\nParsing: 3 of 3\n"
    assert (
        told(io.StringIO(), [0, 0, SECONDS, SECONDS, SECONDS + 0.1, SECONDS + 0.1]) == "Parsing: 1 of 3\nParsing: 2 of 3\nParsing: 3 of 3\n"
    )


def test_a_terminal_has_one_line_that_changes():
    assert told(Terminal(), []) == "\r\x1b[KParsing: 1 of 3\r\x1b[KParsing: 2 of 3\r\x1b[KParsing: 3 of 3\n"


def test_nothing_is_shown_of_a_quick_build():
    to = io.StringIO()
    ProgressDisplay(to).end()
    assert to.getvalue() == ""
