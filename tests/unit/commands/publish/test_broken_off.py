"""When a line goes and nobody says why, the room that is left there does."""

import pytest

from commands.publish.changes import list_files
from commands.publish.releases import Standing
from commands.publish.rsync import Rsync
from commands.publish.ssh import BrokenOff, Login, explained
from commands.publish.target import Refused

RELEASE = "20140603T090000Z-1f2e3d4c"
TARGET = Rsync("deploy@blog.example.org", "/srv/blog")


@pytest.fixture
def site(tmp_path):
    (tmp_path / "index.html").write_bytes(b"x" * 5000)
    (tmp_path / "old.png").write_bytes(b"y" * 9_000_000)
    return tmp_path


@pytest.fixture
def put(site, monkeypatch):
    """Publish `site` when a line goes; `said` is what the server answers to whoever clears up, an exception if nobody gets in."""

    def run(ended: Refused, said: str | Refused):
        def send(*_):
            raise ended

        def answer(*_, **words):
            assert words["partial"].endswith(".partial")
            if isinstance(said, Refused):
                raise said
            return said

        monkeypatch.setattr(Rsync, "_send", send)
        monkeypatch.setattr(Login, "run", answer)
        live = {path: digest for path, digest in list_files(site).items() if path == "old.png"}
        TARGET.put(site, RELEASE, Standing(RELEASE, live, "", {}, ()))

    return run


def test_too_little_room_for_what_is_new_says_that_the_disk_is_full(put):
    with pytest.raises(Refused, match=r"The disk of deploy@blog.example.org is full.\n  Make room"):
        put(BrokenOff("The connection broke off."), "room 4\n")


def test_what_the_live_release_has_needs_no_room(put):
    with pytest.raises(BrokenOff, match="broke off"):
        put(BrokenOff("The connection broke off."), "room 5\n")


@pytest.mark.parametrize("said", ["", "room on the floor\n", Refused("does not answer")])
def test_where_it_is_not_known_the_line_broke_off(put, said):
    with pytest.raises(BrokenOff, match="broke off"):
        put(BrokenOff("The connection broke off."), said)


def test_what_was_said_is_believed(put):
    with pytest.raises(Refused, match="has no rsync"):
        put(Refused("The server has no rsync."), "room 0\n")


def test_only_what_nobody_explained_is_a_line_that_broke_off():
    assert type(explained("rsync: connection unexpectedly closed", TARGET.login, "/srv/blog")) is BrokenOff
    assert type(explained("write failed: No space left on device (28)", TARGET.login, "/srv/blog")) is Refused
