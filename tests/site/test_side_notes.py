"""Side notes are on the pages that have a margin and nowhere else: whatever is made from the text says each note once."""

WORDS = "moves the result only from about 67 to about 70"
POST, SUBMISSION = "/2014/06/05/four-jobs-in-five/", "/2014/07/02/not-another-review/"
NOTED = "---\ntitle: {title}\n{facts}---\nWords.[^1]\n\n[^1]: {words}\n"


def test_each_short_note_of_a_post_has_a_hidden_copy(site):
    for page in site.posts.values():
        copies = page.having("sidenote")
        assert len(copies) == len(page.tree.xpath("//li[@class='has-sidenote']"))
        assert [copy for copy in copies if "hidden" not in copy.attrib] == []
    assert site.pages[POST].words("sidenote-text")[0].startswith("1 100 × 86%")


def test_nothing_but_pages_holds_one(site):
    """No feed, no mail, no digest, no large print, no list of posts."""
    holding = {name for name in site.holding("sidenote") if not name.startswith("theme/")}
    assert holding and holding <= {f"{address.strip('/')}/index.html" for address in site.posts}
    for name in ("feed.xml", "atom.xml", "feed.json", "print/2014-W23/index.html"):
        assert site.files[name].decode().count(WORDS) == 1, name
    mail = " ".join(site.files["digests/weekly/2014-W23/mail.txt"].decode().split())
    assert mail.count(WORDS) == 1


def test_a_page_and_a_callout_have_them_and_a_submission_has_none(project):
    copy = project("noted")
    copy.write("content/pages/noted.md", NOTED.format(title="Noted", facts="", words="Ours."))
    copy.edit("content/callouts/good-help.md", "has no closing date.", "has no closing date.[^1]\n\n[^1]: Ours.")
    with (copy.folder / "content/submissions/childrens-services/2014-07-02-not-another-review.md").open("a") as file:
        file.write("\nMore.[^1]\n\n[^1]: Theirs.\n")
    site = copy.build().site
    assert site.pages["/noted/"].words("sidenote-text") == site.pages["/callouts/good-help/"].words("sidenote-text") == ["1 Ours."]
    assert site.pages[SUBMISSION].having("sidenote") == []
    assert "Theirs." in site.pages[SUBMISSION].words("footnote")[0]
