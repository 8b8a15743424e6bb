"""`_headers` and `_redirects` as hosts read them: nothing contradicts itself, whichever way a host joins rules.

The two readers below follow what Cloudflare documents and does (every rule that fits counts, values are joined by a comma;
redirects come before files) and what Netlify's own tools do (the last rule that fits wins; a slash at the end matters not;
files come before redirects).
"""

import re
from urllib.parse import quote

import pytest

ONE_YEAR = "public, max-age=31536000, immutable"


def blocks(text: str) -> list[tuple[str, dict[str, str]]]:
    """The rules of a _headers file."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            found.append((line, {}))
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            assert name not in found[-1][1]
            found[-1][1][name] = value
    return found


def cloudflare_pattern(path: str) -> re.Pattern:
    pattern = ".*".join(re.escape(part) for part in path.split("*"))
    return re.compile(re.sub(r":([A-Za-z]\w*)", r"(?P<\1>[^/]+)", pattern))


def netlify_pattern(path: str) -> re.Pattern:
    parts = ("([^/]+)" if part.startswith(":") else "?(.*)" if part == "*" else re.escape(part) for part in path.split("/") if part)
    return re.compile(f"/{'/'.join(parts)}/?", re.I)


def cloudflare(rules, address: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, headers in rules:
        if cloudflare_pattern(path).fullmatch(address):
            for name, value in headers.items():
                found.setdefault(name, []).append(value)
    return found


def netlify(rules, address: str) -> dict[str, list[str]]:
    found = {}
    for path, headers in rules:
        if netlify_pattern(path).fullmatch(address):
            found |= {name: [value] for name, value in headers.items()}
    return found


HOSTS = {"cloudflare": cloudflare, "netlify": netlify}


@pytest.fixture(params=sorted(HOSTS))
def seen(request, site):
    """Address → header → its values, on one host, for every file. Cloudflare knows pages without .html."""
    rules = blocks(site.files["_headers"].decode())
    addresses = ["/" + quote(name.removesuffix("index.html")) for name in site.files if not name.startswith((".", "_"))]
    if request.param == "cloudflare":
        addresses = [address.removesuffix(".html") if address != "/404.html" else address for address in addresses]
    return {address: HOSTS[request.param](rules, address) for address in addresses}


def directives(policy: str) -> dict[str, set[str]]:
    return {words[0]: set(words[1:]) - {"'none'"} for words in (part.split() for part in policy.split("; "))}


def together(policies: list[str]) -> dict[str, set[str]]:
    """What several policies at once allow: what each of them allows. All name the same directives, with sources of the same spelling."""
    first, *others = map(directives, policies)
    for other in others:
        assert other.keys() == first.keys()
        first = {name: sources & other[name] for name, sources in first.items()}
    return first


def test_only_the_policy_is_ever_given_twice(seen):
    twice = {name for headers in seen.values() for name, values in headers.items() if len(values) > 1}
    assert twice <= {"Content-Security-Policy"}


def test_every_page_and_feed_ends_with_the_policy_that_nginx_gives_it(seen, site):
    nginx = site.files[".delivery/nginx.conf"].decode()
    policies = re.findall(r'location ~ "[^"]*" \{  # (\w[\w-]*)\n(?:.*\n)*?.*add_header Content-Security-Policy "([^"]*)"', nginx)
    known = {name: directives(policy) for name, policy in policies}
    checked = 0
    for address, headers in seen.items():
        if re.search(r"(?:/|\.html|/mail|feed\.xml|atom\.xml|feed\.json)$", address) or address.startswith("/email/"):
            kind = "mail" if re.search(r"/mail(?:\.html)?$", address) else "search" if address.startswith("/search/") else "feed"
            assert together(headers["Content-Security-Policy"]) == known[kind], address
            checked += 1
    assert checked > 150


def test_whatever_else_there_is_has_no_inline_program(seen):
    """The page for what is not there, and folders that come later: nothing but our own files may run."""
    for headers in seen.values():
        allowed = together(headers["Content-Security-Policy"])
        assert allowed["script-src"] <= {"'self'", "'wasm-unsafe-eval'"}
        assert allowed["frame-ancestors"] == allowed["object-src"] == allowed["default-src"] == set()


def test_every_file_has_the_common_headers(seen):
    for headers in seen.values():
        assert headers["Strict-Transport-Security"] == ["max-age=63072000"]
        assert headers["X-Content-Type-Options"] == ["nosniff"]
        assert headers["Referrer-Policy"] == ["strict-origin-when-cross-origin"]


def test_feeds_have_their_types_and_ten_minutes(seen):
    feeds = {address: headers for address, headers in seen.items() if re.search(r"(?:feed|atom)\.xml$|feed\.json$|^/email/", address)}
    assert len(feeds) > 50
    for address, headers in feeds.items():
        kind = "application/feed+json" if address.endswith(".json") else "application/xml; charset=utf-8"
        assert (headers["Content-Type"], headers["Cache-Control"]) == ([kind], ["public, max-age=600"]), address


def test_for_ever_is_said_of_nothing_that_may_change(seen):
    for address, headers in seen.items():
        if headers.get("Cache-Control") == [ONE_YEAR]:
            assert re.search(r"[.-][0-9a-f]{10,}[.-]|\.pf_", address), address


def test_both_files_keep_to_the_limits_of_cloudflare(site):
    headers, redirects = (site.files[name].decode().splitlines() for name in ("_headers", "_redirects"))
    assert len([line for line in headers if line.startswith("/")]) <= 100
    assert len([line for line in redirects if ":" in line]) <= 100
    assert max(map(len, headers)) < 2000


def moved(site, address: str) -> str | None:
    """Where Cloudflare sends an address: the first line that fits."""
    for line in site.files["_redirects"].decode().splitlines():
        source, target, status = line.split()
        assert status == "301"
        if found := cloudflare_pattern(source).fullmatch(address):
            return re.sub(r":([A-Za-z]\w*)", lambda name: found[name[1]], target)
    return None


def test_no_file_of_the_site_is_redirected_away(site):
    """Cloudflare follows a redirect even where a file lies."""
    assert [page for page in site.pages if moved(site, page)] == []
    assert [name for name in site.files if moved(site, f"/{name}")] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/feed/", "/feed.xml"),
        ("/feed/atom/", "/atom.xml"),
        ("/feed/rss2/", "/feed.xml"),
        ("/comments/feed/", "/feed.xml"),
        ("/author/kate-bagley/feed/", "/author/kate-bagley/feed.xml"),
        ("/tag/work/feed/atom/", "/tag/work/atom.xml"),
        ("/category/backr/page/1/", "/category/backr/"),
        ("/2014/06/03/", "/2014/06/"),
        ("/2014/06/page/2/", "/2014/06/"),
        ("/2014/06/03/page/2/", "/2014/06/"),
        ("/2015/page/2/", "/2015/"),
        ("/2014/06/03/a-fair-advantage/feed/", "/2014/06/03/a-fair-advantage/"),
        ("/2014/06/03/a-fair-advantage/feed/atom/", "/2014/06/03/a-fair-advantage/"),
        ("/2014/06/03/a-fair-advantage/comment-page-2/", "/2014/06/03/a-fair-advantage/"),
        ("/2014/06/03/a-fair-advantage/amp/", "/2014/06/03/a-fair-advantage/"),
    ],
)
def test_old_addresses_lead_to_what_is_there(site, old, new):
    assert moved(site, old) == new
    assert site.file_at(new)
    assert moved(site, new) is None
