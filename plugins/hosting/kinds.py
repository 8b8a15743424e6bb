"""Which kinds of files the site has, as a server must tell them apart: by path alone, the first that fits."""

from dataclasses import dataclass

from plugins.hosting.policies import Policies, Policy

# A name that changes whenever the file does: at least ten hexadecimal digits of a hash (eight would take dates for one).
FINGERPRINT = r"[.-][0-9a-f]{10,64}(?:[.-][0-9A-Za-z]+)*"
FINGERPRINTED_FOLDERS = ("theme", "images", "cards", "fonts")

FOR_EVER = "public, max-age=31536000, immutable"
# Kept, but asked after each time: a correction is seen at once, and what has not changed is not sent again.
ASK = "public, max-age=0, must-revalidate"
TEN_MINUTES = "public, max-age=600"
FIVE_MINUTES = "public, max-age=300"
AN_HOUR = "public, max-age=3600"

OTHERWISE = "application/octet-stream"
JSON_FEED = "application/feed+json"
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    # Feeds too: browsers style them only as this (docs/adr/0004).
    "xml": "application/xml; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
    "pagefind": OTHERWISE,
    "pf_meta": OTHERWISE,
    "pf_index": OTHERWISE,
    "pf_filter": OTHERWISE,
    "pf_fragment": OTHERWISE,
}
# The page of a folder, by either of its addresses.
INDEX = r"(?:index\.html)?"
PICTURES = ("avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp", "woff2")


@dataclass(frozen=True)
class Kind:
    """Files whose path below the site fits `pattern` as a whole: a regular expression that Python, PCRE and RE2 read alike.

    An address that ends with a slash is a path too; so is the index.html behind it. `media_type` is empty where the ending says it.
    """

    name: str
    pattern: str
    policy: Policy
    cache: str
    media_type: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether it is the page of a folder."""
        return self.pattern.endswith(INDEX)


def kinds(policies: Policies) -> tuple[Kind, ...]:
    """All kinds, the narrower first; the last takes what is left."""
    page, search = policies.page, policies.search
    return (
        Kind("mail", r"digests/[^/]+/[^/]+/mail\.html", policies.mail, ASK),
        Kind("search", rf"search/{INDEX}", search, ASK),
        Kind("fingerprinted", rf"(?:{'|'.join(FINGERPRINTED_FOLDERS)})/.*{FINGERPRINT}", page, FOR_EVER),
        # A worker obeys the policy it came with, so what runs on the search page has the same one.
        Kind("index", r"pagefind/.*\.pf_[a-z]+", search, FOR_EVER),
        Kind("pagefind", r"pagefind/.*", search, ASK),
        Kind("json-feed", r"(?:.*/)?feed\.json", page, TEN_MINUTES, JSON_FEED),
        Kind("feed", r"(?:.*/)?(?:feed|atom)\.xml|email/[^/]+\.xml", page, TEN_MINUTES),
        Kind("manifest", r"(?:site|posts)\.json|desk\.txt", page, FIVE_MINUTES),
        Kind("picture", rf".*\.(?:{'|'.join(PICTURES)})", page, AN_HOUR),
        Kind("rest", r".*", page, ASK),
    )
