"""A build says what it did in a file, and how far it is in messages: whatever is written is read as it was."""

import subprocess
import sys
from datetime import datetime

import pytest

from newsroom.build_messages import CacheWarning, PagesRendered, Progress, SiteBuilt, decode, encode, send
from newsroom.build_report import BuildReport

NOON, MIDNIGHT = datetime.fromisoformat("2014-06-03T12:00:00+01:00"), datetime.fromisoformat("2014-06-04T00:00:00+01:00")
REPORT = BuildReport(
    1, 4, 1530, NOON, MIDNIGHT, ("the cache x was corrupt and has been rebuilt",), ("a.html was rendered, because", "  tags has changed")
)


@pytest.mark.parametrize("report", [REPORT, BuildReport()])
def test_a_report_is_read_as_it_was_written(report):
    assert BuildReport.from_json(report.to_json()) == report


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"parsed": 1}', REPORT.to_json()[:-9], REPORT.to_json().replace("2014-06-03", "2014-66-03")]
)
def test_what_is_not_a_report_is_refused(text):
    with pytest.raises(ValueError):
        BuildReport.from_json(text)


def test_a_person_reads_counts():
    assert str(REPORT) == "1 file parsed, 4 pages rendered, 1,530 unchanged"
    assert str(BuildReport(1000, 1, 0)) == "1,000 files parsed, 1 page rendered, 0 unchanged"


@pytest.mark.parametrize(
    "message", [Progress("Parsing files", 50, 120), CacheWarning("“x” was corrupt"), SiteBuilt(), PagesRendered(["a.md"])]
)
def test_a_message_is_one_line_and_read_as_it_was_sent(message):
    line = encode(message)
    assert line.endswith("\n") and line.count("\n") == 1
    assert decode(line) == message


@pytest.mark.parametrize("line", ["Done: processed 3 articles", "", "{}", "7", '{"type": "Other"}', '{"type": "Progress", "task": "x"}'])
def test_whatever_else_is_printed_is_not_a_message(line):
    assert decode(line) is None


def test_without_a_command_that_listens_a_person_reads_messages(capsys):
    send(Progress("Parsing files", 50, 1200))
    send(CacheWarning("the cache x was corrupt and has been rebuilt"))
    assert capsys.readouterr().out == "Parsing files: 50 of 1,200\nwarning: the cache x was corrupt and has been rebuilt\n"


def test_the_channel_has_messages_and_nothing_else():
    program = """
import os, subprocess, sys
from newsroom.build_messages import Progress, open_channel, send
print("before")
open_channel()
print("printed", flush=True)
subprocess.run([sys.executable, "-c", "print('by a program')"])
send(Progress("in the parent", 1, 2))
if not os.fork():
    print("in a worker", flush=True)
    send(Progress("in a worker", 2, 2))
    os._exit(0)
os.wait()
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    first, *lines = ended.stdout.splitlines()
    assert first == "before", "said before the channel was opened"
    assert [decode(line) for line in lines] == [Progress("in the parent", 1, 2), Progress("in a worker", 2, 2)]
    assert ended.stderr.splitlines() == ["printed", "by a program", "in a worker"]
