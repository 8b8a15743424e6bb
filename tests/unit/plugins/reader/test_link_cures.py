"""An address that leads nowhere is answered with what to write in its place; pictures are found from where their text lies."""

import pytest
from PIL import Image

from tests.unit.plugins.reader.test_links import CONFIG, NOW


@pytest.fixture
def said(newsroom):
    """Line, message and cure of each error of a post with these words, on a site with two pictures and a tag."""
    newsroom.post("first", "Words.", "tags: [Green tea, try-out]\n")
    newsroom.write("pages/about.md", "---\ntitle: About\n---\nWords.\n")
    for name in ("images/Wide Banner.JPG", "images/inbox.png"):
        Image.new("RGB", (16, 10)).save(newsroom.folder / name)

    def said(body):
        path = newsroom.post("good", body)
        index = newsroom.read(NOW, config=CONFIG)
        said.html = index.entries[path].html if path in index.entries else ""
        return [(problem.line, problem.message, problem.cure) for problem in index.errors]

    return said


@pytest.mark.parametrize(
    "address", ["../images/inbox.png", "images/inbox.png", "/images/inbox.png", "{static}/images/inbox.png", "./../images/inbox.png"]
)
def test_a_picture_of_ours_is_found_by_its_path_from_the_text_or_from_content(said, address):
    for written in (f"![pic]({address})", f'<img src="{address}" alt="pic">', f"![pic][p]\n\n[p]: {address}"):
        assert said(written) == [] and 'src="/images/inbox-' in said.html


@pytest.mark.parametrize("address", ["../../images/inbox.png", "images/inbox.png", "{static}/images/inbox.png"])
def test_so_it_is_in_an_answer_and_in_a_field(newsroom, said, address):
    newsroom.write("callouts/care.md", "---\nquestion: Care?\nopens: 2014-01-01\n---\nThe brief.\n")
    path = "submissions/care/2014-07-02-what-i-see.md"
    text = "---\ntitle: T\ndate: 2014-07-02\ncallout: care\nsubmitter: {name: Cleo}\nconsent: publish\nedited: as-sent\nsummary: S.\neditors_note: '![us](%s)'\n---\n![pic](%s)\n"
    newsroom.write(path, text % (address, address))
    index = newsroom.read(NOW, config=CONFIG)
    assert index.errors == []
    entry = index.entries[path]
    assert 'src="/images/inbox-' in entry.html and 'src="/images/inbox-' in entry.values["editors_note"]
    assert entry.values["left_out"] == ()


@pytest.mark.parametrize(
    "address", ["https://else.example/b.png", "//else.example/b.png", "data:image/png;base64,xx", "javascript:x", "http:b.png"]
)
def test_a_picture_from_elsewhere_is_refused_still(said, address):
    ((line, message, cure),) = said(f"Words.\n\n![pic]({address})")
    assert line == 9 and message.startswith("holds a picture from elsewhere") and "content/images/" in cure


