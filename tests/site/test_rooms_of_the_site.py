"""Every kind of page shows what it is for: lists, profiles, programmes, callouts, credits, archives, the way to follow."""

import re
from datetime import date

import pytest


def text_of(page) -> str:
    return " ".join(page.tree.find(".//main").text_content().split())


def addresses(page, within: str = "main") -> list[str]:
    return page.tree.xpath(f"//{within}//a/@href")


def test_there_is_enough_to_read(site):
    """Twelve posts or more, of which the home page shows the newest, and the rest is a page further."""
    assert len(site.posts) >= 12
    first, second = site.pages["/"], site.pages["/page/2/"]
    listed = [
        link
        for page in (first, second)
        for link in page.tree.xpath("//main//article//h2/a/@href | //main//article//h3/a/@href")
        if link in site.posts
    ]
    assert listed == sorted(site.posts, reverse=True)
    assert first.tree.xpath('//a[@rel="next"]/@href') == ["/page/2/"]
    assert second.tree.xpath('//a[@rel="prev"]/@href') == ["/"]


def test_posts_know_their_neighbours_and_relations(site):
    order = list(site.posts)
    for older, post, newer in zip(["", *order], order, [*order[1:], ""], strict=False):
        page = site.posts[post]
        assert page.tree.xpath('//nav//a[@rel="prev"]/@href') == [older] * bool(older)
        assert page.tree.xpath('//nav//a[@rel="next"]/@href') == [newer] * bool(newer)
        related = page.tree.xpath('//section[@class="related"]//h3/a/@href')
        assert len(related) <= 3
        assert post not in related
    assert sum(bool(page.having("related")) for page in site.posts.values()) >= 10


def test_the_archive_has_every_post_by_year_and_month(site):
    assert [link for link in addresses(site.pages["/archive/"]) if link in site.posts] == sorted(site.posts, reverse=True)
    for period in {post[:6] for post in site.posts} | {post[:9] for post in site.posts}:
        listed = site.pages[period].tree.xpath("//article//h3/a/@href")
        assert listed == sorted((post for post in site.posts if post.startswith(period)), reverse=True)


def test_a_tag_page_lists_the_posts_that_have_the_tag(site):
    tags: dict[str, list[str]] = {}
    for post, page in site.posts.items():
        for tag in page.tree.xpath('//a[@rel="tag"]/@href'):
            tags.setdefault(tag, []).append(post)
    assert len(tags) >= 8
    assert sorted(link for link in addresses(site.pages["/tags/"]) if link.startswith("/tag/")) == sorted(tags)
    for tag, posts in tags.items():
        assert site.pages[tag].tree.xpath("//article//h3/a/@href") == sorted(posts, reverse=True)[:8]


def test_every_contributor_has_a_page_with_all_their_posts(site):
    index = addresses(site.pages["/contributors/"])
    for person in (target for target in site.manifest["targets"] if target["kind"] == "contributor"):
        address = person["url"].removeprefix(site.url)
        assert address in index
        written = {post for post, page in site.posts.items() if address in page.tree.xpath('//a[@rel="author"]/@href')}
        pages = [page for where, page in site.pages.items() if re.fullmatch(f"{address}(page/\\d+/)?", where)]
        assert {link for page in pages for link in page.tree.xpath("//article//h3/a/@href")} == written


def test_the_index_of_contributors_tells_staff_guests_and_alumni_apart(site):
    groups = {}
    for group in site.pages["/contributors/"].having("people-group"):
        groups[group.find("h2").text_content()] = [name.text_content() for name in site.pages["/contributors/"].having("p-name", group)]
    assert groups == {
        "Who writes here": ["Gosbert Chagula", "The editors", "The picture desk"],
        "Guests": ["Miia Chambers"],
        "Who used to write here": ["Kate Bagley"],
    }


@pytest.mark.parametrize(("slug", "name"), [("backr", "Backr"), ("circle", "Circle")])
def test_a_programme_has_text_and_posts_and_ends_each_of_them(site, slug, name):
    page = site.pages[f"/category/{slug}/"]
    assert page.tree.find(".//h1").text_content() == name
    assert len(page.having("prose")[0].text_content().split()) > 80
    posts = page.tree.xpath('//section[contains(@class, "list-section")]//article//h3/a/@href')
    boxed = [
        post for post, found in site.posts.items() if f"/category/{slug}/" in found.tree.xpath('//aside[@class="learn-more"]//a/@href')
    ]
    assert sorted(posts) == sorted(boxed)
    assert len(posts) >= 2
    assert f"/category/{slug}/" in addresses(site.pages["/programmes/"])


def test_callouts_show_whether_they_can_be_answered(site):
    page = site.pages["/callouts/"]
    groups = {group.find("h2").text_content(): group.xpath(".//h3/a/@href") for group in page.having("callout-group")}
    assert groups == {"Open": ["/callouts/good-help/"], "Closed": ["/callouts/childrens-services/"]}


def test_an_open_callout_has_a_brief_and_says_how_to_write_to_us(site):
    """Production names no form endpoint: the desk takes no answers yet, and a form would end at an address that is not there."""
    page = site.pages["/callouts/good-help/"]
    assert page.having("story-form") == []
    (box,) = page.having("contact-instructions")
    assert box.xpath(".//a/@href")[0] == "mailto:stories@participle.example"
    assert len(page.having("prose")[0].text_content().split()) > 80


