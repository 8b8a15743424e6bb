"""Old addresses lead to new ones in one hop, on nginx and on Caddy, at the root of a host and in a folder of it."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from testing.webservers import SERVERS, ask

ROOT = "https://blog.participle.example"
POST = "/2014/06/03/a-fair-advantage/"
ALIASES = '["/2014/06/a-fair-advantage/", "/?p=123", "/archives/fair.html", "/2014/06/caf%c3%a9/", "/Old.Style/"]'
FEEDS = ("feed.xml", "atom.xml")


def wordpress(site: str, old: str) -> list[str]:
    """Every form that WordPress has of a feed's address."""
    return [f"{site}{old}{kind}{slash}" for kind in ("", "/rss2", "/rss", "/rdf", "/atom") for slash in ("/", "")]


def expected() -> dict[str, str]:
    """Old address and new, both below the site."""
    found = {old: f"/{FEEDS['/atom' in old]}" for name in ("/feed", "/comments/feed") for old in wordpress("", name)}
    for folder in ("/author/kate-bagley", "/category/backr", "/tag/work"):
        found |= {old: f"{folder}/{FEEDS['/atom' in old]}" for old in wordpress(folder, "/feed")}
        found[f"{folder}/page/1/"] = f"{folder}/"
    found |= {old: POST for old in wordpress(POST.rstrip("/"), "/feed")}
    for part in ("comment-page-1", "comment-page-23", "amp", "2", "embed", "trackback"):
        found |= {f"{POST}{part}/": POST, f"{POST}{part}": POST}
    found |= {"/2014/06/03/": "/2014/06/", "/2014/06/03": "/2014/06/", "/2014/06/03/page/2/": "/2014/06/", "/2014/06/page/2/": "/2014/06/"}
    found |= {"/2014/page/2/": "/2014/", "/page/1/": "/", "/?feed=rss2": "/feed.xml", "/?feed=rss": "/feed.xml", "/?feed=atom": "/atom.xml"}
    found |= {"/2014/06/a-fair-advantage/": POST, "/2014/06/a-fair-advantage": POST, "/?p=123": POST, "/?p=123&utm_source=mail": POST}
    found |= {
        "/archives/fair.html": POST,
        quote("/2014/06/café/"): POST,
        "/2014/06/caf%c3%a9": POST,
        "/who-we-are/": "/about/",
        "/sent-in/": SUBMISSION,
    }
    return found | {"/Old.Style/": POST}


SUBMISSION = "/2014/07/02/not-another-review/"


@pytest.fixture(scope="module", params=["", "/blog"], ids=["at the root", "in a folder"])
def moved(request, project, tmp_path_factory):
    """A site whose files have aliases: the folder that a server has as its root, and the site's folder in it."""
    copy = project("newsroom")
    copy.set(SITEURL=ROOT + request.param)
    for path, aliases in {
        "articles/2014-06-03-a-fair-advantage": ALIASES,
        "submissions/childrens-services/2014-07-02-not-another-review": "[/sent-in/]",
        "pages/about": "/who-we-are/",
    }.items():
        text = (copy.folder / f"content/{path}.md").read_text(encoding="utf-8")
        copy.write(f"content/{path}.md", text.replace("\ntitle:", f"\naliases: {aliases}\ntitle:", 1))
    root = tmp_path_factory.mktemp("root")
    built = copy.build()
    assert built.code == 0, built.said
    built.folder.rename(root / "site")
    if request.param:
        (root / "host").mkdir()
        (root / "site").rename(root / "host/blog")
    return (root / "host" if request.param else root / "site"), request.param


@pytest.fixture(scope="module", params=sorted(SERVERS))
def server(request, moved, tmp_path_factory, lacks) -> Iterator[str]:
    """The address of the site on one of the servers, its folder included."""
    root, folder = moved
    delivery = root / folder.lstrip("/") / ".delivery"
    with SERVERS[request.param](root, delivery, tmp_path_factory.mktemp(request.param), lacks) as address:
        yield address


def test_every_old_address_leads_there_in_one_hop(server, moved):
    _, folder = moved
    faults = []
    for old, new in expected().items():
        first = ask(server, folder + old)
        if (first.status, first.headers.get("location")) != (301, folder + new):
            faults.append(f"{old}: {first.status} {first.headers.get('location')}")
        elif (then := ask(server, folder + new)).status != 200:
            faults.append(f"{old} → {new}: {then.status}")
        if first.headers.get("strict-transport-security") is None or first.headers.get("x-content-type-options") != "nosniff":
            faults.append(f"{old}: no security headers")
    assert len(expected()) > 60
    assert faults == []


def test_the_site_in_a_folder_is_served_whole_and_nothing_beside_it(server, moved):
    root, folder = moved
    site = root / folder.lstrip("/")
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    public = [name.removesuffix("index.html") for name in paths if not name.startswith((".", "_", "404"))]
    assert len(public) > 150
    assert [name for name in public if ask(server, f"{folder}/{name}").status != 200] == []
    for name in ("/.delivery/nginx.conf", "/_headers", "/_redirects", "/404.html", "/nosuch/"):
        answer = ask(server, folder + name)
        assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())


def test_the_name_of_the_folder_alone_leads_into_it(server, moved):
    _, folder = moved
    if folder:
        answer = ask(server, folder)
        assert (answer.status, answer.headers["location"]) == (301, f"{folder}/")


def test_an_unknown_number_or_feed_of_the_home_page_is_the_home_page(server, moved):
    _, folder = moved
    assert ask(server, f"{folder}/?p=124").status == ask(server, f"{folder}/?feed=nosuch").status == 200
