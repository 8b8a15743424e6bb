"""Content security policies (https://www.w3.org/TR/CSP3/): what a page may load, and where its forms may go."""

from dataclasses import dataclass
from urllib.parse import urlsplit

NONE, SELF = "'none'", "'self'"
UPGRADE = "upgrade-insecure-requests"


@dataclass(frozen=True)
class Policy:
    """Directives and their sources. Every policy of the site names the same directives, so that none hides in a fallback."""

    directives: tuple[tuple[str, tuple[str, ...]], ...]

    def __str__(self) -> str:
        return "; ".join(" ".join((name, *sources)) for name, sources in self.directives)


@dataclass(frozen=True)
class Policies:
    """`page` is for all that people read, `search` for the page that runs Pagefind, `mail` for mails kept as pages."""

    page: Policy
    search: Policy
    mail: Policy

    @property
    def widest(self) -> Policy:
        """What any of the three allows. A host that enforces it together with one of them enforces that one."""
        merged = {}
        for policy in (self.page, self.search, self.mail):
            for name, sources in policy.directives:
                merged.setdefault(name, []).extend(source for source in sources if source not in merged[name])
        return Policy(tuple((name, _without_none(sources)) for name, sources in merged.items()))


def policies(site_url: str, form_endpoints: tuple[str, ...] = ()) -> Policies:
    """The policies of the site at `site_url`, whose forms post to itself and to `form_endpoints` (addresses that are not of the web count not)."""
    site = origin(site_url)
    elsewhere = (origin(address) for address in form_endpoints if address.startswith(("https://", "http://")))
    forms = tuple(dict.fromkeys((SELF, *(address for address in elsewhere if address != site))))
    upgrade = site.startswith("https:")
    return Policies(
        # No program runs that could fetch; but what judges pages, such as Lighthouse, fetches robots.txt in their name.
        page=_policy(upgrade, style=(SELF,), font=(SELF,), form=forms, fetch=(SELF,)),
        # Pagefind runs as a worker and is WebAssembly; nothing else of the site is a program.
        search=_policy(
            upgrade, style=(SELF,), font=(SELF,), form=forms, script=(SELF, "'wasm-unsafe-eval'"), fetch=(SELF,), worker=(SELF,)
        ),
        # A mail brings its styles along, because mail programs load none, and names its pictures by whole addresses.
        mail=_policy(upgrade, style=("'unsafe-inline'",), images=(SELF, site)),
    )


def origin(address: str) -> str:
    """Scheme, host and port of a web address: https://desk.example.org"""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def _policy(upgrade: bool, *, style, font=(NONE,), form=(NONE,), script=(NONE,), fetch=(NONE,), worker=(NONE,), images=(SELF,)) -> Policy:
    directives = (
        ("default-src", (NONE,)),
        ("img-src", images),
        ("style-src", style),
        ("font-src", font),
        ("script-src", script),
        ("connect-src", fetch),
        ("worker-src", worker),
        ("form-action", form),
        ("base-uri", (NONE,)),
        ("frame-ancestors", (NONE,)),
        ("object-src", (NONE,)),
    )
    return Policy(directives + (((UPGRADE, ()),) if upgrade else ()))


def _without_none(sources: list[str]) -> tuple[str, ...]:
    return tuple(source for source in sources if source != NONE) or tuple(sources)
