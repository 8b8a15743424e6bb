"""All that the four posts of the original blog showed is here, told again, and said to be told again."""

import pytest

A_FAIR_ADVANTAGE = "/2014/06/03/a-fair-advantage/"
WINE = "/2014/05/20/community-in-the-wine-section/"
TRAIN = "/2014/05/06/can-we-train-people-to-be-relational/"
REVIEW = "/2014/07/02/not-another-review/"
RETELLINGS = (A_FAIR_ADVANTAGE, WINE, TRAIN, REVIEW)


def lists(page) -> list[int]:
    """How many items each list of the text has."""
    (body,) = page.having("e-content")
    return [len(found.findall("li")) for found in body.iter("ul", "ol") if "footnote" not in (found.getparent().get("class") or "")]


@pytest.mark.parametrize(
    ("address", "title", "caption"),
    [
        (A_FAIR_ADVANTAGE, "A fair advantage?", "Betty Tsang, via Flickr"),
        (WINE, "Community building in the Wine Section", "Kensington party"),
        (TRAIN, "Can we train people to be relational? Yes, but that’s not the point.", "pulse"),
        (REVIEW, "I’m a social worker. Things need to change, but please not another review.", "dr pavloff, via Flickr"),
    ],
)
def test_each_has_its_title_and_says_truly_whose_picture_it_had(site, address, title, caption):
    """The picture is ours, with its credit and licence; the caption names the one that the original led with."""
    page = site.pages[address]
    assert page.words("post-title") == [title]
    figure = page.having("figure-lead")[0]
    assert caption in page.having("caption", figure)[0].text_content()
    assert " ".join(page.having("credit", figure)[0].text_content().split()) == "Drawing: The picture desk · CC0 1.0"


@pytest.mark.parametrize("address", RETELLINGS)
def test_each_says_at_its_foot_that_it_is_a_retelling(site, address):
    (note,) = site.pages[address].words("editors-note")
    assert "This is a retelling" in note


def test_the_about_page_says_so_too(site):
    text = " ".join(site.pages["/about/"].tree.find(".//main").text_content().split())
    assert "This site is a retelling." in text
    assert "Participle does not run this site." in text
    links = site.pages["/about/"].tree.xpath("//main//a/@href")
    assert set(RETELLINGS) <= set(links)


def test_the_footnote_leads_to_its_note_and_back(site):
    page = site.pages[A_FAIR_ADVANTAGE]
    (mark,), (back,) = page.having("footnote-ref"), page.having("footnote-backref")
    note = page.tree.get_element_by_id(mark.get("href").removeprefix("#"))
    assert "Federation of Small Businesses" in note.text_content()
    assert "20%" in note.text_content() and "84–88%" in note.text_content()
    assert page.tree.get_element_by_id(back.get("href").removeprefix("#")).find("a") is mark
    assert "a-fair-advantage" in mark.get("href")


def test_pull_quotes_are_labelled_asides(site):
    (quote,) = site.pages[A_FAIR_ADVANTAGE].having("pull-quote")
    assert (quote.tag, quote.get("aria-label")) == ("aside", "Pull quote")
    assert len(quote.text_content().split()) > 10


def test_an_answer_that_is_told_again_has_no_pull_quote(site):
    """Set large above the submitter's name, our sentence would pass for theirs."""
    assert site.pages[REVIEW].having("pull-quote") == []


def test_the_lists_have_all_their_items(site):
    """Three things a service needs; three reasons to leave and four demands of a campaign."""
    assert lists(site.pages[TRAIN]) == [3]
    assert lists(site.pages[REVIEW]) == [3, 4]
    leads = [strong.text_content() for strong in site.pages[TRAIN].having("e-content")[0].iter("strong")]
    assert leads == ["Messaging.", "Process.", "Culture."]


