"""What the site publishes for the desk, and that it needs none."""

import json

DRAFT = "---\ntitle: Words\ndate: 2014-05-01 09:00\nauthors: [kate-bagley]\nstatus: {status}\n---\nWords.\n"


def test_there_is_a_page_for_the_desk_to_fill(site):
    page = site.files["desk.txt"].decode()
    assert page.count("<!--desk:main-->") == 1
    assert "<title>desk:title – " in page and 'content="noindex"' in page
    assert 'class="follow-footer"' not in page  # nobody is asked to follow who is just doing it
    assert b"desk.txt" not in site.files["sitemap.xml"]


def test_the_page_after_the_button_is_known_to_the_desk_and_found_by_nobody_else(site):
    pages = {page["kind"]: page["url"] for page in json.loads(site.files["site.json"])["pages"]}
    assert pages["welcome"] == f"{site.url}/welcome/"
    assert b"welcome/" not in site.files["sitemap.xml"]
    assert b'content="noindex"' in site.files["welcome/index.html"]


def test_letters_can_be_looked_at_in_preview_and_are_not_published(site, project):
    assert not [name for name in site.files if name.startswith("letters/")]
    seen = project("letters").preview().site.files
    assert {name for name in seen if name.startswith("letters/")} == {
        f"letters/{kind}.{form}" for kind in ("confirm", "reconfirm", "already_following", "shutdown") for form in ("html", "txt")
    }
    assert b"Yes, I want to follow" in seen["letters/confirm.html"]


def test_a_broken_letter_stops_the_build_by_name(project):
    copy = project("broken-letter")
    copy.write("theme/templates/mail/confirm.txt", '{% extends "mail/base.txt" %}{% block words %}{{ daze }}{% endblock %}')
    built = copy.build()
    assert built.code != 0
    assert "mail/confirm.txt" in built.said and "daze" in built.said


def test_the_large_form_offers_everything_that_can_be_followed(site):
    form = site.files["follow/index.html"].decode()
    targets = json.loads(site.files["site.json"])["targets"]
    offered = {f"{target['kind']}/{target['slug']}" if target["slug"] else target["kind"] for target in targets}
    assert len(offered) >= 20
    assert [word for word in offered if f'<option value="{word}">' not in form] == []


def test_every_form_has_a_field_for_programs_that_people_do_not_see(site):
    for name in ("index.html", "follow/index.html"):
        page = site.files[name].decode()
        assert '<div class="visually-hidden" aria-hidden="true"><label>Leave this empty <input name="website" tabindex="-1"' in page
        assert f'<input type="hidden" name="page" value="{name}">' in page


def test_every_post_is_listed_with_the_id_that_its_feeds_have_and_no_draft(site):
    posts = {post["url"]: post for post in json.loads(site.files["posts.json"])["posts"]}
    assert len(posts) == len(site.posts)
    in_feeds = {
        item["url"]: item["id"] for name, data in site.files.items() if name.endswith("feed.json") for item in json.loads(data)["items"]
    }
    assert {url: posts[url]["id"] for url in in_feeds} == in_feeds
    assert [url for url in posts if site.file_at(url.removeprefix(site.url)) is None] == []
    assert all(post["text_hash"] and post["title"] and post["published"] for post in posts.values())


def test_a_draft_a_hidden_post_and_a_deleted_one_are_not_listed_and_a_renamed_one_is(site, project):
    copy = project("posts")
    before = {post["id"]: post for post in json.loads(site.files["posts.json"])["posts"]}
    copy.edit(
        "content/articles/2014-06-03-a-fair-advantage.md",
        "title: A fair advantage?",
        "title: A fair advantage?\nid: mine\naliases: /2013/01/old/",
    )
    copy.write("content/articles/2014-05-01-a-draft.md", DRAFT.format(status="draft"))
    copy.write("content/articles/2014-05-02-hidden.md", DRAFT.format(status="hidden"))
    copy.write("content/articles/2014-05-03-seen.md", DRAFT.format(status="published"))
    after = {post["id"]: post for post in json.loads(copy.build().site.files["posts.json"])["posts"]}
    own = next(each for each in after if each.endswith(":mine"))
    seen = next(each for each in after if each.endswith("2014-05-03-seen"))
    old = next(each for each in before if each.endswith("2014-06-03-a-fair-advantage"))
    assert set(after) - set(before) == {own, seen} and set(before) - set(after) == {old}
    assert after[own]["aliases"] == [f"{site.url}/2013/01/old/"] and after[own]["text_hash"] == before[old]["text_hash"]
    assert {each for each in set(before) & set(after) if before[each] != after[each]} == set()
