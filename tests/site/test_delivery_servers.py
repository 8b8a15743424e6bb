"""nginx and Caddy, set up by what the build wrote, send every file as they should, and alike."""

import re
import shutil
from collections.abc import Iterator

import pytest

from testing.webservers import SERVERS, Answer, ask

YEAR = "public, max-age=31536000, immutable"
REVALIDATE = "public, max-age=0, must-revalidate"
FORMS = "form-action 'self' https://desk.participle.example"
PAGE = {
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "script-src 'none'",
    "connect-src 'self'",
    "worker-src 'none'",
    FORMS,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "upgrade-insecure-requests",
}
SEARCH = PAGE - {"script-src 'none'", "worker-src 'none'"} | {
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
}
MAIL = PAGE - {"img-src 'self'", "style-src 'self'", "font-src 'self'", "connect-src 'self'", FORMS} | {
    "connect-src 'none'",
    "img-src 'self' https://blog.participle.example",
    "style-src 'unsafe-inline'",
    "font-src 'none'",
    "form-action 'none'",
}
# What other rooms add, so that the rules are judged for it whether or not it is there today.
LIKE_OTHERS = {
    "search/index.html": "<!doctype html><title>Search</title>",
    "pagefind/pagefind.js": "export {};",
    "pagefind/pagefind-entry.json": "{}",
    "pagefind/wasm.en.pagefind": "wasm",
    "pagefind/pagefind.en_0123456789.pf_meta": "meta",
    "pagefind/fragment/en_0123456.pf_fragment": "fragment",
    "pagefind/index/en_0123456.pf_index": "index",
    "theme/css/pages-0123456789ab.css": "p { margin: 0 }",
    "theme/fonts/serif.0123456789abcdef.woff2": "font",
    "images/tea-0123456789abcdef-640.avif": "picture",
    "images/on-2014-06-03.png": "picture",
    "cards/tea-0123456789ab.png": "picture",
    ".well-known/security.txt": "Contact: mailto:editors@participle.example",
    ".well-known/.secret": "secret",
    ".git/config": "secret",
}
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "pagefind": "application/octet-stream",
    "pf_meta": "application/octet-stream",
    "pf_index": "application/octet-stream",
    "pf_filter": "application/octet-stream",
    "pf_fragment": "application/octet-stream",
}


@pytest.fixture(scope="module")
def folder(published_folder, tmp_path_factory):
    """The published site, and in it what other rooms add."""
    copy = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(published_folder, copy)
    for name, text in LIKE_OTHERS.items():
        file = copy / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def servers(folder, tmp_path_factory, lacks) -> Iterator[dict[str, str]]:
    """The address of each server by its name."""
    with (
        SERVERS["nginx"](folder, folder / ".delivery", tmp_path_factory.mktemp("nginx"), lacks) as nginx,
        SERVERS["caddy"](folder, folder / ".delivery", tmp_path_factory.mktemp("caddy"), lacks) as caddy,
    ):
        yield {"nginx": nginx, "caddy": caddy}


@pytest.fixture(params=sorted(SERVERS))
def server(request, servers) -> str:
    return servers[request.param]


@pytest.fixture(scope="module")
def public(folder) -> list[str]:
    """The paths of all files that a visitor may have, from the root."""
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())
    private = re.compile(r"_headers|_redirects|404\.html|.*\.(?:br|gz)|(?!\.well-known/)(?:.*/)?\..*|.*/\..*")
    return ["/" + name.removesuffix("index.html") for name in names if not private.fullmatch(name)]


def policy_of(answer: Answer) -> set[str]:
    """The directives of the one policy that there is."""
    text = answer.headers["content-security-policy"]
    assert "," not in text, f"two policies: {text}"
    return set(text.split("; "))


def expected_policy(path: str) -> set[str]:
    if path.endswith("/mail.html"):
        return MAIL
    return SEARCH if path.startswith(("/search/", "/pagefind/")) else PAGE


def expected_cache(path: str) -> str:
    if re.search(r"[.-][0-9a-f]{10,}[.-]", path) and path.startswith(("/theme/", "/images/", "/cards/", "/fonts/")):
        return YEAR
    if re.fullmatch(r"/pagefind/.*\.pf_\w+", path):
        return YEAR
    if re.search(r"/(?:feed|atom)\.xml$|/feed\.json$|^/email/", path):
        return "public, max-age=600"
    if path in ("/site.json", "/posts.json", "/desk.txt"):
        return "public, max-age=300"
    return "public, max-age=3600" if path.endswith((".png", ".svg", ".avif", ".webp", ".jpg", ".woff2")) else REVALIDATE


def expected_type(path: str) -> str:
    if path.endswith("/feed.json"):
        return "application/feed+json"
    return TYPES["html" if path.endswith("/") else path.rpartition(".")[2]]


def faults_of(answer: Answer, path: str, status: int = 200) -> list[str]:
    """What is not as it must be, in words."""
    found = {
        "status": (answer.status, status),
        "type": (answer.headers.get("content-type"), expected_type(path)),
        "policy": (policy_of(answer), expected_policy(path)),
        "cache": (answer.headers.get("cache-control"), expected_cache(path)),
        **{name: (answer.headers.get(name), value) for name, value in FOR_ALL.items()},
    }
    return [f"{path}: {what} is {seen}, not {wanted}" for what, (seen, wanted) in found.items() if seen != wanted]