def test_who_wrote_it_is_told_with_role_bio_and_where_to_find_them(site):
    facts = {}
    for address in (A_FAIR_ADVANTAGE, WINE, TRAIN):
        (card,) = site.pages[address].having("p-author", site.pages[address].having("about-authors")[0])
        page = site.pages[address]
        facts[address] = [
            " ".join(found.text_content().split())
            for name in ("p-name", "person-role", "person-links")
            for found in page.having(name, card)
        ]
        assert len(page.having("p-note", card)[0].text_content().split()) > 15
    assert facts == {
        A_FAIR_ADVANTAGE: ["Gosbert Chagula", "Opportunities Lead, Backr"],
        WINE: ["Kate Bagley", "Campaigns and Content Manager, Participle", "@kate_bagley on Twitter"],
        TRAIN: ["Miia Chambers", "Coach, Backr", "@miiachambers on Twitter"],
    }


def test_bios_are_on_the_contributors_pages_with_their_links(site):
    kate, miia = site.pages["/author/kate-bagley/"], site.pages["/author/miia-chambers/"]
    assert {"https://twitter.com/kate_bagley", "https://twitter.com/weareparticiple"} <= set(kate.tree.xpath("//main//a/@href"))
    assert "Burcu" in kate.words("p-note")[0]
    assert "https://twitter.com/miiachambers" in miia.tree.xpath("//main//a/@href")
    assert "more than twenty years" in miia.words("p-note")[0]


def test_the_post_about_circle_ends_with_the_way_to_learn_more(site):
    (box,) = site.pages[WINE].having("learn-more")
    assert (
        " ".join(box.text_content().split())
        == "To learn more about Circle, visit www.circlecentral.com, or read the posts about it on this blog."
    )
    assert box.xpath(".//a/@href") == ["http://www.circlecentral.com/", "/category/circle/"]


def test_the_submission_comes_in_its_envelope(site):
    """Question, submitter, platform, introduction, edited or not, thanks, both contact routes, original: in that order."""
    page = site.pages[REVIEW]
    text = " ".join(page.tree.find(".//main").text_content().split())
    parts = [
        "Should there be changes to children’s services in the UK?",
        "LilyTrent pen-name answered on Guardian Witness:",
        "From the editors Guardian Witness had asked its readers",
        "I have a good deal of practice at the front line behind me",
        "LilyTrent Retold in our own words",
        "LilyTrent, we are very grateful",
        "Reach us: socialmedia@participle.net or @weareparticiple",
        "See the original on Guardian Witness",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert page.having("contact-routes")[0].xpath(".//a/@href") == [
        "mailto:socialmedia@participle.net",
        "https://twitter.com/weareparticiple",
    ]
    assert page.having("original-link")[0].get("href") == "https://witness.theguardian.com/"
    assert page.having("callout-question-text")[0].find("a").get("href") == "/callouts/childrens-services/"


def test_the_answer_that_we_tell_again_says_so_on_its_page_in_feeds_and_in_mails(site):
    label = "Retold in our own words"
    texts = {
        "page": site.pages[REVIEW].text,
        "RSS": site.files["callouts/childrens-services/feed.xml"].decode(),
        "Atom": site.files["callouts/childrens-services/atom.xml"].decode(),
        "JSON": site.files["callouts/childrens-services/feed.json"].decode(),
        "mail": site.files["digests/daily/2014-07-02/mail.html"].decode(),
        "plain mail": site.files["digests/daily/2014-07-02/mail.txt"].decode(),
    }
    assert [where for where, text in texts.items() if label not in " ".join(text.split())] == []


def test_every_page_invites_to_follow_as_the_original_did(site):
    """“Get every new post delivered to your Inbox. Join 111 other followers”: an address, a frequency, a button."""
    for page in site.public_pages.values():
        (form,) = page.having("follow-form")
        assert (form.get("method"), form.get("action")) == ("post", "https://desk.participle.example/follow/")
        (email,) = form.xpath('.//input[@type="email"]')
        assert (email.get("name"), email.get("required") is not None) == ("email", True)
        frequencies = form.xpath('.//select[@name="frequency"]/option/@value | .//input[@name="frequency"]/@value')
        assert frequencies == ["immediately", "daily", "weekly", "monthly"]
        assert form.xpath(".//button[@type='submit']")
        assert "link to stop" in form.text_content()
        assert page.words("follow-count") == ["Join 111 other followers."]
