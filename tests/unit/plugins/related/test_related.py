"""Neighbours and relations between posts."""

from datetime import datetime

from plugins.related import link, reading_minutes
from tests.articles import FakeContent


def post(day, tags=(), programme=None):
    tags = [FakeContent(slug=tag) for tag in tags]
    return FakeContent(slug=f"post-{day}", date=datetime(2014, 6, day), tags=tags, metadata={"programme_key": programme})


def test_neighbours_run_from_old_to_new():
    posts = [post(1), post(2), post(3)]
    link(posts)
    assert [(p.previous, p.next) for p in posts] == [(None, posts[1]), (posts[0], posts[2]), (posts[1], None)]


def test_related_posts_share_most_and_newer_ones_win():
    posts = [
        post(1, ["work"], "backr"),
        post(2, ["work"]),
        post(3, ["tea"]),
        post(4, ["work", "trust"]),
        post(5, ["trust", "work"], "backr"),
    ]
    link(posts)
    assert posts[4].related == [posts[0], posts[3], posts[1]]
    assert posts[2].related == []


def test_reading_time_is_whole_minutes_of_words_not_tags():
    assert reading_minutes("<p>one</p>") == 1
    assert reading_minutes("<p class='a b c'>" + "word " * 441 + "</p>") == 3


def test_a_text_without_spaces_takes_its_time_too():
    """Two thousand two hundred characters of Chinese are read in about five minutes, not in one."""
    assert reading_minutes("<p>" + "社会变革" * 550 + "</p>") == 5
    assert reading_minutes("<p>" + "つながり" * 550 + "</p>") == 5
