"""What stands in _headers and _redirects, and that it keeps to what hosts can read."""

import re
from dataclasses import replace

import pytest

from plugins.hosting import hosts
from plugins.hosting.generator import too_many
from plugins.hosting.redirects import Redirect

FILES = [
    *("404.html", "index.html", "feed.xml", "atom.xml", "feed.json", "site.json", "email/weekly.xml", "about/index.html"),
    *("tag/tea/feed.xml", "tag/tea/feed.json", "tag/tea/index.html"),
    *("2014/06/03/tea/index.html", "digests/index.html", "digests/weekly/2014-W23/index.html", "digests/weekly/2014-W23/mail.html"),
    *("search/index.html", "pagefind/pagefind.js", "pagefind/pagefind.en_0123456789.pf_meta", "pagefind/fragment/en_0123456.pf_fragment"),
    *("theme/feed.css", "theme/css/site-0123456789ab.css", "theme/css/print-0123456789ab.css", "theme/logo-0123456789ab.svg"),
    *("images/tea-0123456789ab-640.avif", "images/tea-0123456789ab-640.webp"),
]


@pytest.fixture
def blocks(made) -> dict[str, dict[str, str]]:
    return {path: dict(lines) for path, lines in hosts.header_blocks(made, sorted(FILES))}


def test_a_folder_of_fingerprinted_files_is_one_rule_and_a_mixed_one_names_them(blocks):
    lasting = [path for path, lines in blocks.items() if "immutable" in lines.get("Cache-Control", "")]
    assert lasting == [
        "images/*",
        "pagefind/pagefind.en_0123456789.pf_meta",
        "pagefind/fragment/*",
        "theme/logo-0123456789ab.svg",
        "theme/css/*",
    ]


def test_a_mixed_folder_with_very_many_names_is_left_to_the_host(made):
    files = ["images/tea.png", *(f"images/{number:012}-640.avif" for number in range(50)), "images/-0123456789ab.png"]
    assert len(hosts.header_blocks(made, sorted([*files, *FILES]))) < 40


def test_feeds_have_their_types(blocks):
    assert blocks["feed.xml"]["Content-Type"] == blocks["email/*"]["Content-Type"] == "application/xml; charset=utf-8"
    assert blocks["tag/:name/feed.json"]["Content-Type"] == "application/feed+json"


def test_a_mail_has_its_own_policy_under_the_name_that_cloudflare_gives_it_too(blocks, made):
    for name in ("mail.html", "mail"):
        assert blocks[f"digests/:frequency/:key/{name}"]["Content-Security-Policy"] == str(made.policies.mail)


def test_the_search_has_its_own_policy_and_so_has_what_it_loads(blocks, made):
    assert blocks["search/*"]["Content-Security-Policy"] == blocks["pagefind/*"]["Content-Security-Policy"] == str(made.policies.search)


def test_patterns_are_of_the_kind_that_every_host_reads(made):
    """An asterisk only as the last part, a placeholder only as a whole one."""
    paths = [line for line in hosts.headers(made, FILES).splitlines() if line.startswith("/")]
    paths += [line.split()[0] for line in hosts.redirects(made, ["2014", "2015"]).splitlines()]
    for path in paths:
        assert re.fullmatch(r"/(?:(?:[^/:*]+|:[a-z]+)/)*(?:\*|[^/:*]*|:[a-z]+)", path), path


def test_lines_are_short_enough(made):
    for line in [*hosts.headers(made, FILES).splitlines(), *hosts.redirects(made, ["2014"]).splitlines()]:
        assert len(line) < 1000


def test_fixed_redirects_come_before_those_with_placeholders(made):
    lines = hosts.redirects(made, ["2014", "2015"]).splitlines()
    kinds = [":" in line for line in lines]
    assert kinds == sorted(kinds)
    assert all(re.fullmatch(r"/\S* /\S* 301", line) for line in lines)


def test_a_placeholder_never_stands_for_a_year(made):
    """It would take /digests/weekly/2014-W23/ for a day."""
    assert [line for line in hosts.redirects(made, ["2014"]).splitlines() if line.startswith("/:")] == []


def test_newer_years_come_first_so_that_a_limit_costs_the_oldest(made):
    years = re.findall(r"^/(\d{4})/", hosts.redirects(made, ["2003", "2015", "2014"]), re.M)
    assert years[-18:] == ["2015"] * 6 + ["2014"] * 6 + ["2003"] * 6


def test_no_source_is_said_twice(made):
    sources = [line.split()[0] for line in hosts.redirects(made, ["2014", "2015"]).splitlines()]
    assert len(set(sources)) == len(sources)


def test_other_letters_are_written_both_ways_that_percent_signs_are(made):
    lines = hosts.redirects(made, ["2014"]).splitlines()
    assert {"/caf%C3%A9/ /2014/06/03/tea/ 301", "/caf%c3%a9/ /2014/06/03/tea/ 301"} <= set(lines)


def test_queries_are_for_netlify_alone(made):
    """Cloudflare Workers refuse the whole site over a line of four words."""
    assert "/ p=7 /2014/06/03/tea/ 301!" in hosts.netlify_redirects(made).splitlines()
    assert "p=7" not in hosts.redirects(made, ["2014"])


def test_the_folder_of_the_site_stands_before_every_path(made):
    inside = replace(made, root="/blog")
    paths = [line for line in hosts.headers(inside, FILES).splitlines() if line.startswith("/")]
    paths += [path for line in hosts.redirects(inside, ["2014"]).splitlines() for path in line.split()[:2]]
    paths += [path for line in hosts.netlify_redirects(inside).splitlines() for path in (line.split()[0], line.split()[2])]
    assert [path for path in paths if not path.startswith("/blog/")] == []


def test_what_cloudflare_would_leave_out_is_said(made):
    assert too_many(made, FILES, ["2014"]) == []
    many = replace(made, redirects=tuple(Redirect(f"old-{number}", "about/") for number in range(1500)))
    pages = [f"page-{number}/index.html" for number in range(120)]
    warnings = too_many(many, pages, [str(year) for year in range(2000, 2030)])
    assert [warning.split(";")[0] for warning in warnings] == [
        "_headers has 123 rules",
        "_redirects has 3000 fixed redirects",
    ]
    assert [warning.split(";")[0] for warning in too_many(made, FILES, [str(year) for year in range(2000, 2030)])] == [
        "_redirects has 194 redirects with placeholders"
    ]
