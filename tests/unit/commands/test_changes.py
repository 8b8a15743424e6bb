"""What differs is told by its name."""

from commands.changes import Changes, compare

OLD = {"index.html": "a", "about/index.html": "b", "404.html": "c", "feed.xml": "d"}


def test_what_is_new_changed_and_gone():
    new = {"index.html": "a2", "404.html": "c", "feed.xml": "d2", "2014/06/03/a/index.html": "e"}
    assert compare(OLD, new) == Changes(("2014/06/03/a/index.html",), ("feed.xml", "index.html"), ("about/index.html",))


def test_the_same_is_no_change():
    assert not compare(OLD, dict(reversed(OLD.items())))
