"""Every address that a build gives, known before anything is built: from the texts, the settings and what plugins declare."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from newsroom.content_types import content_types
from newsroom.digests.digest import PERIODICAL, WEEKLY, Period, address, period_of
from newsroom.fields import tag_slug
from newsroom.site_json import FREQUENCIES
from newsroom.site_output import FEEDS, fixed_files, fixed_pages, folders_with_feeds
from plugins.reader.document import DATED, Document

LATE = datetime.max.replace(tzinfo=UTC)
# Files whose names carry a hash of their bytes: only their shape is known.
_HASHED = re.compile(r"cards/[\w-]+\.png|pagefind/[\w/-]+\.[\w.-]+|theme/(?P<file>[\w/-]+)\.[0-9a-f]{10}(?P<ending>\.\w+)")


@dataclass(frozen=True)
class SiteConfig:
    """What the site's addresses depend on besides its texts.

    `url`: where it is published; `build_date`: posts dated later are drafts (None: none is); `page_sizes`: template → posts on one
    page of its list; `redirects`: objects with `regex`, `target` and `target_with` that a server follows; `templates`: the theme's.
    """

    url: str = "http://127.0.0.1:8000"
    build_date: datetime | None = None
    time_zone: str = "UTC"
    page_sizes: dict[str, int] = field(default_factory=dict)
    redirects: tuple = ()
    templates: Path = Path("theme/templates")

    @property
    def moment(self) -> datetime:
        return self.build_date or LATE


class SiteAddresses:
    """Addresses below the site, without the first slash: "" is the home page, `about/` a page, `feed.xml` a file.

    `documents`: those that are whole; `broken`: paths of texts that could not be read, whose addresses are guessed, lest one fault
    makes ten.
    """

    def __init__(self, documents: Iterable[Document], broken: Iterable[str], config: SiteConfig):
        self._documents = [document.without_source() for document in sorted(documents, key=lambda document: document.path)]
        self._config = config
        self.texts = {document.address: document for document in self._documents}
        self._guessed = {guess_address(path) for path in broken}
        self._aliases = {alias.strip("/").lower() for document in self._documents for alias in getattr(document.fields, "aliases", ())}

    def __contains__(self, address: str) -> bool:
        return address in self._exact or self._hashed(address) or self._redirected(address)

    def template_of(self, address: str) -> str | None:
        """The template of the page at an address; None where there is no page of HTML, or nobody knows."""
        if document := self.texts.get(address):
            return document.template
        if address.startswith("digests/") and address.endswith("/") and address != "digests/":
            return "digests/digest.html"
        if address.startswith("print/") and address != "print/":
            return "large_print/edition.html"
        first_page = re.sub(r"page/\d+/$", "", address)
        if first_page != address:
            return self.template_of(first_page)
        if re.fullmatch(r"\d{4}/(\d\d/)?", address):
            return "period_archives.html"
        return "tag.html" if re.fullmatch(r"tag/[^/]+/", address) else fixed_pages().get(address)

    def has_query(self, query: str) -> bool:
        """Whether the home page leads on with a query such as `p=123`, which WordPress gave to posts."""
        return f"?{query}".lower() in self._aliases or any(
            redirect.query == tuple(query.split("=", 1)) for redirect in self._config.redirects
        )

    def suggest(self, address: str) -> list[str]:
        """What an address may be a slip for, each with its first slash: short ones, neighbours, and those whose last part begins alike."""
        parent, last = _split(address)
        found = (f"/{each}" for each in self._exact if each.count("/") < 2 or _split(each)[0] == parent or _split(each)[1][:2] == last[:2])
        return sorted(found)

    @cached_property
    def listed_posts(self) -> list[Document]:
        """The posts that stand in lists."""
        moment = self._config.moment
        return [d for d in self._documents if d.type.is_post and d.fields.status == "published" and d.is_public(moment)]

    @cached_property
    def tags(self) -> frozenset[str]:
        """The slugs of tags that have a page."""
        return frozenset(tag_slug(tag) for document in self.listed_posts for tag in document.fields.tags)

    @cached_property
    def _exact(self) -> frozenset[str]:
        lists = {f"tag/{tag}/" for tag in self.tags}
        for document in self.listed_posts:
            lists |= {f"{document.fields.date:%Y}/", f"{document.fields.date:%Y/%m}/"}
        found = {*fixed_pages(), *fixed_files(), *FEEDS, *self.texts, *self._guessed, *lists, *self._pages_of_lists(), *self._periods()}
        with_feeds = (a for a in found if a.endswith("/") and a.split("/")[0] in folders_with_feeds() and a.count("/") == 2)
        return frozenset(found | {folder + name for folder in with_feeds for name in FEEDS})

    def _pages_of_lists(self) -> Iterable[str]:
        """`page/2/` and so on, where a list of posts goes on."""
        counts: Counter[tuple[str, str]] = Counter()
        for document in self.listed_posts:
            fields = document.fields
            counts["index", ""] += 1
            counts.update(("tag", f"tag/{tag}/") for tag in {tag_slug(tag) for tag in fields.tags})
            for name, folder in fields.REFERENCES.items():
                # A contributor's page lists what they wrote in pages, and what they introduced as a whole.
                if folder == "contributors" and document.type.untrusted:
                    continue
                subject, value = content_types()[folder], getattr(fields, name)
                keys = set(value) if isinstance(value, tuple) else {value} - {None}
                counts.update((subject.template.removesuffix(".html"), subject.url.format(slug=key)) for key in keys)
        for (template, folder), count in counts.items():
            if size := self._config.page_sizes.get(template):
                yield from (f"{folder}page/{number}/" for number in range(2, -(-count // size) + 1))

    def edition_anchors(self, address: str) -> Iterable[str]:
        """The ids of the posts in a large-print edition, which counts them."""
        return (f"post-{number}" for number in range(1, self._editions.get(address, 0) + 1))

    @cached_property
    def _editions(self) -> dict[str, int]:
        """The address of each large-print edition, and how many posts it has."""
        return {f"print/{period.key}/": count for period, count in self._finished.items() if period.frequency == WEEKLY}

    def _periods(self) -> Iterable[str]:
        """Digests and large-print editions of the days, weeks and months that are over and have a post."""
        yield from (f"email/{frequency}.xml" for frequency in FREQUENCIES)
        for period in self._finished:
            folder = address(period.frequency, period.key)
            yield from (folder, f"{folder}mail.html", f"{folder}mail.txt")
            if period.frequency == WEEKLY:
                yield f"print/{period.key}/"

    @cached_property
    def _finished(self) -> dict[Period, int]:
        """The days, weeks and months that are over, and how many posts each has."""
        zone = ZoneInfo(self._config.time_zone)
        found: Counter[Period] = Counter()
        for document in self.listed_posts:
            moment = document.fields.date
            moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
            found.update(period_of(frequency, moment, self._config.time_zone) for frequency in PERIODICAL)
        return {
            period: count for period, count in found.items() if self._config.build_date is None or period.finished(self._config.build_date)
        }

    def _hashed(self, address: str) -> bool:
        found = _HASHED.fullmatch(address)
        if found and found["file"]:
            return (self._config.templates.parent / "static" / f"{found['file']}{found['ending']}").is_file()
        return bool(found)

    def _redirected(self, address: str) -> bool:
        """Whether a server sends whoever asks for it on to what is there."""
        key = address.strip("/")
        if key.lower() in self._aliases:
            return True
        for redirect in self._config.redirects:
            if not redirect.query and (found := re.fullmatch(redirect.regex, key)):
                return redirect.target_with(lambda number, found=found: found[number]) in self._exact
        return False


def _split(address: str) -> tuple[str, str]:
    parent, _, last = address.rstrip("/").rpartition("/")
    return parent, last


def guess_address(path: str) -> str:
    """The address that a text most likely has, by its path."""
    folder, stem = path.split("/")[0], PurePosixPath(path).stem
    content_type = content_types()[folder]
    if content_type.is_post:
        dated = DATED.fullmatch(stem)
        return f"{stem[:10].replace('-', '/')}/{dated['slug'].lower()}/" if dated else f"{stem.lower()}/"
    return content_type.url.format(slug=stem.lower()) if content_type.url else f"{stem.lower()}/"
