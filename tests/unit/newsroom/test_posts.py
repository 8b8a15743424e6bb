"""posts.json, written and read."""

from datetime import UTC, datetime, timedelta

import pytest

from newsroom.errors import SiteUnreadable
from newsroom.posts_json import PublishedPost, from_json, to_json

URL = "https://blog.participle.example"
JUNE = datetime(2014, 6, 3, 9, tzinfo=UTC)


def post(name: str, days: int = 0, **more) -> PublishedPost:
    return PublishedPost(f"tag:x,2014:{name}", f"{URL}/{name}/", name.title(), "", JUNE + timedelta(days=days), **more)


def test_what_is_written_is_read_back_the_same_newest_first():
    posts = [post("tea"), post("cake", 2, text_hash="a1", aliases=(f"{URL}/old/", f"{URL}/?p=12")), post("“quoted” <b>")]
    read = from_json(to_json(posts))
    assert read == {each.id: each for each in posts}
    assert [each.title for each in read.values()][0] == "Cake"
    assert to_json(posts) == to_json(reversed(posts))


def test_a_site_without_posts_is_not_an_error():
    assert from_json(to_json([])) == {}


def test_a_field_of_a_newer_release_is_passed_over():
    text = to_json([post("tea")]).replace('"url"', '"colour": "red", "url"')
    assert from_json(text) == {"tag:x,2014:tea": post("tea")}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not JSON"),
        ("[]", "version None"),
        ('{"version": 2}', "version 2; this program knows version 1"),
        ('{"version": 1}', "broken: KeyError"),
        ('{"version": 1, "posts": [{"id": "x"}]}', "broken: KeyError"),
        ('{"version": 1, "posts": [{"id": "x", "url": "u", "published": "2014-06-03"}]}', "has no offset"),
        (to_json([post("tea")])[:60], "not JSON"),
    ],
)
def test_what_is_not_a_posts_json_is_refused_with_the_reason(text, why):
    with pytest.raises(SiteUnreadable, match=why):
        from_json(text)
