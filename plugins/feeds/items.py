"""From a Pelican article, with what the other plugins put on it, to a feed item. A plugin that is off leaves its part empty."""

import hashlib
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from newsroom.digests.digest import shortened
from newsroom.feeds.feed import FeedAuthor, FeedContact, FeedFigure, FeedItem, FeedSubmission, strip_invalid_xml
from newsroom.mail.plain_text import html_to_text
from plugins.feeds.absolute import absolute

SUMMARY_LENGTH = 280  # characters, for a post whose editor wrote none
_LATE = ("words_html", "content_html")


class LateItem(FeedItem):
    """A feed item that makes its HTML when somebody asks for it, since most builds ask for that of few posts.

    `content`: the HTML of the article as its page shows it; `template`: draws all that a reader shows; `known`: the other fields.
    """

    def __init__(self, content: str, template, **known):
        super().__init__(content_html=Markup(""), **known)
        for name in _LATE:
            del vars(self)[name]
        vars(self).update(_content=content, _template=template)

    @cached_property
    def words_html(self) -> Markup:
        return Markup(strip_invalid_xml(absolute(self._content, self.url)))

    @cached_property
    def content_html(self) -> Markup:
        shown = ("url", "words_html", "note_html", "authors", "figure", "submission", "language")
        return Markup(strip_invalid_xml(self._template.render({name: getattr(self, name) for name in shown})))

    @property
    def text_hash(self) -> str:
        """The same as long as what stands in the post is: its title, its words, what surrounds a submission, what is said of its picture."""
        said = (
            self.title,
            self._content,
            self.note_html,
            self.submission,
            self.figure and (self.figure.alt, self.figure.caption, self.figure.credit_line),
        )
        return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:32]

    def made_of(self) -> dict[str, Any]:
        """All that tells it from another; see plugins/incremental/inputs.py."""
        return {name: value for name, value in vars(self).items() if name not in _LATE}


def feed_item(article, settings: dict, template) -> FeedItem:
    """The item of a published article. `template`: draws all that a reader shows."""
    url = f"{settings['SITEURL']}/{article.url}"
    published = aware(article.date, settings)
    summary = plain(article.summary or "")
    return LateItem(
        article.content,
        template,
        id=tag_uri(settings, source(article)),
        url=url,
        title=plain(article.title),
        summary=summary or shortened(html_to_text(absolute(article.content, url), 10_000), SUMMARY_LENGTH),
        published=published,
        updated=aware(article.metadata.get("modified") or published, settings),
        note_html=Markup(absolute(article.editors_note or "", url)),
        authors=_authors(article, settings),
        categories=_categories(article),
        figure=_figure(article.figure, settings),
        submission=_submission(article, settings, url),
        language=article.language or "",
    )


def tag_uri(settings: dict, name: str) -> str:
    """An id that outlives addresses (RFC 4151): `tag:blog.participle.example,2014:articles/2014-06-03-a-fair-advantage`."""
    return f"tag:{settings['FEED_ID_AUTHORITY']}:{quote(name, safe='/')}"


def source(article) -> str:
    """What makes the article itself: its `id`, else its file below content/, which stays when title, slug and date change."""
    if own := article.id:
        return str(own)
    return str(Path(article.relative_source_path).with_suffix("").as_posix())


def aware(moment: datetime, settings: dict) -> datetime:
    """`moment` with an offset: the site's, when it has none."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings["TIMEZONE"]))


def plain(text: str) -> str:
    """One line. Titles and summaries are plain text, whatever they look like; nothing in them is taken for a tag."""
    return " ".join(str(text).split())


def _authors(article, settings: dict) -> tuple[FeedAuthor, ...]:
    """The contributors in their roles at the time; of a submission the submitter alone, whose words they are."""
    if submission := article.submission:
        return (FeedAuthor(submission.submitter),)
    return tuple(
        FeedAuthor(
            name=byline.contributor.name,
            url=f"{settings['SITEURL']}/{byline.contributor.url}",
            role=byline.role,
            organisation=byline.organisation,
            note=byline.contributor.note,
            avatar_url=settings["SITEURL"] + byline.contributor.avatar.picture.small if byline.contributor.avatar else "",
            language=byline.contributor.language or "",
        )
        for byline in article.contributors
    )


def _categories(article) -> tuple[str, ...]:
    names = [plain(article.programme.title)] if article.programme else []
    names.extend(plain(tag.name) for tag in article.tags)
    return tuple(dict.fromkeys(names))


def _figure(figure, settings: dict) -> FeedFigure | None:
    if not figure:
        return None
    picture = figure.picture
    return FeedFigure(
        url=settings["SITEURL"] + picture.plain,
        alt=figure.alt,
        caption=plain(figure.caption),
        credit_line=figure.credit.line if figure.credit else "",
        licence=figure.licence.name if figure.licence else "",
        licence_url=figure.licence.url if figure.licence else "",
        width=picture.plain_width,
        height=picture.plain_height,
        media_type=picture.plain_media_type,
        length=picture.plain_bytes,
    )


def _submission(article, settings: dict, url: str) -> FeedSubmission | None:
    submission = article.submission
    if not submission:
        return None
    return FeedSubmission(
        question=plain(submission.question),
        question_url=f"{settings['SITEURL']}/{submission.callout.url}",
        submitter=submission.submitter,
        pseudonym=submission.pseudonym,
        platform=submission.platform,
        original=submission.original,
        intro_html=Markup(absolute(submission.intro or "", url)),
        thanks_html=Markup(absolute(submission.thanks or "", url)),
        contacts=tuple(FeedContact(contact.label, contact.url) for contact in submission.contact),
        edited_note=submission.edited_note,
        introduced_by=tuple(byline.contributor.name for byline in article.contributors),
        question_language=submission.callout.language or "",
    )
