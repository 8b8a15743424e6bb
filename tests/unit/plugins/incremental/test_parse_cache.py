"""A text is read when it, or anything that its reading depends on, is not as it was."""

from dataclasses import dataclass

import pytest

from newsroom.cache import BATCH_SIZE, Cache
from plugins.incremental.parse_cache import ParseCache


@dataclass(frozen=True)
class Reading:
    words: str
    problems: tuple = ()


class Reader:
    """Counts what it reads. A text with “wrong” in it has a problem."""

    def __init__(self, cache, environment=b"environment"):
        self.read: list[str] = []
        self.told: list[tuple[int, int]] = []
        self._texts = ParseCache(cache, lambda: environment, lambda done, of: self.told.append((done, of)))

    def __call__(self, files, still_holds=lambda reading: True):
        self.read = []
        return list(self._texts(files, self._one, still_holds))

    def _one(self, path, data):
        self.read.append(path)
        return Reading(f"{path}: {data.decode()}", ("wrong",) if b"wrong" in data else ())


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "texts.sqlite")


def test_what_was_read_is_not_read_again(cache):
    files = {"b.md": b"two", "a.md": b"one"}
    first, second = Reader(cache), Reader(cache)
    assert first(files) == second(files) == [("b.md", Reading("b.md: two")), ("a.md", Reading("a.md: one"))]
    assert (first.read, second.read) == (["b.md", "a.md"], [])


def test_many_are_kept_and_found_in_portions(cache):
    files = {f"{number}.md": str(number).encode() for number in range(2 * BATCH_SIZE + 3)}
    first, second = Reader(cache), Reader(cache)
    assert first(files) == second(files)
    assert [path for path, _ in second(files)] == list(files)
    assert second.read == []


def test_an_edit_is_read_and_nothing_else(cache):
    reader = Reader(cache)
    reader({"a.md": b"one", "b.md": b"two"})
    assert reader({"a.md": b"one", "b.md": b"TWO"}) == [("a.md", Reading("a.md: one")), ("b.md", Reading("b.md: TWO"))]
    assert reader.read == ["b.md"]


def test_the_same_words_under_another_name_are_another_text(cache):
    """A path says which kind it is and makes its address."""
    reader = Reader(cache)
    reader({"a.md": b"one"})
    reader({"b.md": b"one"})
    assert reader.read == ["b.md"]


def test_another_environment_reads_all(cache):
    Reader(cache)({"a.md": b"one"})
    other = Reader(cache, environment=b"another")
    other({"a.md": b"one"})
    assert other.read == ["a.md"]


def test_what_does_not_hold_any_more_is_read_again(cache):
    reader = Reader(cache)
    reader({"a.md": b"one", "b.md": b"two"})
    reader({"a.md": b"one", "b.md": b"two"}, still_holds=lambda reading: "one" in reading.words)
    assert reader.read == ["b.md"]


def test_what_is_wrong_is_looked_at_every_time(cache):
    reader = Reader(cache)
    for _ in range(2):
        assert reader({"a.md": b"wrong"}) == [("a.md", Reading("a.md: wrong", ("wrong",)))]
        assert reader.read == ["a.md"]


def test_many_texts_come_in_their_order_and_it_is_told_how_far_it_is(cache):
    files = {f"{number * 7919 % 500}.md": str(number).encode() for number in range(500)}
    reader = Reader(cache)
    assert reader(files) == [(path, Reading(f"{path}: {data.decode()}")) for path, data in files.items()]
    assert reader.told[0] == (50, 500) and reader.told[-1] == (500, 500)


def test_few_texts_are_not_worth_a_word(cache):
    reader = Reader(cache)
    reader({"a.md": b"one"})
    assert reader.told == []
