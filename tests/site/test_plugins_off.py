"""Each plugin can be switched off by itself: the site is built without it, and nothing points to what is gone."""

import ast

import pytest

from testing.newsroom import ROOT

POST = "/2014/06/03/a-fair-advantage/"
SUBMISSION = "/2014/07/02/not-another-review/"


def plugins() -> list[str]:
    """The plugins of pelicanconf.py, but for the reader: without it there is nothing to build from."""
    tree = ast.parse((ROOT / "pelicanconf.py").read_text(encoding="utf-8"))
    (names,) = (ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "PLUGINS")
    return [name for name in names if name != "plugins.reader"]


def without(project, plugin: str):
    """A copy of the project in which one plugin is off."""
    copy = project(plugin.replace(".", "-"))
    conf = (copy.folder / "pelicanconf.py").read_text(encoding="utf-8")
    copy.write("pelicanconf.py", conf + f'\nPLUGINS.remove("{plugin}")\n')
    return copy


# What must be gone with each, as a file or as words of a page; where nothing is listed, the words merely look different.
GONE = {
    "plugins.contributors": ["author/kate-bagley/index.html", "contributors/index.html"],
    "plugins.programmes": ["category/backr/index.html", "programmes/index.html"],
    "plugins.submissions": ["callouts/index.html", "callouts/good-help/index.html"],
    "plugins.figures": ["credits/index.html"],
    "plugins.feeds": ["feed.xml", "atom.xml", "feed.json", "tag/networks/feed.xml"],
    "plugins.digests": ["digests/index.html", "email/weekly.xml"],
    "plugins.large_print": ["print/index.html", "print/2014-W23/index.html"],
    "plugins.site_json": ["site.json", "posts.json"],
    "plugins.search": ["search/index.html", "pagefind/pagefind.js"],
    "plugins.sitemap": ["sitemap.xml"],
    "plugins.hosting": ["_headers", "_redirects", ".delivery/nginx.conf"],
}


@pytest.mark.parametrize("plugin", plugins())
@pytest.mark.sample(6)
def test_without_it_the_site_is_whole(project, plugin):
    copy = without(project, plugin)
    built = copy.build()
    assert built.code == 0, built.said
    site = built.site
    assert site.broken_links() == []
    assert {"/", "/archive/", "/tags/", "/about/", "/follow/", "/404.html", POST} <= set(site.pages)
    # Without its envelope nobody would know whose words a submission is, so it goes with the plugin.
    assert (SUBMISSION in site.pages) is (plugin != "plugins.submissions")
    assert len(site.posts) >= 12
    assert site.pages[POST].words("post-title") == ["A fair advantage?"]
    assert "It goes by many names" in site.pages[POST].words("e-content")[0]
    assert [name for name in GONE.get(plugin, []) if name in site.files] == []


def test_a_link_to_what_a_plugin_would_have_made_keeps_its_words(project):
    copy = without(project, "plugins.programmes")
    copy.write("content/pages/linking.md", "---\ntitle: Linking\n---\nRead [all of Circle]({filename}/programmes/circle.md).\n")
    (words,) = copy.build().site.pages["/linking/"].tree.xpath('//p[starts-with(., "Read all")]')
    assert (words.text_content().strip(), len(words)) == ("Read all of Circle.", 0)


def test_without_the_reader_nothing_is_built_and_it_is_said(project):
    """Whatever else reads Markdown would publish drafts and unscreened submissions."""
    built = without(project, "plugins.reader").build()
    assert built.code != 0
    assert not built.folder.exists()


def test_a_wrong_order_stops_the_build_and_names_the_plugin_and_where_it_goes(project):
    copy = project("wrong-order")
    conf = (copy.folder / "pelicanconf.py").read_text(encoding="utf-8")
    copy.write("pelicanconf.py", conf + '\nPLUGINS.remove("plugins.feeds")\nPLUGINS.insert(0, "plugins.feeds")\n')
    built = copy.build()
    assert built.code != 0
    assert "PLUGINS names plugins.feeds above" in built.said
    assert "move plugins.feeds below plugins.submissions" in built.said


def test_a_setting_under_its_old_name_stops_the_build_and_the_new_name_is_given(project):
    copy = project("old-setting")
    copy.set(MAIL_SENDER="The blog, 1 High Street")
    built = copy.build()
    assert built.code != 0
    assert "MAIL_SENDER is now called MAIL_FOOTER" in built.said
