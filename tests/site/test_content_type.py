"""A content type of one's own: one package of plugins/ and its templates are all it takes."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "gallery"
POST = """---
title: Kettles of Peckham
date: 2014-08-01 09:00
authors: [kate-bagley]
venue: peckham
camera: a box Brownie
tags: [kettles]
summary: Nine kettles, and who they boil for.
---
Nine of them, all whistling.
"""
ADDRESS = "/2014/08/01/kettles/"


@pytest.fixture
def with_gallery(project):
    copy = project("gallery")
    shutil.copytree(HERE, copy.folder / "plugins" / "gallery", ignore=shutil.ignore_patterns("templates", "__pycache__"))
    shutil.copytree(HERE / "templates", copy.folder / "theme" / "templates" / "gallery")
    conf = (copy.folder / "pelicanconf.py").read_text(encoding="utf-8")
    copy.write("pelicanconf.py", conf.replace('    "plugins.related",', '    "plugins.gallery",\n    "plugins.related",'))
    copy.write("content/venues/peckham.md", "---\nname: Peckham\nsummary: Where the kettles are.\n---\nA hall in Peckham.\n")
    return copy


def test_it_is_built_listed_fed_found_and_in_the_sitemap(with_gallery):
    with_gallery.write("content/galleries/2014-08-01-kettles.md", POST)
    site = with_gallery.build().site
    page = site.pages[ADDRESS]
    assert page.words("post-title") == ["Kettles of Peckham"]
    assert page.words("camera") == ["Taken with a box Brownie"]
    assert site.broken_links() == []
    for address in ("/archive/", "/tag/kettles/", "/author/kate-bagley/", "/2014/08/", "/venue/peckham/"):
        assert ADDRESS in [href.removeprefix(site.url) for href in site.pages[address].tree.xpath("//a/@href")], address
    venue = site.pages["/venue/peckham/"]
    assert "A hall in Peckham." in venue.text
    for folder in ("tag/kettles/", "author/kate-bagley/", "venue/peckham/"):
        feed = json.loads(site.files[f"{folder}feed.json"])
        assert f"{site.url}{ADDRESS}" in [item["url"] for item in feed["items"]]
    assert json.loads(site.files["venue/peckham/feed.json"])["title"] == "Peckham – The Participle blog"
    assert {f"{site.url}{ADDRESS}", f"{site.url}/venue/peckham/"} <= set(site.files["sitemap.xml"].decode().replace("<", ">").split(">"))
    found = [
        json.loads(gzip.decompress(data).split(b"pagefind_dcd", 1)[1]) for name, data in site.files.items() if name.endswith("pf_fragment")
    ]
    assert "Kettles of Peckham" in [page["meta"]["title"] for page in found]
    assert f"{site.url}{ADDRESS}" in [post["url"] for post in json.loads(site.files["posts.json"])["posts"]]
    assert "digests/weekly/2014-W31/index.html" in site.files


def test_a_mistake_in_it_is_named_with_its_line_and_cure(with_gallery):
    with_gallery.write(
        "content/galleries/2014-08-01-kettles.md", POST.replace("camera:", "kamera:").replace("venue: peckham", "venue: pekham")
    )
    said = with_gallery.build().said
    assert "content/galleries/2014-08-01-kettles.md:6: kamera" in said and "did you mean “camera”?" in said
    with_gallery.write("content/galleries/2014-08-01-kettles.md", POST.replace("venue: peckham", "venue: pekham"))
    said = with_gallery.build().said
    assert "content/galleries/2014-08-01-kettles.md:5: venue: no venue “pekham”" in said and "did you mean “peckham”?" in said


def test_new_asks_for_it_and_what_it_writes_is_shown_as_a_draft(with_gallery):
    given = ["--title", "Kettles", "--answer", "venue=peckham", "--answer", "camera=a Leica: old", "--date", "2014-08-01 09:00"]
    made = with_gallery.run(["invoke", "--search-root", str(with_gallery.folder), "new", "gallery", *given], with_gallery.folder, 0, {})
    assert made.code == 0, made.said
    assert "Made content/galleries/2014-08-01-kettles.md" in made.said and "/drafts/2014/08/01/kettles/" in made.said
    with_gallery.edit("content/galleries/2014-08-01-kettles.md", "status: draft\n", "status: draft\nauthors: [kate-bagley]\n")
    assert with_gallery.preview().site.pages["/drafts/2014/08/01/kettles/"].words("camera") == ["Taken with a Leica: old"]


def test_while_its_plugin_is_off_it_makes_no_pages(with_gallery):
    with_gallery.write("content/galleries/2014-08-01-kettles.md", POST)
    with_gallery.edit("pelicanconf.py", '    "plugins.gallery",\n', "")
    site = with_gallery.build().site
    assert ADDRESS not in site.pages and "/venue/peckham/" not in site.pages
