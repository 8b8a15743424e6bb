"""What is shown where a page is shared: a picture of its own for each post, drawn once."""

import json
import re

import pytest
from PIL import Image

from tests.site.test_consent import ANSWER

SUBMISSION, POST = "/2014/07/02/not-another-review/", "/2014/06/03/a-fair-advantage/"
OWN = ["/author/", "/category/", "/callouts/"]


def card_of(site, address: str) -> dict[str, str]:
    """What the head of a page says of its picture: url, type, width, height, alt."""
    found = {}
    for meta in site.pages[address].tree.xpath('//meta[starts-with(@property, "og:image")]'):
        found[meta.get("property").removeprefix("og:image").lstrip(":") or "url"] = meta.get("content")
    return found


def file_of(site, address: str):
    return site.file_at(card_of(site, address)["url"].removeprefix(site.url))


def test_every_post_has_a_card_of_its_own_in_the_size_and_form_it_claims(site):
    cards = {address: card_of(site, address) for address in site.posts}
    assert len({card["url"] for card in cards.values()}) == len(cards) >= 14
    for address, card in cards.items():
        assert re.fullmatch(re.escape(site.url) + r"/cards/[a-z0-9-]+-[0-9a-f]{10}\.png", card["url"])
        assert address.rstrip("/").rsplit("/", 1)[1] in card["url"]
        assert (card["type"], card["width"], card["height"]) == ("image/png", "1200", "630")
        with Image.open(file_of(site, address)) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert site.pages[address].tree.xpath('//meta[@name="twitter:card"]/@content') == ["summary_large_image"]


def test_no_two_cards_look_the_same_and_none_is_heavy(site):
    cards = {name: data for name, data in site.files.items() if name.startswith("cards/")}
    assert len(set(cards.values())) == len(cards)
    assert max(map(len, cards.values())) < 60_000


def test_the_words_on_a_card_are_said_to_those_who_do_not_see_it(site):
    assert card_of(site, POST)["alt"] == "A fair advantage? – Gosbert Chagula, Opportunities Lead, Backr – The Participle blog"
    assert card_of(site, SUBMISSION)["alt"].startswith(
        "We asked: Should there be changes to children’s services in the UK? – I’m a social worker."
    )
    assert card_of(site, SUBMISSION)["alt"].endswith("– LilyTrent (pen-name) – The Participle blog")
    assert card_of(site, "/callouts/good-help/")["alt"].startswith("We are asking: When did somebody")


def test_contributors_programmes_and_callouts_have_their_own_and_all_other_pages_share_one(site):
    own = {
        address for address in site.public_pages if address in site.posts or any(re.fullmatch(f"{start}[^/]+/", address) for start in OWN)
    }
    assert len({card_of(site, address)["url"] for address in own}) == len(own)
    others = {card_of(site, address)["url"] for address in set(site.public_pages) - own if not re.search("/page/[0-9]+/$", address)}
    assert len(others) == 1
    assert re.search(r"/cards/site-[0-9a-f]{10}\.png$", others.pop())


def test_an_answer_from_the_public_is_told_from_a_post_at_a_glance(site):
    """Another ground, and the bubble’s teal across the upper part."""
    with Image.open(file_of(site, POST)) as post, Image.open(file_of(site, SUBMISSION)) as answer:
        post, answer = post.convert("RGB"), answer.convert("RGB")
        assert post.getpixel((5, 5)) != answer.getpixel((5, 5))
        red, green, blue = answer.getpixel((110, 110))
        assert green > red + 40 and blue > red + 40


def test_structured_data_keeps_the_photo(site):
    pieces = [json.loads(text) for text in site.pages[POST].tree.xpath('//script[@type="application/ld+json"]/text()')]
    (data,) = (piece for piece in pieces if piece["@type"] != "BreadcrumbList")
    assert re.fullmatch(re.escape(site.url) + r"/images/handshake-[0-9a-f]+-\d+\.jpg", data["image"]["contentUrl"])


