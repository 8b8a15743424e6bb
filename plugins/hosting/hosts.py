"""The rules for hosts of static sites: `_headers` and `_redirects` as Netlify and Cloudflare Pages read them.

Their language has a folder with all below it (`/theme/*`) and a part of a path (`/author/:name/`), and nothing more that both
read alike. Where two rules fit one file, Cloudflare joins the values of a header with a comma, and Netlify takes one of them,
so here no two rules name the same header for one file. The one exception is meant so, see docs/adr/0009-one-source-for-delivery.md.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from plugins.hosting.kinds import FOR_EVER, JSON_FEED, MEDIA_TYPES, TEN_MINUTES, Kind
from plugins.hosting.policies import Policy
from plugins.hosting.redirects import FIELD, Redirect
from plugins.hosting.rules import Rules

# What Cloudflare Pages reads of each; more is left out there. https://developers.cloudflare.com/pages/configuration/headers/
MOST_HEADER_RULES, MOST_STATIC, MOST_DYNAMIC = 100, 2000, 100
# A folder in which only some names are fingerprinted has a rule for each of those, unless they are more than this.
MOST_SINGLE_FILES = 10
POLICY, CACHE, TYPE = "Content-Security-Policy", "Cache-Control", "Content-Type"
SEARCHED = ("pagefind", "search")

Block = tuple[str, tuple[tuple[str, str], ...]]


def headers(rules: Rules, files: Iterable[str]) -> str:
    """The text of _headers for a site with these files, given as paths from the output folder."""
    blocks = header_blocks(rules, sorted(files))
    return "\n".join("\n".join((f"{rules.root}/{path}", *(f"  {name}: {value}" for name, value in lines), "")) for path, lines in blocks)


def header_blocks(rules: Rules, files: list[str]) -> list[Block]:
    """Pairs of a path below the site and its headers; what may be left out comes last."""
    allowed = rules.policies
    everything = ("*", (*rules.headers, (POLICY, str(allowed.widest))))
    return [
        everything,
        *((f"{folder}/*", ((POLICY, str(allowed.search)),)) for folder in SEARCHED if _has(files, folder)),
        *_feeds(files, allowed.page),
        *_manifest(rules, files),
        *((path, ((CACHE, FOR_EVER),)) for path in _lasting(rules, files)),
        *_pages(allowed.page, allowed.mail, files),
    ]


def _has(files: list[str], folder: str) -> bool:
    return any(name.startswith(f"{folder}/") for name in files)


def _feeds(files: list[str], page: Policy) -> Iterator[Block]:
    """Feeds lie at the root, and one a folder below author, tag and the like."""
    folders = {name.split("/")[0] for name in files if re.fullmatch(r"[^/]+/[^/]+/feed\.xml", name)}
    for folder in ("", *(f"{name}/:name/" for name in sorted(folders))):
        for name, media_type in {"feed.xml": MEDIA_TYPES["xml"], "atom.xml": MEDIA_TYPES["xml"], "feed.json": JSON_FEED}.items():
            if folder or name in files:
                policy = () if folder else ((POLICY, str(page)),)
                yield folder + name, ((TYPE, media_type), (CACHE, TEN_MINUTES), *policy)
    if _has(files, "email"):
        yield "email/*", ((TYPE, MEDIA_TYPES["xml"]), (CACHE, TEN_MINUTES), (POLICY, str(page)))


def _manifest(rules: Rules, files: list[str]) -> Iterator[Block]:
    for name in ("site.json", "posts.json"):
        if name in files:
            yield name, ((CACHE, _kind(rules, name).cache),)


def _kind(rules: Rules, name: str) -> Kind:
    return next(kind for kind in rules.kinds if re.fullmatch(kind.pattern, name))


def _lasting(rules: Rules, files: list[str]) -> Iterator[str]:
    """Folders in which every file is kept for ever, as `theme/fonts/*`, and single files where only some are."""
    tops = sorted({name.split("/")[0] for name in files if "/" in name and _kind(rules, name).cache == FOR_EVER})
    for top in tops:
        yield from _lasting_below(rules, f"{top}/", [name for name in files if name.startswith(f"{top}/")])


def _lasting_below(rules: Rules, folder: str, files: list[str]) -> Iterator[str]:
    lasting = [name for name in files if _kind(rules, name).cache == FOR_EVER]
    if lasting and len(lasting) == len(files):
        yield f"{folder}*"
        return
    loose = [name for name in lasting if "/" not in name.removeprefix(folder)]
    if len(loose) <= MOST_SINGLE_FILES:
        yield from loose
    for below in sorted({name.removeprefix(folder).split("/")[0] for name in lasting} - {name.removeprefix(folder) for name in loose}):
        yield from _lasting_below(rules, f"{folder}{below}/", [name for name in files if name.startswith(f"{folder}{below}/")])


def _pages(page: Policy, mail: Policy, files: list[str]) -> Iterator[Block]:
    """The policy of pages for each folder that has some; mails lie among the digests and have their own, under either name."""
    strict = ((POLICY, str(page)),)
    if _has(files, "digests"):
        yield from (("digests/", strict), ("digests/:frequency/:key/", strict))
        yield from ((f"digests/:frequency/:key/{name}", ((POLICY, str(mail)),)) for name in ("mail.html", "mail"))
    yield from (("", strict), ("404.html", strict))
    folders = {name.split("/")[0] for name in files if "/" in name and name.endswith(".html")}
    yield from ((f"{folder}/*", strict) for folder in sorted(folders - {"digests", *SEARCHED}))


def redirects(rules: Rules, years: Iterable[str]) -> str:
    """The text of _redirects. A year is written out, since a placeholder would take pages of three parts for days."""
    static, dynamic = redirect_lines(rules, years)
    return "\n".join([*static, *dynamic, ""])


def redirect_lines(rules: Rules, years: Iterable[str]) -> tuple[list[str], list[str]]:
    """The lines without and with placeholders. The former must come first, says Cloudflare; newer years come before older ones."""
    dated = [redirect for redirect in rules.patterns if "year" in redirect.fields]
    found = [redirect for redirect in (*rules.exact, *rules.patterns) if "year" not in redirect.fields]
    found += [redirect.filled("year", year) for year in sorted(years, reverse=True) for redirect in dated]
    static = [line for redirect in found if not redirect.is_pattern for line in _static(rules.root, redirect)]
    dynamic = [_line(rules.root, f"{_placed(redirect.source)}/", _placed(redirect.target)) for redirect in found if redirect.is_pattern]
    return list(dict.fromkeys(static)), dynamic


def _line(root: str, source: str, target: str) -> str:
    return f"{root}/{source} {root}/{target} 301"


def _static(root: str, redirect: Redirect) -> Iterator[str]:
    """With a slash at the end and without; an address with other letters too as WordPress wrote it, in small hexadecimal digits."""
    source = quote(redirect.source, safe="/-._~,+@!")
    for spelling in dict.fromkeys((source, re.sub(r"%[0-9A-F]{2}", lambda found: found[0].lower(), source))):
        for slash in ("",) if redirect.is_file else ("/", ""):
            yield _line(root, spelling + slash, redirect.target)


def _placed(address: str) -> str:
    return FIELD.sub(r":\1", address)


def netlify_redirects(rules: Rules) -> str:
    """Lines that Netlify alone understands, for its _redirects: from the home page with a query. Cloudflare Workers refuse a site over them."""
    return "".join(
        f"{rules.root}/ {name}={value} {rules.root}/{redirect.target} 301!\n"
        for redirect in rules.queries
        for name, value in [redirect.query]
    )
