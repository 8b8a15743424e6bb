"""A post and a feed of posts, written and read as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

Values without a field in JSON Feed are in the extension object `_participle`, so that the desk finds everything that a mail needs in the
feed. All datetimes are aware.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from markupsafe import Markup

from newsroom.errors import FeedUnreadable

VERSION = "https://jsonfeed.org/version/1.1"
_KNOWN = re.compile(r"https?://(www\.)?jsonfeed\.org/version/1(\.1)?/?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The date of an empty feed: the current time would make every build differ.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def strip_invalid_xml(text: str) -> str:
    """Remove the characters that XML 1.0 cannot contain (https://www.w3.org/TR/xml/#charsets)."""
    return _NOT_XML.sub("", text)


class _XmlSafe:
    """A dataclass whose texts are stripped of characters invalid in XML, and whose `…_html` fields become Markup."""

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                clean = strip_invalid_xml(str(value))
                object.__setattr__(self, field.name, Markup(clean) if field.name.endswith("_html") else clean)
            elif isinstance(value, list | tuple):
                object.__setattr__(self, field.name, tuple(strip_invalid_xml(part) if isinstance(part, str) else part for part in value))


@dataclass(frozen=True)
class FeedAuthor(_XmlSafe):
    """An author: name, page, and role at the time of the post. `note` is the bio as plain text, in `language`."""

    name: str
    url: str = ""
    role: str = ""
    organisation: str = ""
    note: str = ""
    avatar_url: str = ""
    language: str = ""


@dataclass(frozen=True)
class FeedFigure(_XmlSafe):
    """The lead picture. `length` is its size in bytes, or 0 if unknown."""

    url: str
    alt: str
    caption: str = ""
    credit_line: str = ""
    licence: str = ""
    licence_url: str = ""
    width: int = 0
    height: int = 0
    media_type: str = ""
    length: int = 0


@dataclass(frozen=True)
class FeedContact(_XmlSafe):
    """A way to reach us."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class FeedSubmission(_XmlSafe):
    """What is shown around a submitter's words: the question, the editors' words, and the source."""

    question: str
    question_url: str
    submitter: str
    pseudonym: bool = False
    platform: str = ""
    original: str = ""
    intro_html: Markup = Markup("")
    thanks_html: Markup = Markup("")
    contacts: tuple[FeedContact, ...] = ()
    edited_note: str = ""
    introduced_by: tuple[str, ...] = ()
    question_language: str = ""


@dataclass(frozen=True)
class FeedItem(_XmlSafe):
    """One post.

    `content_html` is all that a feed reader shows: lead picture with credit, provenance, words and author card. `words_html` is the
    author's part of it. In both, addresses are absolute and pull quotes are left out. `note_html` is the editors' note at the foot. `id` never changes.
    `language` is that of title, summary and words: a BCP 47 tag, or "" for the language of the feed.
    """

    id: str
    url: str
    title: str
    summary: str
    content_html: Markup
    published: datetime
    updated: datetime
    words_html: Markup = Markup("")
    note_html: Markup = Markup("")
    authors: tuple[FeedAuthor, ...] = ()
    categories: tuple[str, ...] = ()
    figure: FeedFigure | None = None
    submission: FeedSubmission | None = None
    language: str = ""


@dataclass(frozen=True)
class Feed(_XmlSafe):
    """Posts, newest first. `since` is the value of `updated` without posts. `about_url` explains the feed to people."""

    id: str
    title: str
    home_url: str
    feed_url: str
    description: str
    language: str
    items: tuple[FeedItem, ...] = ()
    since: datetime = LONG_AGO
    about_url: str = ""

    @property
    def updated(self) -> datetime:
        """The time of the latest change to an item."""
        return max((item.updated for item in self.items), default=self.since)


def _without_empty(values: dict) -> dict:
    """Return `values` without the empty ones."""
    return {key: value for key, value in values.items() if value not in ("", None, [], (), {}, 0, False)}


def _item_to_json(item: FeedItem, about: str) -> dict:
    start = item.content_html.find(item.words_html)
    extra = {
        "about": about,
        # The position of the words in content_html, in characters: a second copy would double the size of the feed.
        "words": [start, start + len(item.words_html)] if start >= 0 and item.words_html else None,
        "words_html": str(item.words_html) if start < 0 else "",
        "note_html": str(item.note_html),
        "authors": [
            _without_empty({"role": a.role, "organisation": a.organisation, "note": a.note, "language": a.language}) for a in item.authors
        ],
        "figure": _without_empty(asdict(item.figure)) if item.figure else None,
        "submission": None,
    }
    if item.submission:
        extra["submission"] = _without_empty(asdict(item.submission))
        extra["submission"]["contacts"] = [_without_empty(asdict(contact)) for contact in item.submission.contacts]
    return _without_empty(
        {
            "id": item.id,
            "url": item.url,
            "title": item.title,
            "summary": item.summary,
            "content_html": str(item.content_html) or " ",  # JSON Feed requires content
            "image": item.figure.url if item.figure else "",
            "date_published": item.published.isoformat(),
            "date_modified": item.updated.isoformat(),
            "authors": [_without_empty({"name": a.name, "url": a.url, "avatar": a.avatar_url}) for a in item.authors],
            "tags": list(item.categories),
            "language": item.language,
            "_participle": _without_empty(extra),
        }
    )


def to_json(feed: Feed) -> str:
    """Return `feed` as JSON Feed 1.1."""
    about = feed.about_url or feed.home_url
    document = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.feed_url,
        "description": feed.description,
        "language": feed.language,
        "_participle": {"about": about, "id": feed.id, "since": feed.since.isoformat()},
        "items": [_item_to_json(item, about) for item in feed.items],
    }
    return json.dumps({key: value for key, value in document.items() if value != ""}, ensure_ascii=False, indent=1) + "\n"


def _datetime(value: str | None, otherwise: datetime) -> datetime:
    moment = datetime.fromisoformat(value) if value else otherwise
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _item_from_json(entry: dict) -> FeedItem:
    extra = entry.get("_participle", {})
    content = entry.get("content_html", "").strip() and entry["content_html"]
    start, end = extra.get("words", (0, 0))
    if "words" not in extra and not extra:  # a foreign JSON feed: everything counts as the author's words
        end = len(content)
    people = extra.get("authors", []) + [{}] * len(entry.get("authors", []))
    authors = tuple(
        FeedAuthor(name=person.get("name", ""), url=person.get("url", ""), avatar_url=person.get("avatar", ""), **more)
        for person, more in zip(entry.get("authors", []), people, strict=False)
    )
    submission = extra.get("submission")
    if submission:
        contacts = tuple(FeedContact(**contact) for contact in submission.get("contacts", ()))
        submission = FeedSubmission(**{"question": "", "question_url": "", "submitter": "", **submission, "contacts": contacts})
    published = _datetime(entry.get("date_published"), LONG_AGO)
    return FeedItem(
        id=str(entry["id"]),
        url=entry.get("url", ""),
        title=entry.get("title", ""),
        summary=entry.get("summary", ""),
        content_html=content,
        published=published,
        updated=_datetime(entry.get("date_modified"), published),
        words_html=extra.get("words_html", "") or content[start:end],
        note_html=extra.get("note_html", ""),
        authors=authors,
        categories=tuple(entry.get("tags", ())),
        figure=FeedFigure(**{"url": "", "alt": "", **extra["figure"]}) if "figure" in extra else None,
        submission=submission or None,
        language=entry.get("language", ""),
    )


def from_json(text: str) -> Feed:
    """Parse a JSON Feed; `from_json(to_json(feed)) == feed`. Raises FeedUnreadable."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise FeedUnreadable(f"This is not JSON: {error}") from None
    if not isinstance(document, dict) or not _KNOWN.fullmatch(str(document.get("version"))):
        raise FeedUnreadable
    extra = document.get("_participle", {})
    try:
        home = document.get("home_page_url", "")
        return Feed(
            id=extra.get("id", document.get("feed_url", "")),
            title=document["title"],
            home_url=home,
            feed_url=document.get("feed_url", ""),
            description=document.get("description", ""),
            language=document.get("language", ""),
            items=tuple(_item_from_json(entry) for entry in document["items"]),
            since=_datetime(extra.get("since"), LONG_AGO),
            about_url=extra.get("about", home) if extra.get("about") != home else "",
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FeedUnreadable(f"This JSON Feed is broken: {type(error).__name__} {error}") from error
