"""One folder takes the place of another whole."""

import pytest

from commands import exchange
from commands.exchange import put_in_place, recover


@pytest.fixture(params=["in one step", "in two steps"], autouse=True)
def steps(request, monkeypatch):
    """Every truth here holds on systems that can exchange folders in one step and on those that cannot."""
    if request.param == "in two steps":
        monkeypatch.setattr(exchange, "_exchange", lambda one, other: False)


@pytest.fixture
def folders(tmp_path):
    new, target, aside = (tmp_path / name for name in ("new", "target", "aside"))
    new.mkdir()
    (new / "page").write_text("new")
    return new, target, aside


def test_the_new_one_stands_there_and_the_old_one_aside(folders):
    new, target, aside = folders
    target.mkdir()
    (target / "page").write_text("old")
    put_in_place(new, target, aside)
    assert (target / "page").read_text() == "new"
    assert (aside / "page").read_text() == "old"
    assert not new.exists()


def test_where_nothing_stood_nothing_is_aside(folders):
    new, target, aside = folders
    put_in_place(new, target, aside)
    assert (target / "page").read_text() == "new"
    assert not aside.exists()


def test_what_a_killed_swap_had_moved_aside_comes_back(folders):
    new, target, aside = folders
    new.rename(aside)
    recover(target, aside)
    assert (target / "page").read_text() == "new"
    recover(target, aside)
    assert (target / "page").read_text() == "new"
