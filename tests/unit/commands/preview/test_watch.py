"""A saved file leads to a build, and none is lost."""

import os
import threading
import time

import pytest

from commands.preview.watch import watch


class Enough(Exception):
    """Ends the watch in a test."""


@pytest.fixture
def root(tmp_path):
    for room in ("content", "theme"):
        (tmp_path / room).mkdir()
    (tmp_path / "pelicanconf.py").write_text("")
    return tmp_path


def rebuilds(root, during, wanted):
    """Watch until `wanted` rebuilds were asked for, calling during[n] in the n-th; the times at which each began."""
    began = []

    def rebuild():
        began.append(time.monotonic())
        time.sleep(0.3)  # the watches are deaf until the system has set them up
        if len(began) <= len(during):
            during[len(began) - 1]()
        if len(began) == wanted:
            raise Enough

    with pytest.raises(Enough):
        watch(root, rebuild)
    return began


def test_a_file_saved_during_a_build_leads_to_another(root):
    assert len(rebuilds(root, [lambda: (root / "content" / "a.md").write_text("a")], 2)) == 2


def test_settings_that_an_editor_replaces_are_noticed(root):
    def replace():
        (root / "new").write_text("SITENAME = 'x'")
        os.replace(root / "new", root / "pelicanconf.py")

    assert len(rebuilds(root, [replace], 2)) == 2


def test_who_saved_what_is_told_at_once_while_a_build_is_under_way(root):
    told, began = [], []

    def rebuild():
        began.append(1)
        if len(began) == 2:
            raise Enough
        time.sleep(0.3)
        (root / "content" / "a.md").write_text("a")
        deadline = time.monotonic() + 10
        while not told and time.monotonic() < deadline:
            time.sleep(0.01)

    with pytest.raises(Enough):
        watch(root, rebuild, told.append)
    assert told[0] == {"content/a.md"}


def test_two_quick_saves_make_one_build(root):
    def save_twice_then_once_much_later():
        (root / "content" / "a.md").write_text("a")
        (root / "theme" / "b.html").write_text("b")
        later = threading.Timer(1.5, lambda: (root / "content" / "c.md").write_text("c"))
        later.start()

    began = rebuilds(root, [save_twice_then_once_much_later], 3)
    assert began[2] - began[1] > 0.8


def test_other_files_beside_the_settings_do_not_matter(root):
    def write_elsewhere():
        (root / "notes.txt").write_text("n")
        threading.Timer(1.2, lambda: (root / "content" / "a.md").write_text("a")).start()

    began = rebuilds(root, [write_elsewhere], 2)
    assert began[1] - began[0] > 1
