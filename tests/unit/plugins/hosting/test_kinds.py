"""Which kind a path is of."""

import re

import pytest

from plugins.hosting.kinds import FOR_EVER, kinds
from plugins.hosting.policies import policies

KINDS = kinds(policies("https://blog.participle.example"))


def kind_of(path: str) -> str:
    return next(kind.name for kind in KINDS if re.fullmatch(kind.pattern, path))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("", "rest"),
        ("index.html", "rest"),
        ("2014/06/03/a-fair-advantage/", "rest"),
        ("digests/weekly/2014-W23/", "rest"),
        ("digests/weekly/2014-W23/mail.html", "mail"),
        ("digests/weekly/2014-W23/mail.txt", "rest"),
        ("about/mail.html", "rest"),
        ("search/", "search"),
        ("search/index.html", "search"),
        ("research/", "rest"),
        ("pagefind/pagefind.js", "pagefind"),
        ("pagefind/wasm.en.pagefind", "pagefind"),
        ("pagefind/fragment/en_0123456.pf_fragment", "index"),
        ("feed.xml", "feed"),
        ("author/kate-bagley/atom.xml", "feed"),
        ("email/weekly.xml", "feed"),
        ("sitemap.xml", "rest"),
        ("tag/work/feed.json", "json-feed"),
        ("site.json", "manifest"),
        ("posts.json", "manifest"),
        ("images/tea.png", "picture"),
        ("theme/css/site.css", "rest"),
    ],
)
def test_a_path_is_of_its_kind(path, name):
    assert kind_of(path) == name


@pytest.mark.parametrize(
    "path",
    [
        "theme/css/site-0123456789ab.css",
        "theme/css/site.0123456789ab.css",
        "theme/fonts/serif-0123456789abcdef0123456789abcdef.woff2",
        "images/tea-0123456789-640.avif",
        "images/tea-0123456789abcdef.w640.webp",
        "cards/2014/06/03/tea-0123456789.png",
        "fonts/serif.0123456789.woff2",
    ],
)
def test_what_has_a_hash_in_its_name_is_kept_for_ever(path):
    assert next(kind for kind in KINDS if re.fullmatch(kind.pattern, path)).cache == FOR_EVER


@pytest.mark.parametrize(
    "path",
    [
        "images/tea-2014-06-03.png",
        "images/tea-20140603.png",
        "images/deadbeef.png",
        "theme/css/site.css",
        "author/0123456789abcdef/",
        "2014/06/03/effaced-0123456789/index.html",
        "images/0123456789abcdef/tea.png",
    ],
)
def test_what_has_none_is_not(path):
    assert next(kind for kind in KINDS if re.fullmatch(kind.pattern, path)).cache != FOR_EVER


def test_everything_is_of_some_kind():
    assert re.fullmatch(KINDS[-1].pattern, "anything/at all.xyz")


def test_only_pages_of_folders_answer_to_two_addresses():
    assert [kind.name for kind in KINDS if kind.is_folder] == ["search"]
