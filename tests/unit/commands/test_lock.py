"""One holder at a time."""

import os
import threading
import time

import pytest

from commands.lock import Busy, held, shared_with_child


def test_a_lock_that_is_held_is_busy_and_free_again_afterwards(tmp_path):
    with held(tmp_path / "lock"), pytest.raises(Busy), held(tmp_path / "lock"):
        pass
    with held(tmp_path / "lock"):
        assert (tmp_path / "lock").exists()


def test_who_can_wait_is_told_once_and_then_gets_it(tmp_path):
    told, order = [], []

    def second():
        with held(tmp_path / "lock", on_wait=lambda: told.append("waiting")):
            order.append("second")

    with held(tmp_path / "lock"):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.5)
        order.append("first")
    thread.join(timeout=5)
    assert (told, order) == (["waiting"], ["first", "second"])


def test_a_lock_whose_file_was_removed_meanwhile_is_taken_anew(tmp_path):
    """A build removes the folder of its lock at the end; who waited for it must not hold a file that nobody else sees."""
    entered = []

    def second():
        with held(tmp_path / "lock", on_wait=lambda: None):
            entered.append((tmp_path / "lock").exists())

    with held(tmp_path / "lock"):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.3)
        (tmp_path / "lock").unlink()
    thread.join(timeout=5)
    assert entered == [True]


def test_a_child_that_outlives_its_killed_parent_holds_on(tmp_path):
    """pip goes on writing after a kill -9 of the start that began it; the next start has to wait for it."""
    with held(tmp_path / "lock") as descriptor:
        (kept,) = shared_with_child(descriptor)["pass_fds"]
        copy = os.dup(kept)  # what the child has
    with pytest.raises(Busy), held(tmp_path / "lock"):
        pass
    os.close(copy)
    with held(tmp_path / "lock"):
        assert copy