@pytest.mark.parametrize(
    "written, message, cure",
    [
        (
            "![pic](inbox.png)",
            "links to “inbox.png”, which is not there",
            "did you mean “{static}/images/inbox.png”? Put the picture into content/images/, and write {static}/images/inbox.png",
        ),
        (
            "![pic](inbxo.png)",
            "links to “inbxo.png”, which is not there",
            "did you mean “{static}/images/inbox.png”? Put the picture into content/images/, and write {static}/images/inbxo.png",
        ),
        (
            "![pic](/images/harvest.jpg)",
            "links to “/images/harvest.jpg”, which is not there",
            "Put the picture into content/images/, and write {static}/images/harvest.jpg",
        ),
        (
            "![pic]({static}/images/harvest.jpg)",
            "links to “{static}/images/harvest.jpg”, which is not there",
            "Put the picture into content/images/, and write {static}/images/harvest.jpg",
        ),
        (
            "![pic](../pictures/Harvest.JPEG)",
            "links to “../pictures/Harvest.JPEG”, which is not there",
            "Put the picture into content/images/, and write {static}/images/Harvest.JPEG",
        ),
        (
            "[pic](</images/Wide Baner.JPG>)",
            "links to “/images/Wide Baner.JPG”, which is not there",
            "did you mean “<{static}/images/Wide Banner.JPG>”? Put the picture into content/images/, and write <{static}/images/Wide Baner.JPG>",
        ),
        (
            "[me](kate@example.org)",
            "links to “kate@example.org”, which is not there",
            "a mail address is written with mailto: before it, like mailto:kate@example.org",
        ),
        (
            "[me](first.last@mail.example.org?subject=Hi)",
            "links to “first.last@mail.example.org?subject=Hi”, which is not there",
            "a mail address is written with mailto: before it, like mailto:first.last@mail.example.org?subject=Hi",
        ),
        (
            "[x](http:/example.org)",
            "links to “http:/example.org”, which is not there",
            "the address of another site has “://” behind http: write http://example.org",
        ),
        (
            "[x](https//example.org/a)",
            "links to “https//example.org/a”, which is not there",
            "the address of another site has “://” behind https: write https://example.org/a",
        ),
        (
            "[x](https:example.org)",
            "links to “https:example.org”, which is not there",
            "the address of another site has “://” behind https: write https://example.org",
        ),
        (
            "[x](report.pdf)",
            "links to “report.pdf”, which is not there",
            "only texts and pictures of content/ are published: put the file where others can fetch it, and write its whole address, https://…",
        ),
        (
            "[x](../files/Report.docx)",
            "links to “../files/Report.docx”, which is not there",
            "only texts and pictures of content/ are published: put the file where others can fetch it, and write its whole address, https://…",
        ),
        (
            "[x]({static}/files/list.csv)",
            "links to “{static}/files/list.csv”, which is not there",
            "only texts and pictures of content/ are published: put the file where others can fetch it, and write its whole address, https://…",
        ),
        (
            "[x](/tag/tryouts/)",
            "links to “/tag/tryouts/”, which is not there",
            "did you mean “/tag/try-out/”? Give a published post this tag, or take the link out; /tags/ lists all that there are",
        ),
        (
            "[x]({tag}gardening)",
            "links to “{tag}gardening”, which is not there",
            "Give a published post this tag, or take the link out; /tags/ lists all that there are",
        ),
        (
            "[x](elsewhere.example/page)",
            "links to “elsewhere.example/page”, which is not there",
            "an address on another site begins with https://, like https://elsewhere.example/page",
        ),
    ],
)
def test_each_slip_has_its_own_cure(said, written, message, cure):
    assert said(f"Words.\n\n{written}") == [(9, message, cure)]


@pytest.mark.parametrize(
    "written, address, cure",
    [
        ("![alt]({static}/images/Wide Banner.JPG)", "{static}/images/Wide Banner.JPG", "![alt](<{static}/images/Wide Banner.JPG>)"),
        ("See [the *page*]({filename}/pages/about us.md).", "{filename}/pages/about us.md", "(<{filename}/pages/about us.md>)"),
        ("![a](|static|/images/Wide  Banner.JPG)", "|static|/images/Wide Banner.JPG", "![a](<|static|/images/Wide Banner.JPG>)"),
    ],
)
def test_an_address_with_a_space_is_shown_between_angle_brackets(said, written, address, cure):
    ((line, message, told),) = said(f"Words.\n\n{written}")
    assert line == 9 and message.endswith("makes no link and is shown as it stands")
    assert " ".join(message.split()).startswith(f"“{address}”") and " ".join(told.split()).endswith(cure)
    assert told.startswith("an address with a space in it goes between < and >")


def test_between_angle_brackets_it_is_a_picture(said):
    assert said("![alt](<{static}/images/Wide Banner.JPG>)") == [] and 'src="/images/wide-banner-' in said.html
