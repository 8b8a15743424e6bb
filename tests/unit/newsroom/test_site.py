"""site.json, written and read."""

import json
from datetime import date

import pytest

from newsroom.errors import SiteUnreadable
from newsroom.site_json import Site, SiteCallout, SiteEmailFeed, SiteTarget, from_json, to_json


@pytest.fixture
def whole(site) -> Site:
    url = site.url
    return Site(
        **{name: getattr(site, name) for name in ("name", "url", "language", "time_zone", "sender", "pages")},
        targets=(SiteTarget("everything", "", "All", f"{url}/", f"{url}/feed.json"),),
        callouts=(
            SiteCallout("help", "What helps?", "open", date(2014, 6, 1), None, ("text", "photo"), f"{url}/callouts/help/"),
            SiteCallout("past", "What was?", "closed", date(2014, 5, 1), date(2014, 7, 31), ("text",), f"{url}/callouts/past/"),
        ),
        email_feeds=(SiteEmailFeed("weekly", f"{url}/email/weekly.xml"),),
    )


def test_what_is_written_is_read_back_the_same(whole):
    assert from_json(to_json(whole)) == whole


def test_a_field_of_a_newer_release_is_passed_over(whole):
    document = json.loads(to_json(whole))
    document["colour"] = "red"
    document["targets"][0]["icon"] = "x"
    assert from_json(json.dumps(document)) == whole


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not JSON"),
        ("[]", "version None"),
        ('{"version": 2}', "version 2; this program knows version 1"),
        ('{"version": 1}', "broken: KeyError"),
    ],
)
def test_what_is_no_site_json_is_refused_with_the_reason(text, why):
    with pytest.raises(SiteUnreadable, match=why):
        from_json(text)


def test_a_page_is_found_by_its_kind(whole):
    assert whole.page("privacy") == "https://blog.participle.example/privacy/"
    assert whole.page("nonsense") == ""
