"""The links that pass a post on: whole whatever the title, and only those that the setting names."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from plugins.sharing.services import BLUESKY_MAX_LENGTH, LINK, SERVICES, parse_services, share_links

ADDRESS = "https://blog.participle.example/2014/06/03/a-fair-advantage/"
TITLES = {
    "plain": "A fair advantage?",
    "script": '"><script>alert(1)</script>',
    "lines": "One\r\nBcc: eve@evil.example\n\n two",
    "emoji": "Tea ☕ and 👩🏽‍⚕️ at Łukasz’s",
    "query": "a&b=c#d%20+e?f",
    "arabic": "السلام عليكم",
}


def shared(way: str, title: str) -> str:
    """The address of one way."""
    (share,) = share_links((way,), title, ADDRESS)
    return share.url


@pytest.mark.parametrize("way", SERVICES)
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_an_address_holds_nothing_that_could_end_it(way, title):
    url = shared(way, title)
    assert url.isascii()
    assert not set(url) & set("\"'<> \r\n\\`{}|^")
    assert url.count("#") == 0


@pytest.mark.parametrize("way", ["whatsapp", "bluesky"])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_message_is_the_title_and_the_link(way, title):
    assert parse_qs(urlsplit(shared(way, title)).query) == {"text": [f"{' '.join(title.split())} {ADDRESS}"]}


@pytest.mark.parametrize(("way", "field"), [("linkedin", "url"), ("facebook", "u")])
def test_who_asks_for_the_link_alone_gets_no_more(way, field):
    """No title, no campaign, nothing that says who shared."""
    assert parse_qs(urlsplit(shared(way, "A fair advantage?")).query) == {field: [ADDRESS]}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_mail_has_the_title_as_its_subject_and_no_other_header(title):
    parts = urlsplit(shared("email", title))
    fields = dict(field.split("=", 1) for field in parts.query.split("&"))
    assert (parts.scheme, parts.path, list(fields)) == ("mailto", "", ["subject", "body"])
    words = " ".join(title.split())
    assert unquote(fields["subject"]) == words
    assert unquote(fields["body"]) == f"{words}\r\n\r\n{ADDRESS}\r\n"


def test_a_post_on_bluesky_stays_within_what_a_post_may_hold():
    (text,) = parse_qs(urlsplit(shared("bluesky", "word " * 200)).query)["text"]
    assert len(text) <= BLUESKY_MAX_LENGTH
    assert text.endswith(f"… {ADDRESS}")


def test_the_ways_come_in_the_order_of_the_setting():
    assert [share.label for share in share_links(("facebook", LINK, "email"), "A", ADDRESS)] == ["Facebook", "E-mail"]


def test_an_address_with_letters_of_other_scripts_is_encoded_once():
    (share,) = share_links(("facebook",), "A", "https://blog.participle.example/tag/é/")
    assert share.url.endswith("%2Ftag%2F%25C3%25A9%2F")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (["emial"], "SHARE: there is no “emial”; did you mean “email”?"),
        (["myspace"], "SHARE: there is no “myspace”; known: email, whatsapp, bluesky, linkedin, facebook, link"),
        (["link", "email", "link"], "SHARE names “link” twice. Leave one out."),
        ("email", "SHARE is 'email': give a list, like ['email', 'link']; an empty one offers nothing"),
        (None, "SHARE is None: give a list, like ['email', 'link']; an empty one offers nothing"),
        ([7], "SHARE: there is no “7”; known: email, whatsapp, bluesky, linkedin, facebook, link"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_named(setting, said):
    with pytest.raises(ValueError) as error:
        parse_services(setting)
    assert str(error.value) == said


def test_an_empty_setting_offers_nothing():
    assert parse_services([]) == ()
