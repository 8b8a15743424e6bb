"""What was kept comes back whole or not at all."""

import sqlite3

import pytest

from newsroom.cache import Cache


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cache" / "texts.sqlite"


def test_what_was_kept_is_found(file):
    Cache(file).put({b"a": b"one", b"b": b""}, [b"a", b"b"])
    assert dict(Cache(file).get_many([b"a", b"b", b"c"])) == {b"a": b"one", b"b": b""}


def test_more_keys_than_sqlite_takes_at_once(file):
    made = {str(number).encode(): bytes([number % 256]) for number in range(3000)}
    Cache(file).put(made, made)
    assert dict(Cache(file).get_many(made)) == made


def test_nothing_is_found_before_anything_was_kept(file):
    assert dict(Cache(file).get_many([b"a"])) == {}


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_begins_anew_and_that_is_told(file, damage, capfd):
    Cache(file).put({b"a": b"one"}, [b"a"])
    file.write_bytes(damage)
    assert dict(Cache(file).get_many([b"a"])) == {}
    assert capfd.readouterr().out == f"warning: the cache {file} was corrupt and has been rebuilt\n"
    Cache(file).put({b"a": b"two"}, [b"a"])
    assert dict(Cache(file).get_many([b"a"])) == {b"a": b"two"}
    assert capfd.readouterr().out == ""


def test_an_empty_file_is_as_good_as_none(file):
    file.parent.mkdir()
    file.write_bytes(b"")
    assert dict(Cache(file).get_many([b"a"])) == {}


def test_a_value_that_is_not_what_was_kept_is_not_found(file):
    Cache(file).put({b"a": b"one", b"b": b"two"}, [b"a", b"b"])
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET value = CAST(substr(value, 1, 17) || 'X' AS BLOB) WHERE key = ?", [b"a"])
    assert dict(Cache(file).get_many([b"a", b"b"])) == {b"b": b"two"}


def test_while_somebody_else_writes_nothing_fails_and_that_is_told(file, monkeypatch, capfd):
    Cache(file).put({b"a": b"one"}, [b"a"])
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, timeout: connect(path, timeout=0))
    with connect(file) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert dict(Cache(file).get_many([b"a"])) == {}
        Cache(file).put({b"b": b"two"}, [b"b"])
    assert capfd.readouterr().out == 2 * f"warning: the cache {file} could not be used: database is locked\n"
    assert dict(Cache(file).get_many([b"a", b"b"])) == {b"a": b"one"}


def test_where_nothing_can_be_written_nothing_fails(tmp_path, capfd):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "texts.sqlite").mkdir()
    cache = Cache(tmp_path / "cache" / "texts.sqlite")
    cache.put({b"a": b"one"}, [b"a"])
    assert dict(cache.get_many([b"a"])) == {}
    assert "could not be used: unable to open database file" in capfd.readouterr().out


def test_what_is_out_of_use_goes_when_it_has_become_much(file):
    old = {f"old {number}".encode(): b"x" for number in range(2000)}
    Cache(file).put(old, old)
    Cache(file).put({b"new": b"y"}, [b"new", b"old 7"])
    assert set(dict(Cache(file).get_many([*old, b"new"]))) == {b"new", b"old 7"}


def test_the_last_few_builds_are_remembered(file):
    """An edit that is taken back is no work."""
    Cache(file).put({b"before": b"x"}, [b"before"])
    Cache(file).put({b"after": b"y"}, [b"after"])
    assert set(dict(Cache(file).get_many([b"before", b"after"]))) == {b"before", b"after"}