def test_every_drawing_is_some_pages_and_the_old_one_is_gone(site):
    named = {card_of(site, address).get("url", "").removeprefix(f"{site.url}/") for address in site.pages}
    assert {name for name in site.files if name.startswith("cards/")} == named - {""}
    assert [name for name in site.files if "social-card" in name] == []


def test_a_second_build_draws_nothing(project):
    """The cache stays as it is, and the pages name the same files with the same bytes."""
    copy = project("drawn-once")
    cards = copy.own_cache("pictures") / "cards"
    command = ["pelican", "content", "-s", "publishconf.py", "--fatal", "errors", "--verbose", "-o"]

    def build(name: str):
        folder = copy.folder.parent / name
        built = copy.run([*command, str(folder)], folder)
        drawn, kept = re.search(r"Cards for social networks: (\d+) drawn, (\d+) kept", built.said).groups()
        return built.site, int(drawn), int(kept)

    first, drawn, kept = build("first")
    assert drawn >= 20 and kept == 0
    times = {file: file.stat().st_mtime_ns for file in cards.iterdir()}
    second, again, kept = build("second")
    assert (again, kept) == (0, drawn)
    assert {file: file.stat().st_mtime_ns for file in cards.iterdir()} == times
    assert [name for name, data in first.files.items() if name.startswith("cards/") and second.files[name] != data] == []
    copy.edit("content/articles/2014-06-05-four-jobs-in-five.md", "title: Four jobs in five\n", "title: Four jobs in seven\n")
    assert build("third")[1:] == (1, drawn - 1)


@pytest.fixture(scope="module")
def odd(project):
    """A site with titles that no card was made for."""
    copy = project("odd")
    for number, title in enumerate(["السلام عليكم", "W" * 60, "Tea 👩🏽‍⚕️ with Łukasz", "word " * 60 + "end"], start=1):
        post = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\ndate: 2014-08-0{number} 09:00\nauthors: [kate-bagley]\nsummary:\n---\nWords.\n"
        copy.write(f"content/articles/2014-08-0{number}-odd.md", post)
    secret = ANSWER.format(title="Told", name="Cleopatra-Vane", pseudonym="false", consent="publish-anonymously", words="Words.")
    copy.write("content/submissions/good-help/2014-08-08-told.md", secret)
    return copy.build().site


def test_a_title_that_our_letters_cannot_write_has_the_card_of_the_site(odd):
    assert card_of(odd, "/2014/08/01/odd/") == card_of(odd, "/")
    others = {card_of(odd, f"/2014/08/0{number}/odd/")["url"] for number in (2, 3, 4)}
    assert len(others) == 3 and card_of(odd, "/")["url"] not in others


def test_a_name_that_is_kept_back_changes_nothing_of_the_card(odd):
    """Not even the hash in its address may be made with it."""
    assert card_of(odd, "/2014/08/08/told/")["alt"].endswith("– Told – Anonymous – The Participle blog")


def test_without_the_plugin_a_page_shows_its_own_picture_or_none(project):
    copy = project("no-cards")
    conf = (copy.folder / "pelicanconf.py").read_text(encoding="utf-8")
    copy.write("pelicanconf.py", conf + '\nPLUGINS.remove("plugins.social_cards")\n')
    built = copy.build().site
    assert re.match(re.escape(built.url) + "/images/handshake-", card_of(built, POST)["url"])
    assert card_of(built, POST)["type"] == "image/jpeg"
    with Image.open(file_of(built, POST)) as picture:
        assert [card_of(built, POST)[side] for side in ("width", "height")] == [str(length) for length in picture.size]
    assert card_of(built, "/") == {}
    assert built.pages["/"].tree.xpath('//meta[@name="twitter:card"]/@content') == ["summary"]
    assert [name for name in built.files if name.startswith("cards/")] == []
