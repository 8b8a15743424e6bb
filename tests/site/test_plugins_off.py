"""Each plugin can be switched off by itself: the site is built without it, and nothing points to what is gone."""

import ast

import pytest

from tests.site.conftest import ROOT

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
    "plugins.feeds": ["feed.xml", "atom.xml", "feed.json", "tag/work/feed.xml"],
    "plugins.digests": ["digests/index.html", "email/weekly.xml"],
    "plugins.manifest": ["site.json"],
    "plugins.sitemap": ["sitemap.xml"],
}


# Links that editors wrote to what the plugin makes. Without the plugin these words are theirs to change.
LINKED = {
    "plugins.contributors": r"\{filename\}/contributors/",
    "plugins.programmes": r"\{filename\}/programmes/",
    "plugins.submissions": r"(?:\{filename\}/callouts/|\{filename\}/submissions/|/callouts/)",
    "plugins.figures": "/credits/",
    "plugins.feeds": r"/(?:feed|atom|email|digests)",
    "plugins.digests": r"/(?:email|digests)/",
}


@pytest.mark.parametrize("plugin", plugins())
def test_without_it_the_site_is_whole(project, plugin):
    copy = without(project, plugin)
    if plugin in ("plugins.quotes", "plugins.figures"):
        copy.drop_blocks("pull-quote" if plugin == "plugins.quotes" else "figure")
    if plugin in LINKED:
        copy.unlink_texts(LINKED[plugin])
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


@pytest.mark.parametrize("plugin", ["plugins.contributors", "plugins.programmes", "plugins.submissions"])
def test_a_link_to_what_a_plugin_would_have_made_is_refused_by_name(project, plugin):
    """An editor who wrote the link learns where it stands; a page with half a link in it helps nobody."""
    copy = without(project, plugin)
    kind = plugin.removeprefix("plugins.").replace("submissions", "callouts")
    name = {"contributors": "kate-bagley", "programmes": "circle", "callouts": "good-help"}[kind]
    copy.unlink_texts()
    copy.write("content/pages/linking.md", f"---\ntitle: Linking\n---\n[Over there]({{filename}}/{kind}/{name}.md)\n")
    built = copy.build()
    assert built.code == 1
    assert "content/pages/linking.md:4" in built.said


def test_without_the_reader_nothing_is_built_and_it_is_said(project):
    """Whatever else reads Markdown would publish drafts and unscreened submissions."""
    built = without(project, "plugins.reader").build()
    assert built.code != 0
    assert not built.folder.exists()
