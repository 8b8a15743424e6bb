"""The one source of how the site is delivered. Four writers say it in four languages; none of them knows more than this."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from newsroom.content_types import subject_types
from newsroom.site_output import first_part, is_written
from plugins.hosting.kinds import Kind, kinds
from plugins.hosting.policies import Policies, policies
from plugins.hosting.redirects import Redirect, aliases, wordpress

# Two years; no includeSubDomains, since only the owner knows what else is served there.
HSTS = "max-age=63072000"
# What a page could ask a browser for and never does. Names that browsers do not know are left out: they complain of them.
UNUSED_POWERS = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
# On every answer. What differs from kind to kind stands in Kind.
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", ", ".join(f"{power}=()" for power in UNUSED_POWERS)),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    # All of it is public: the desk’s pages use the fonts, and feed readers that are web pages themselves read the feeds.
    ("Access-Control-Allow-Origin", "*"),
)


@dataclass(frozen=True)
class Rules:
    """`root` is the site's folder under its host, "" or "/folder"; `redirects` are in order, and the first that fits counts."""

    root: str
    headers: tuple[tuple[str, str], ...]
    policies: Policies
    kinds: tuple[Kind, ...]
    redirects: tuple[Redirect, ...]

    @property
    def exact(self) -> list[Redirect]:
        """Redirects from one address."""
        return [redirect for redirect in self.redirects if not redirect.query and not redirect.is_pattern]

    @property
    def patterns(self) -> list[Redirect]:
        """Redirects from many addresses of one shape."""
        return [redirect for redirect in self.redirects if not redirect.query and redirect.is_pattern]

    @property
    def queries(self) -> list[Redirect]:
        """Redirects from the home page with a query."""
        return [redirect for redirect in self.redirects if redirect.query]


def rules(settings: dict, context: dict) -> Rules:
    """The rules for a site with Pelican's settings and the contents in its context."""
    url = settings["SITEURL"]
    endpoints = tuple(settings.get(name, {}).get("endpoint", "") for name in ("FOLLOW", "SUBMISSIONS"))
    allowed = policies(url, endpoints)
    secure = (("Strict-Transport-Security", HSTS),) if url.startswith("https:") else ()
    contents = [content for name in ("articles", "hidden_articles", "pages", "hidden_pages") for content in context.get(name, ())]
    return Rules(
        root=urlsplit(url).path.rstrip("/"),
        headers=secure + HEADERS,
        policies=allowed,
        kinds=kinds(allowed),
        redirects=(*aliases(contents), *old_shapes(settings["PLUGINS"])),
    )


def old_shapes(plugins: list[str]) -> tuple[Redirect, ...]:
    """WordPress's addresses, of what is there while `plugins` are on."""
    folders = {first_part(each.url) for each in subject_types() if each.plugin in plugins}
    present = tuple(name for name in ("author", "category", "tag") if name == "tag" or name in folders)
    return tuple(wordpress(is_written("feed.xml", plugins), present))
