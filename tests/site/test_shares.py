"""A post can be passed on from its page: by plain links, and nowhere else than there."""

from urllib.parse import parse_qs, urlsplit

SUBMISSION = "/2014/07/02/not-another-review/"
WORDS = ["Share by E-mail", "Share on WhatsApp", "Share on Bluesky", "Share on LinkedIn", "Share on Facebook"]


def test_every_post_and_no_other_page_has_the_row(site):
    for page in site.pages.values():
        assert len(page.having("sharing")) == (page.address in site.posts), page.address
    assert len(site.posts) >= 14


def test_it_offers_what_the_setting_names_and_the_link_itself(site):
    for page in site.posts.values():
        (row,) = page.having("sharing")
        links = row.findall(".//a")
        assert [" ".join(link.text_content().split()) for link in links] == WORDS
        assert {link.get("rel") for link in links} == {"noopener noreferrer nofollow"}
        canonical = page.tree.xpath('//link[@rel="canonical"]/@href')
        assert row.xpath(".//input/@value") == [found.text_content() for found in page.having("share-url")] == canonical


def test_no_link_says_more_than_the_title_and_the_address(site):
    """No campaign, no referrer, nobody’s name: who sent us an answer is not dragged into anybody’s network."""
    for page in site.posts.values():
        title, address = page.words("post-title")[0], page.tree.xpath('//link[@rel="canonical"]/@href')[0]
        known = {("subject", title), ("body", f"{title} {address}"), ("text", f"{title} {address}"), ("u", address), ("url", address)}
        for link in page.tree.xpath('//section[@class="sharing"]//a/@href'):
            fields = parse_qs(urlsplit(link).query, keep_blank_values=True)
            assert {(name, " ".join(value.split())) for name, values in fields.items() for value in values} <= known, link


def test_a_submission_asks_to_share_this_and_nothing_of_the_person(site):
    (row,) = site.pages[SUBMISSION].having("sharing")
    assert row.findtext(".//h2") == "Share this"
    assert "LilyTrent" not in row.text_content()


def test_feeds_and_mails_do_not_have_it(site):
    assert {f"/{name.removesuffix('index.html')}" for name in site.holding("wa.me/?")} == set(site.posts)


def test_the_setting_decides_what_is_offered(project):
    few, none, wrong = project("few"), project("none"), project("wrong")
    few.set(SHARE=["link", "email"])
    (row,) = few.build().site.pages[SUBMISSION].having("sharing")
    assert [link.text_content() for link in row.findall(".//a")] == ["Share by E-mail"]
    none.set(SHARE=[])
    assert none.build().site.pages[SUBMISSION].having("sharing") == []
    wrong.set(SHARE=["emial"])
    said = wrong.build()
    assert said.code != 0
    assert "SHARE: there is no “emial”; did you mean “email”?" in said.said


def test_a_hidden_post_is_not_offered_to_be_passed_on(project):
    copy = project("hiding")
    copy.edit(
        "content/articles/2014-06-05-four-jobs-in-five.md", "title: Four jobs in five\n", "title: Four jobs in five\nstatus: hidden\n"
    )
    page = copy.build().site.pages["/2014/06/05/four-jobs-in-five/"]
    assert page.having("sharing") == []
