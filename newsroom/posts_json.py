"""Which posts the site publishes now: `posts.json`, written by the build and read by the desk.

A feed holds the newest posts only, so that a post is missing there says nothing. Here all of them stand.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from newsroom.errors import SiteUnreadable

VERSION = 1


@dataclass(frozen=True)
class PublishedPost:
    """One post: its feed id, its address, and the addresses it had before (from `aliases`), all absolute.

    `published` is an aware datetime. `text_hash` changes whenever what its author wrote does; the desk compares, and never interprets it.
    """

    id: str
    url: str
    title: str
    summary: str
    published: datetime
    text_hash: str = ""
    aliases: tuple[str, ...] = ()


def to_json(posts: Iterable[PublishedPost]) -> str:
    """`posts` as the text of posts.json, one a line, newest first; the same bytes for the same posts."""
    ordered = sorted(sorted(posts, key=lambda post: post.id), key=lambda post: post.published.timestamp(), reverse=True)
    lines = (json.dumps(_filled(asdict(post)), ensure_ascii=False, default=datetime.isoformat) for post in ordered)
    return f'{{"version": {VERSION}, "posts": [\n' + ",\n".join(lines) + "\n]}\n"


def from_json(text: str) -> dict[str, PublishedPost]:
    """The posts by id. Raises SiteUnreadable, which says what is wrong. Fields that this program does not know are passed over."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise SiteUnreadable(f"posts.json is not JSON: {error}") from None
    version = document.get("version") if isinstance(document, dict) else None
    if version != VERSION:
        raise SiteUnreadable(
            f"This posts.json has version {version}; this program knows version {VERSION}. Build the site again with the same release."
        )
    try:
        posts = [_post(entry) for entry in document["posts"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SiteUnreadable(f"This posts.json is broken: {type(error).__name__} {error}") from error
    return {post.id: post for post in posts}


def _filled(values: dict) -> dict:
    return {name: value for name, value in values.items() if value not in ("", ())}


def _post(entry: dict) -> PublishedPost:
    words = {name: str(entry.get(name, "")) for name in ("title", "summary", "text_hash")}
    published = datetime.fromisoformat(entry["published"])
    if published.tzinfo is None:
        raise ValueError(f"“{entry['published']}” has no offset")
    return PublishedPost(str(entry["id"]), str(entry["url"]), published=published, aliases=tuple(entry.get("aliases", ())), **words)
