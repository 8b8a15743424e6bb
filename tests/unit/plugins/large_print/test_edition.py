"""One edition for each finished week with a post, its posts in the order in which they appeared."""

from datetime import UTC, datetime

from markupsafe import Markup

from newsroom.feeds.feed import FeedItem, FeedSubmission
from plugins.large_print.edition import editions

SITE = "https://blog.example.org"


def post(name: str, day: int, words: str = "<p>Words.</p>", **more) -> FeedItem:
    moment = datetime(2014, 6, day, 9, tzinfo=UTC)
    return FeedItem(f"tag:{name}", f"{SITE}/{name}/", name, "", Markup(""), moment, moment, Markup(words), **more)


def made(*posts: FeedItem, at: int = 16):
    return editions(posts, datetime(2014, 6, at, 12, tzinfo=UTC), "Europe/London", SITE)


def test_weeks_are_newest_first_and_posts_in_the_order_of_their_days():
    found = made(post("five", 5), post("ten", 10), post("three", 3))
    assert [(edition.key, edition.title, edition.address) for edition in found] == [
        ("2014-W24", "Week of 9 to 15 June 2014", "print/2014-W24/"),
        ("2014-W23", "Week of 2 to 8 June 2014", "print/2014-W23/"),
    ]
    assert [(post.place, post.item.title) for post in found[1].posts] == [("post-1", "three"), ("post-2", "five")]


def test_a_week_that_is_not_over_has_none_yet():
    assert [edition.key for edition in made(post("three", 3), post("ten", 10), at=15)] == ["2014-W23"]
    assert made() == []


def test_no_id_is_given_twice_in_an_edition():
    """Not by two posts, not by the parts of one, not by a text and the page."""
    words = '<p id="contents">a</p><p id="same">b</p><p id="post-2">c</p>'
    submission = FeedSubmission("Why?", "", "Cleo", intro_html=Markup(words), thanks_html=Markup(words))
    (edition,) = made(post("one", 3, words, note_html=Markup(words), submission=submission), post("two", 4, words))
    texts = [text for post in edition.posts for text in (post.intro, post.words, post.thanks, post.note)]
    assert "".join(texts).count('id="same"') == 1
    assert 'id="contents"' not in "".join(texts) and 'id="post-2"' not in "".join(texts)


def test_what_a_post_has_not_is_empty():
    (edition,) = made(post("one", 3))
    assert (edition.posts[0].intro, edition.posts[0].thanks, edition.posts[0].note) == ("", "", "")
