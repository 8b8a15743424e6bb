"""The site as it is published: what can be followed, which posts there are, and the page that the desk’s own pages are put into."""

import re
import time
import urllib.request
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from newsroom import posts_json as posts
from newsroom.errors import SiteUnreadable
from newsroom.posts_json import PublishedPost
from newsroom.site_json import Site, from_json

_FRESH_SECONDS = 60
_PATIENCE_SECONDS = 5
_MOST_BYTES = 50_000_000  # ten thousand posts in posts.json are about five
_PLAIN = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>desk:title</title><main id=main><!--desk:main--></main></html>"


@dataclass(frozen=True)
class _Read:
    text: str
    state: object


class Published:
    """Reads `site.json`, `posts.json` and `desk.txt` from the served folder, or asks the site at its address; what was read is kept while it is fresh."""

    def __init__(self, folder: str, url: str):
        self._folder, self._url = Path(folder) if folder else None, url
        self._kept: dict[str, _Read] = {}

    def site(self) -> Site:
        """What can be followed. Raises SiteUnreadable, saying where it was looked for."""
        try:
            text = self._read("site.json")
        except (OSError, ValueError) as error:
            raise SiteUnreadable(
                f"There is no site.json at {self._folder or self._url} ({error}). Build and publish the site; set SITE_URL, or SITE_FOLDER."
            ) from None
        return _parsed(text)

    def posts(self) -> dict[str, PublishedPost]:
        """Every post that is published now, by its feed id. Raises SiteUnreadable: a site that cannot be asked has withdrawn nothing."""
        try:
            text = self._read("posts.json")
        except (OSError, ValueError) as error:
            cure = "Build the site with this release and publish it: until then it is not known which posts are still there, so no digest goes."
            raise SiteUnreadable(f"There is no posts.json at {self._folder or self._url} ({error}). {cure}") from None
        return _parsed_posts(text)

    def page(self, title: str, main: str) -> str:
        """A page in the site’s own look. Where the site cannot be read just now it is a plain one."""
        try:
            shell = self._read("desk.txt")
        except (OSError, ValueError):
            shell = _PLAIN
        # Its addresses lead to the site, wherever the desk is.
        shell = re.sub(r'\b(href|src|action)="/(?!/)', rf'\1="{self._url}/', shell)
        return shell.replace("desk:title", title).replace("<!--desk:main-->", main)

    def _read(self, name: str) -> str:
        state = (
            (self._folder / name).stat().st_mtime_ns
            if self._folder
            else int(time.monotonic() / (1 if settings.PREVIEW else _FRESH_SECONDS))
        )
        kept = self._kept.get(name)
        if kept is None or kept.state != state:
            kept = self._kept[name] = _Read(self._fetch(name), state)
        return kept.text

    def _fetch(self, name: str) -> str:
        if self._folder:
            return (self._folder / name).read_text(encoding="utf-8")
        with urllib.request.urlopen(f"{self._url}/{name}", timeout=_PATIENCE_SECONDS) as answer:
            return answer.read(_MOST_BYTES).decode("utf-8")


def published() -> Published:
    """The site that the settings name."""
    return _published(settings.SITE_FOLDER, settings.SITE_URL)


_published = lru_cache(Published)
_parsed = lru_cache(1)(from_json)
_parsed_posts = lru_cache(1)(posts.from_json)
