"""Footnotes of two posts on one page must not meet."""

import re

from markdown import Markdown

from plugins.footnotes import SlugFootnotes


def convert(slug, text):
    md = Markdown(extensions=[SlugFootnotes()])
    md.slug = slug
    return md.convert(text)


def test_every_link_leads_to_an_id_with_the_slug_in_it():
    html = convert("a-fair-advantage", "One[^1] two[^b] one again[^1] and again[^1].\n\n[^1]: First.\n[^b]: Second.")
    ids, targets = re.findall(r'id="([^"]+)"', html), re.findall(r'href="#([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 6
    assert set(targets) <= set(ids)
    assert all("a-fair-advantage" in name for name in ids)


def test_two_posts_share_no_id():
    one, two = (set(re.findall(r'id="([^"]+)"', convert(slug, "A[^1].\n\n[^1]: N."))) for slug in ("one", "two"))
    assert one and two and not one & two