FOR_ALL = {
    "strict-transport-security": "max-age=63072000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "access-control-allow-origin": "*",
    "permissions-policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=()",
}


def test_every_file_has_its_type_its_policy_and_its_time_to_live(server, public):
    assert len(public) > 150
    assert [fault for path in public for fault in faults_of(ask(server, path), path)] == []


@pytest.mark.parametrize(("encoding", "sent"), [("br", "br"), ("gzip", "gzip"), ("gzip, deflate, br", "br"), ("identity", None)])
def test_every_text_is_sent_small_to_those_who_can_read_it(server, public, folder, encoding, sent):
    twin = ".br" if sent == "br" else ".gz"  # the very smallest files have no gzipped one, since it would be larger
    texts = [path for path in public if (folder / f"{path[1:]}{'index.html' if path.endswith('/') else ''}{twin}").exists()]
    assert len(texts) > 100
    faults = []
    for path in texts:
        answer = ask(server, path, Accept_Encoding=encoding)
        faults += faults_of(answer, path)
        if answer.headers.get("content-encoding") != sent or answer.headers.get("vary") != "Accept-Encoding":
            faults.append(f"{path}: {answer.headers.get('content-encoding')}, {answer.headers.get('vary')}")
    assert faults == []


def test_a_file_that_has_not_changed_is_not_sent_again(server):
    first = ask(server, "/about/")
    again = ask(server, "/about/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/nosuch", "/nosuch/", "/2014/nosuch.xml", "/theme/nosuch-0123456789ab.css", "/images/", "/404.html", "/feed.xml/"]
)
@pytest.mark.parametrize("encoding", ["br", "identity"])
def test_what_is_not_there_gets_the_page_that_helps_and_is_not_kept(server, folder, path, encoding):
    answer = ask(server, path, Accept_Encoding=encoding)
    assert faults_of(answer, "/nosuch.html", status=404) == []
    page = folder / ("404.html.br" if encoding == "br" else "404.html")
    assert answer.body == page.read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/.delivery/nginx.conf",
        "/.delivery/Caddyfile",
        "/.git/config",
        "/%2edelivery/nginx.conf",
        "/%2Edelivery%2Fnginx.conf",
        "//.delivery/nginx.conf",
        "/theme/../.delivery/nginx.conf",
        "/theme/%2e%2e/.delivery/nginx.conf",
        "/.well-known/.secret",
        "/.well-known/../.delivery/nginx.conf",
        "/_headers",
        "/_redirects",
        "/index.html.br",
        "/about/index.html.gz",
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/theme/..%5c..%5c.delivery/nginx.conf",
    ],
)
def test_nothing_private_is_shown(server, folder, path):
    answer = ask(server, path)
    assert answer.status in (400, 404)
    for name in (".delivery/nginx.conf", ".delivery/Caddyfile", "_headers", "_redirects", ".git/config"):
        assert (folder / name).read_bytes()[:60] not in answer.body
    assert b"root:" not in answer.body


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/about/",
            "/about",
            "/about?from=mail",
            "/about/index.html",
            "/index.html",
            "/index.html?x=1",
            "/search/index.html",
            "/search",
        ),
        *(
            "/feed.xml",
            "/feed.json",
            "/site.json",
            "/posts.json",
            "/email/weekly.xml",
            "/robots.txt",
            "/sitemap.xml",
            "/.well-known/security.txt",
        ),
        *("/theme/favicon.svg", "/images/social-card.png", "/nosuch", "/404.html", "/.delivery/nginx.conf", "/_headers", "/feed/", "/feed"),
        *("/digests/weekly/2014-W23/mail.html", "/digests/weekly/2014-W23/mail.txt", "/digests/weekly/2014-W23", "//about", "//about?x=1"),
        *(
            "/?feed=rss2",
            "/?feed=nosuch",
            "/2014/06/03",
            "/2014/06/03/a-fair-advantage/amp/",
            "/author/kate-bagley/feed/atom/",
            "/tag/work/page/1/",
        ),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_both_servers_give_the_same_answer(servers, path, method):
    def seen(address: str) -> tuple:
        answer = ask(address, path, method, Accept_Encoding="br, gzip")
        names = {"content-security-policy", "cache-control", "location", "content-encoding", *FOR_ALL}
        names |= {"content-type"} if answer.status != 301 else set()  # a redirect has nothing in it
        return answer.status, {name: answer.headers.get(name) for name in names}, answer.body if answer.status == 200 else b""

    assert seen(servers["caddy"]) == seen(servers["nginx"])


def test_a_slash_is_added_and_index_html_taken_away_in_one_hop(server):
    for path, target in {
        "/about": "/about/",
        "/about?from=mail": "/about/?from=mail",
        "/about/index.html": "/about/",
        "/index.html": "/",
    }.items():
        answer = ask(server, path)
        assert (answer.status, answer.headers["location"]) == (301, target)
        assert ask(server, target).status == 200


@pytest.mark.parametrize(
    "path", ["//evil.example/%2e%2e", "//evil.example/index.html", "/%0d%0aSet-Cookie:x/index.html", "//2014/06/03", "/\\evil.example"]
)
def test_no_redirect_leads_to_another_host(server, path):
    answer = ask(server, path)
    assert re.match(r"/(?!/)", answer.headers.get("location", "/"))
    assert "set-cookie" not in answer.headers
