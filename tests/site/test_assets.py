"""Static files keep a name for as long as they keep their bytes, so that browsers may keep them too."""

import hashlib
import re


def test_every_static_file_is_named_after_its_bytes(site):
    assets = {name: data for name, data in site.files.items() if name.startswith("theme/")}
    assert assets
    for name, data in assets.items():
        assert re.search(r"\.([0-9a-f]{10})\.\w+$", name)[1] == hashlib.sha256(data).hexdigest()[:10]


def test_a_page_fetches_one_style_sheet(site):
    """The large print, which few come to, adds its own to it, so that nobody else carries that."""
    for page in site.pages.values():
        if not page.address.endswith("/mail.html"):
            sheets = [re.sub(r"\.[0-9a-f]{10}", "", sheet) for sheet in page.tree.xpath('//link[@rel="stylesheet"]/@href')]
            own = ["/theme/css/large_print.css"] if "page-large-print" in page.tree.body.get("class") else []
            assert sheets == ["/theme/css/site.css", *own], page.address


def test_a_change_of_looks_changes_the_name_of_what_changed_and_of_nothing_else(project, site):
    copy = project()
    copy.edit("theme/static/css/people.css", ".avatar { flex: none;", ".avatar { flex: none; opacity: 0.9;")
    changed = copy.build().site
    before, after = ({name for name in each.files if name.startswith("theme/")} for each in (site, changed))
    assert sorted(re.sub(r"\.[0-9a-f]{10}\.", ".", name) for name in before ^ after) == ["theme/css/site.css"] * 2


def test_without_the_plugin_the_browser_puts_the_sheets_together(project):
    copy = project()
    copy.edit("pelicanconf.py", '    "plugins.assets",\n', "")
    built = copy.build().site
    assert built.pages["/"].tree.xpath('//link[@rel="stylesheet"]/@href') == ["/theme/css/site.css"]
    assert {"theme/css/site.css", "theme/css/tokens.css", "theme/fonts/literata.woff2", "theme/feed.css"} <= set(built.files)
    assert b'href="/theme/feed.css"' in built.files["feed.xml"]


def test_in_a_folder_of_its_host_the_site_still_finds_its_files(project):
    copy = project()
    copy.set(SITEURL="https://example.org/blog")
    built = copy.build().site
    (sheet,) = built.pages["/blog/"].tree.xpath('//link[@rel="stylesheet"]/@href')
    assert sheet.startswith("/blog/theme/css/site.") and built.file_at(sheet)
    assert built.broken_links() == []


def test_a_slip_in_the_theme_stops_the_build_with_its_place(project):
    copy = project()
    copy.edit("theme/static/css/site.css", '@import url("people.css");', '@import url("poeple.css");')
    built = copy.build()
    assert built.code != 0
    assert "theme/static/css/site.css imports “poeple.css”, and there is no file theme/static/css/poeple.css" in built.said