def test_a_callout_has_a_form_where_a_service_takes_it(project):
    copy = project("story-form")
    copy.set(SUBMISSIONS={"endpoint": "https://forms.example.net/answers/", "email": "stories@participle.example"})
    (form,) = copy.build().site.pages["/callouts/good-help/"].having("story-form")
    assert (form.get("method"), form.get("action"), form.get("enctype")) == (
        "post",
        "https://forms.example.net/answers/",
        "multipart/form-data",
    )
    names = [field.get("name") for field in form.iter("input", "textarea", "select")]
    assert names == ["callout", "name", "pseudonym", "title", "story", "photo", "email", "consent", "consent", "consent", "consent"]
    assert form.xpath('.//input[@name="callout"]/@value') == ["good-help"]
    assert form.xpath('.//input[@name="consent"]/@value') == ["publish", "publish-anonymously", "contact-first", "information-only"]
    assert form.xpath('.//input[@name="consent"]/@checked') == []


def test_a_form_at_an_address_that_the_desk_does_not_have_stops_check_and_build(project):
    copy = project("no-such-route")
    copy.set(SUBMISSIONS={"endpoint": "https://desk.participle.example/submissions/", "email": "stories@participle.example"})
    checked = copy.run(["invoke", "--search-root", str(copy.folder), "check"])
    for ended in (copy.build(), checked):
        assert ended.code == 1
        assert "SUBMISSIONS[“endpoint”]" in ended.said and "the desk takes no such form; leave it empty" in ended.said


def test_a_closed_callout_has_its_outcome_and_its_answer_and_no_form(site):
    page = site.pages["/callouts/childrens-services/"]
    assert page.having("story-form") == []
    assert "Closed on 31 July 2014" in text_of(page)
    assert "LilyTrent" in page.words("outcome")[0]
    assert page.tree.xpath("//article//h3/a/@href") == ["/2014/07/02/not-another-review/"]


def test_every_picture_is_credited_once_with_all_its_pages(site):
    """Lead pictures, portraits and pictures in the text; the credits page is where a reader looks who made them."""
    shown: dict[str, set[str]] = {}
    for address, page in site.public_pages.items():
        own = page.tree.xpath("//figure//img/@src") + (page.tree.xpath('//header[contains(@class, "profile")]//img/@src'))
        for source in own if "/page/" not in address and not address.startswith("/digests/") else []:
            shown.setdefault(source, set()).add(address)
    entries = site.pages["/credits/"].having("credits")[0].findall("li")
    listed = [(entry.find(".//img").get("src"), set(entry.xpath(".//p[2]//a/@href"))) for entry in entries]
    assert len(listed) == len(dict(listed))
    assert dict(listed) == shown
    for entry in entries:
        assert " ".join(entry.find(".//p").text_content().split()) == "Drawing: The picture desk · CC0 1.0"


def test_the_figure_in_a_text_has_caption_and_credit(site):
    (figure,) = site.pages["/2014/07/22/five-shifts/"].having("e-content")[0].iter("figure")
    assert figure.find(".//img").get("alt")
    assert "Drawing: The picture desk" in figure.find("figcaption").text_content()
    assert figure.xpath('.//a[@rel="license"]/@href') == ["https://creativecommons.org/publicdomain/zero/1.0/"]


def test_the_follow_page_offers_every_feed_and_says_how_often(site):
    page = site.pages["/follow/"]
    links = set(addresses(page))
    wanted = {target["feed"].removeprefix(site.url) for target in site.manifest["targets"]}
    posts = {feed for feed in wanted if not feed.startswith("/author/") or site.files[feed[1:]].count(b'"url"')}
    assert posts <= links
    assert {f"/email/{frequency}.xml" for frequency in site.manifest["frequencies"]} <= links
    assert page.tree.xpath('//form//input[@type="radio"]/@value') == site.manifest["frequencies"]


def test_the_pages_an_editor_must_have_are_there_and_linked_from_everywhere(site):
    wanted = {
        "/about/",
        "/follow/",
        "/share-your-story/",
        "/privacy/",
        "/terms/",
        "/accessibility/",
        "/credits/",
        "/callouts/",
        "/contributors/",
    }
    for page in site.public_pages.values():
        assert wanted <= set(addresses(page, "body")), page.address
        assert len(text_of(page).split()) > 5


def test_quotation_marks_are_british_and_typographic(site):
    """No straight quote is left in prose, and ’90s and ’twas lean the right way."""
    left = []
    for page in site.public_pages.values():
        for place in page.tree.xpath("//main//p//text()[not(ancestor::code)] | //main//li//text()[not(ancestor::code)] | //h1//text()"):
            if re.search(r"""["']""", place) or re.search(r"(?<!\w)‘(?:twas|tis|\d\ds)\b", place):
                left.append(f"{page.address}: {place.strip()[:80]}")
    assert left == []


def test_every_date_is_written_as_people_read_it_and_as_machines_do(site):
    for page in site.public_pages.values():
        for moment in page.tree.iter("time"):
            assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", moment.text_content()), page.address
            assert date.fromisoformat(moment.get("datetime")[:10]).day == int(moment.text_content().split()[0])


def test_the_error_page_leads_back(site):
    page = site.pages["/404.html"]
    assert {"/", "/archive/", "/callouts/"} <= set(addresses(page))
