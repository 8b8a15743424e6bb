"""The page on privacy names the times after which the desk throws things away, and those are the times of the desk."""

from datetime import timedelta

from desk import keeping, tidying
from desk.bounces import replies, unreadable
from desk.follows import asking
from testing.newsroom import ROOT


def test_the_page_on_privacy_says_how_long_things_are_kept():
    page = " ".join((ROOT / "content/pages/privacy.md").read_text(encoding="utf-8").split())
    times = {
        "A request that is never confirmed is thrown away after a week.": (asking.CONFIRM_WITHIN, timedelta(days=7)),
        "for a week, a letter about following that was refused": (asking.CONFIRM_WITHIN, timedelta(days=7)),
        "for thirty days, a returned letter that our programs could not read": (unreadable.KEPT, timedelta(days=30)),
        "for thirty days at most, what you wrote to the address that returned letters go to": (replies.KEPT, timedelta(days=30)),
        "a month later your address is deleted": (tidying.LEFT_KEPT, timedelta(days=30)),
        "it counts, for an hour,": (tidying.ATTEMPTS_KEPT, timedelta(hours=1)),
        "thrown away after fourteen days": (timedelta(days=keeping.COPIES_DAYS), timedelta(days=14)),
        "for three months, that a letter was sent to you": (max(tidying.DIGESTS_KEPT, tidying.LETTERS_KEPT), timedelta(days=90)),
    }
    assert [words for words in times if words not in page] == []
    assert [words for words, (kept, promised) in times.items() if kept != promised] == []
