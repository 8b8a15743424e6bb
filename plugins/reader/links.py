"""Links within the site that editors and submitters wrote: what each leads to, whether that is there, how it is published."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import quote, unquote, urljoin, urlsplit

from newsroom.fields import tag_slug
from plugins.reader.disabled_features import DisabledFeatures
from plugins.reader.document import Document
from plugins.reader.images import ImageIndex
from plugins.reader.site_addresses import SiteAddresses, SiteConfig, guess_address
from plugins.reader.template_ids import TemplateIds

_TAG = re.compile(r'<[a-zA-Z][^<>"]*(?:"[^"]*"[^<>"]*)*>')
_ADDRESS = re.compile(r'(?<=\s)(?P<name>href|src|cite)="(?P<value>[^"]*)"')
_ANCHOR = re.compile(r'(?P<open><a\b[^<>"]*(?:"[^"]*"[^<>"]*)*>)(?P<words>.*?)</a>', re.S)
_ID = re.compile(r'\sid="([^"]*)"')
# Pelican's own ways to name a file of content/, or a list.
_INDICATED = re.compile(r"[{|](?P<what>filename|static|attach|tag|category|author|index)[|}](?P<rest>.*)", re.S)
_LISTS = {"tag": "tag/", "category": "category/", "author": "author/"}
# Queries by which WordPress named a text.
_OLD_QUERY = re.compile(r"(?:p|page_id|attachment_id|cat|feed)=[\w-]+")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Link:
    """A link to something of ours.

    `text` or `image`: the path of a file of content/ that it names; else `address` is where it leads, below the site. `tail` is
    the query and fragment as written. `changed`: it has to be published with another address than it was written with.
    """

    address: str = ""
    text: str = ""
    image: str = ""
    tail: str = ""
    fragment: str = ""
    query: str = ""
    changed: bool = False


class Links:
    """Knows all texts, pictures and addresses of one reading of content/.

    `public`: path of each text → whether it gets a page. `load_html(path)`: the HTML of a text that was read, for its ids; it is asked
    for what is linked to by id only, once for each text.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        public: dict[str, bool],
        images: ImageIndex,
        config: SiteConfig,
        load_html: Callable[[str], Iterable[str]],
    ):
        own = {document.path: document.without_source() for document in documents}
        self.addresses = SiteAddresses(own.values(), public.keys() - own.keys(), config)
        self.load_html = load_html
        self.public = public
        self._documents = own
        self._images = images
        self._renditions = {address.lstrip("/") for image in images.by_path.values() for address in image.renditions}
        self._config = config
        self._host = urlsplit(config.url).hostname or ""
        self._templates = TemplateIds(config.templates)
        self._ids = cache(self._ids_of)

    @property
    def image_paths(self) -> list[str]:
        """The paths from content/ of all good pictures."""
        return sorted(self._images.by_path)

    def link_addresses(self, markup: str) -> Iterator[str]:
        """The addresses in some HTML, in order, as they stand there."""
        return (found["value"] for tag in _TAG.findall(markup) for found in _ADDRESS.finditer(tag))

    def parse(self, document: Document, written: str) -> Link | None:
        """What an address in the HTML of `document` leads to; None for another site. Raises ValueError for what is no address."""
        value = unescape(written).strip()
        if indicated := _INDICATED.match(value):
            return self._parse_placeholder(document, indicated["what"], indicated["rest"])
        if value.startswith(("https://", "http://")) and self._host not in value.lower():
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"", "http", "https"}:
            return None
        if parts.netloc:
            below = self._below(value)
            return None if below is None else self._by_address(below, value)
        if not parts.path:
            return self._by_address(document.address, value)
        if file := self._file(document, parts.path):
            return self._by_file(file, value, changed=True)
        return self._by_address(urljoin(f"/{document.address}", parts.path)[1:], value, changed=not parts.path.startswith("/"))

    def find_fault(self, document: Document, link: Link) -> tuple[str, list[str]] | None:
        """What is wrong with a link of `document`, in words, and what it may have meant; None when it leads somewhere.

        Of a picture that is refused itself: “message; cure”, and nothing.
        What is not published yet may link to what is not: the one may wait for the other.
        """
        if link.text and link.text not in self.public:
            return "which is not there", sorted(self.public)
        if link.image and (error := self._images.error_for(link.image)):
            return error, []
        if link.image:
            return None if link.image in self._images.by_path else ("which is not there", sorted(self._images.by_path))
        if link.text and link.text not in self._documents:
            return None
        address = self._documents[link.text].address if link.text else link.address
        target = self.addresses.texts.get(address)
        if target and not self.public[target.path] and self.public[document.path]:
            return "which is not published", []
        if not address and _OLD_QUERY.fullmatch(link.query) and not self.addresses.has_query(link.query):
            return "and no text has this address among its aliases", []
        if address not in self.addresses and address not in self._renditions:
            return "which is not there", self.addresses.suggest(address)
        if link.fragment not in {"", "top"} and not self._has_part(address, link.fragment):
            return f"and no part of that page has the id “{link.fragment}”", sorted(self._ids(address))
        return None

    def published_address(self, document: Document, written: str) -> str:
        """The address that a page shows for what was written, both as they stand in HTML."""
        try:
            link = self.parse(document, written)
        except ValueError:
            return written
        if link is None or written.strip()[:1] in {"", "#", "?"}:
            return written
        path = link.text or getattr(self.addresses.texts.get(link.address), "path", "")
        moment = self._config.moment
        if path in self._documents:
            target = self._documents[path].address_at(moment)
            if not link.changed and target == link.address:
                return written
        elif not link.changed:
            return written
        else:
            target = link.image or (guess_address(path) if path else link.address)
        return escape(quote(f"/{target}", safe="/~+@!,:;=&$'()*") + link.tail)

    def rewrite(self, document: Document, markup: str, off: DisabledFeatures | None) -> str:
        """HTML of `document` with each link as it is published; what leads to where nothing is written keeps its words alone."""

        def address(found: re.Match) -> str:
            return f'{found["name"]}="{self.published_address(document, found["value"])}"'

        if off:
            markup = _ANCHOR.sub(lambda found: found["words"] if self._is_off(document, found["open"], off) else found[0], markup)
        return _TAG.sub(lambda tag: _ADDRESS.sub(address, tag[0]), markup)

    def _is_off(self, document: Document, tag: str, off: DisabledFeatures) -> bool:
        for written in self.link_addresses(tag):
            try:
                link = self.parse(document, written)
            except ValueError:
                return False
            if link and not link.image:
                text = link.text or getattr(self.addresses.texts.get(link.address), "path", "")
                return off.holds(link.address, text.split("/")[0])
        return False

    def _parse_placeholder(self, document: Document, what: str, rest: str) -> Link:
        if what in {"filename", "static", "attach"}:
            return self._by_file(_from_content(document, urlsplit(rest).path), rest, changed=True, image=what != "filename")
        path = unquote(urlsplit(rest).path).strip("/")
        name = tag_slug(path) if what == "tag" else path
        return self._by_address(f"{_LISTS[what]}{name}/" if what in _LISTS else "", rest, changed=True)

    def _file(self, document: Document, path: str) -> str:
        """The file of content/ that a plain path names, from the text's own folder or from content/; "" when it names none."""
        for place in (_from_content(document, path), unquote(path).lstrip("/").removeprefix("content/")):
            if place in self.public or (self._is_picture(place) and not path.startswith("/")):
                return place
        return ""

    def _is_picture(self, path: str) -> bool:
        return path in self._images.by_path or bool(self._images.error_for(path))

    def _by_file(self, path: str, value: str, changed: bool, image: bool | None = None) -> Link:
        is_picture = self._is_picture(path) if image is None else image
        return self._by_address("", value, changed, text="" if is_picture else path, image=path if is_picture else "")

    def _by_address(self, address: str, value: str, changed: bool = False, text: str = "", image: str = "") -> Link:
        parts = urlsplit(value)
        tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        fragment = unquote(parts.fragment).split(":~:")[0]
        address = re.sub(r"(?:^|(?<=/))index\.html$", "", unquote(address))
        if not (text or image) and address not in self.addresses and f"{address}/" in self.addresses and not parts.netloc:
            address, changed = f"{address}/", True
        if self._is_picture(address):
            address, image = "", address
        if text in self._documents:
            address = self._documents[text].address
        return Link(address, text, image, tail, fragment, parts.query, changed)

    def _below(self, value: str) -> str | None:
        """Where a whole address lies below the site; None when that is another one."""
        site, parts = urlsplit(self._config.url), urlsplit(value)
        own = site.hostname, site.port or _PORTS.get(site.scheme)
        port = parts.port or _PORTS.get(parts.scheme or site.scheme)
        if parts.hostname != own[0] or (port != own[1] and {port, own[1]} != {80, 443}):
            return None
        root = site.path.rstrip("/")
        path = parts.path or "/"
        return path.removeprefix(f"{root}/").lstrip("/") if path.startswith(f"{root}/") else None

    def _has_part(self, address: str, fragment: str) -> bool:
        template = self.addresses.template_of(address)
        return template is None or fragment in self._ids(address) or self._templates.has(template, fragment)

    def _ids_of(self, address: str) -> frozenset[str]:
        """The ids in the texts that a page shows whole; of a digest or an edition, in all texts."""
        document = self.addresses.texts.get(address)
        if not document and not address.startswith(("digests/", "print/")):
            return frozenset()
        paths = [document.path] if document else [each.path for each in self.addresses.listed_posts]
        parts = self.addresses.edition_anchors(address) if address.startswith("print/") else ()
        return frozenset(parts).union(
            found for path in paths for markup in self.load_html(path) for tag in _TAG.findall(markup) for found in _ID.findall(tag)
        )


def _from_content(document: Document, path: str) -> str:
    """A path from content/, of one that is written from there, `/pages/about.md`, or from the text's own folder."""
    path = unquote(path)
    base = "" if path.startswith("/") else str(PurePosixPath(document.path).parent)
    return normpath(f"{base}/{path}").lstrip("/")
