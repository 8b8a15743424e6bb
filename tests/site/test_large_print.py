"""The large-print edition: a week's posts, whole and once, on one page that needs nothing to be pressed."""

import re
from datetime import datetime

import pytest

JUNE, JULY = "/print/2014-W23/", "/print/2014-W27/"
ON_4_JUNE_2014 = 1401876000
POSTAL = "The Participle blog, 1 Example Street, London"


def editions(site) -> list[str]:
    return [address for address in site.pages if re.fullmatch(r"/print/\d{4}-W\d\d/", address.removeprefix(site.root))]


def plain(text: str) -> str:
    return " ".join(text.split())


def test_every_week_with_a_post_has_an_edition_and_no_other_has(site):
    weeks = {datetime.fromisoformat(page.having("dt-published")[0].get("datetime")).strftime("%G-W%V") for page in site.posts.values()}
    assert editions(site) == [f"/print/{week}/" for week in sorted(weeks)]


def test_the_list_leads_to_all_newest_first_and_is_linked_from_everywhere(site):
    links = site.pages["/print/"].tree.xpath("//main//ul//a/@href")
    assert links == editions(site)[::-1]
    assert [page.address for page in site.public_pages.values() if not page.tree.xpath('//footer//a[@href="/print/"]')] == []


def test_the_week_of_a_digest_is_offered_in_large_print(site):
    assert site.pages["/digests/weekly/2014-W23/"].tree.xpath(f'//main//a[@href="{JUNE}"]')
    assert not site.pages["/digests/monthly/2014-06/"].tree.xpath('//main//a[starts-with(@href, "/print/")]')


def test_an_edition_is_not_to_be_found_instead_of_its_posts(site):
    for address in editions(site):
        assert site.pages[address].tree.xpath('//meta[@name="robots"]/@content') == ["noindex"]
        assert f"{site.url}{address}".encode() not in site.files["sitemap.xml"]
    assert f"<loc>{site.url}/print/</loc>".encode() in site.files["sitemap.xml"]


def test_every_post_is_there_whole_and_once(site):
    """Each paragraph of its words, in the order of the days; no pull quote, no side note."""
    pages = {address: plain(site.pages[address].tree.find(".//main").text_content()) for address in editions(site)}
    everything = " ".join(pages.values())
    for post in site.posts.values():
        (title,) = post.words("post-title")
        (page,) = (site.pages[a] for a in pages if title in [plain(h.text_content()) for h in site.pages[a].tree.iter("h2")])
        for paragraph in post.having("e-content")[0].xpath("./p[not(.//a or .//sup)]"):
            assert everything.count(plain(paragraph.text_content())) == 1, (post.address, paragraph.text_content())
        assert page.having("sidenote") == page.having("pull-quote") == []
    titles = [plain(heading.text_content()) for heading in site.pages[JUNE].tree.xpath("//article//h2")]
    assert titles == ["A fair advantage?", "Four jobs in five"]


def test_the_cover_says_which_week_and_what_is_in_it(site):
    page = site.pages[JUNE]
    assert page.words("cover-name") == ["The Participle blog in large print"]
    assert page.tree.findtext(".//h1") == "Week of 2 to 8 June 2014"
    assert [plain(item.text_content()) for item in page.having("contents")[0]] == [
        "A fair advantage? by Gosbert Chagula",
        "Four jobs in five by The editors",
    ]
    assert "browser’s own print command" in page.words("print-hint")[0]


def test_a_picture_comes_with_its_description_caption_and_credit(site):
    (figure, _) = site.pages[JUNE].having("figure")
    assert figure.find("img").get("alt").startswith("Two hands")
    assert plain(figure.find("figcaption").text_content()).endswith("we drew our own. Drawing: The picture desk · CC0 1.0")


def test_notes_stand_at_the_end_of_their_post_with_ids_of_their_own(site):
    page = site.pages[JUNE]
    for post in page.having("large-print-post"):
        (notes,) = page.having("footnote", post)
        (item,) = notes.iter("li")
        assert post.xpath('.//a[@class="footnote-ref"]/@href') == [f"#{item.get('id')}"]
    assert len(page.ids) == len(set(page.ids))


def test_every_address_is_spelled_out(site):
    """Whatever can be pressed says where it leads, in its own words or behind them; but for notes and contents, which are on the sheets."""
    mute = []
    for address in editions(site):
        for link in site.pages[address].tree.xpath('//main//a[not(starts-with(@href, "#"))]'):
            said = link.text_content() + (link.getnext().text_content() if link.getnext() is not None else "")
            target = re.sub(r"^(https?://|mailto:)", "", link.get("href")).strip("/")
            if target.lower() not in said.lower():
                mute.append(f"{address}: {link.get('href')}")
    assert mute == []


def test_a_submission_keeps_its_envelope(site):
    post = plain(site.pages[JULY].having("large-print-post")[0].text_content())
    parts = [
        "We asked: Should there be changes to children’s services in the UK?",
        "LilyTrent (a pen-name) answered on Guardian Witness:",
        "I’m a social worker.",
        "a user called LilyTrent replied",
        "I have a good deal of practice",
        "LilyTrent. Retold in our own words.",
        "we are very grateful that you told this",
        "socialmedia@participle.net or @weareparticiple (twitter.com/weareparticiple)",
        "witness.theguardian.com",
        "This is a retelling.",
    ]
    places = [post.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)


def test_the_last_page_says_how_to_follow_and_how_to_write_to_us(site):
    (last,) = site.pages[JUNE].words("colophon")
    for words in (
        "blog.participle.example/follow",
        "blog.participle.example/callouts",
        "stories@participle.example",
        "blog.participle.example/print",
    ):
        assert words in last
    assert "by post" not in last


@pytest.fixture(scope="module")
def early(project):
    """Built in the middle of a week with a post, in a folder of its host, by people who like letters."""
    copy = project("early")
    copy.unlink_texts()
    copy.set(SITEURL="https://example.org/blog", SUBMISSIONS={"endpoint": "", "email": "", "post": POSTAL})
    return copy.build(at=ON_4_JUNE_2014).site


def test_without_an_email_address_a_callout_says_where_to_send_a_letter(early):
    (box,) = early.pages["/blog/callouts/good-help/"].having("contact-instructions")
    assert f"Write to us at {' '.join(POSTAL.split())}" in " ".join(box.text_content().split())
    assert box.xpath(".//a") == []


def test_a_week_that_is_not_over_has_no_edition_yet(early):
    assert "/blog/print/2014-W23/" not in early.pages
    assert "/blog/print/2014-W21/" in early.pages
    assert early.broken_links() == []


def test_a_postal_address_is_said_where_there_is_one(early):
    (last,) = early.pages["/blog/print/2014-W21/"].words("colophon")
    assert f"by post: {POSTAL}" in last
    assert "by e-mail:" not in last
