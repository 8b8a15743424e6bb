"""A cast for feeds and mails: Ada writes, Cleo sends in an answer, on a site in London."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsroom.feeds.feed import FeedAuthor, FeedContact, FeedFigure, FeedItem, FeedSubmission
from newsroom.mail.mail import environment
from newsroom.site_json import Site, SitePage

SITE_URL = "https://blog.participle.example"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def site() -> Site:
    pages = (SitePage("follow", "Follow", f"{SITE_URL}/follow/"), SitePage("privacy", "Privacy", f"{SITE_URL}/privacy/"))
    return Site("The Participle blog", SITE_URL, "en-GB", "Europe/London", sender="The Participle blog, London", pages=pages)


@pytest.fixture
def templates():
    return environment(ROOT / "theme" / "templates")


@pytest.fixture
def figure() -> FeedFigure:
    return FeedFigure(
        f"{SITE_URL}/images/tea.png",
        "A cup of tea",
        "Tea, again.",
        "Drawing: Dov",
        "CC0 1.0",
        "https://creativecommons.org/",
        1600,
        1000,
        "image/png",
        5,
    )


@pytest.fixture
def post(figure):
    """Makes a post by Ada; every field can be given."""

    def made(day: int = 3, **fields) -> FeedItem:
        moment = datetime(2014, 6, day, 9, 0, tzinfo=ZoneInfo("Europe/London"))
        words = fields.pop("words_html", f"<p>The words of day {day}.</p>")
        return FeedItem(
            **{
                "id": f"tag:blog.participle.example,2014:articles/{day}",
                "url": f"{SITE_URL}/2014/06/{day:02}/tea/",
                "title": f"Tea on day {day}",
                "summary": f"What tea did on day {day}.",
                "content_html": f"<p>Before</p>{words}<p>After</p>",
                "words_html": words,
                "published": moment,
                "updated": moment,
                "authors": [
                    FeedAuthor(
                        "Ada", f"{SITE_URL}/author/ada/", "Editor", "Tea Weekly", "Ada is fond of tea.", f"{SITE_URL}/images/ada.png"
                    )
                ],
                "categories": ["tea", "Backr"],
                "figure": figure,
                **fields,
            }
        )

    return made


@pytest.fixture
def submission() -> FeedSubmission:
    return FeedSubmission(
        question="What helps?",
        question_url=f"{SITE_URL}/callouts/help/",
        submitter="Cleo",
        pseudonym=True,
        platform="Guardian Witness",
        original="https://witness.example/cleo",
        intro_html="<p>We asked, <em>Cleo</em> answered.</p>",
        thanks_html="<p>Thank you, Cleo.</p>",
        contacts=[
            FeedContact("stories@participle.example", "mailto:stories@participle.example"),
            FeedContact("@participle", "https://twitter.com/participle"),
        ],
        edited_note="Published as sent",
    )
