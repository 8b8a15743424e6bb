"""One file of content, read: its kind, its address, its typed fields and its body."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import PurePosixPath
from typing import Any

from newsroom.content_types import ContentType, content_types
from newsroom.fields import MAX_ADDRESS_PART, SLUG, StrictModel
from newsroom.problems import Problem, message_and_cure
from newsroom.site_output import reserved_names
from newsroom.slugs import slugify
from plugins.reader.decode import InvalidContent
from plugins.reader.front_matter import FrontMatter, field_name, find_misplaced_fields, split_front_matter, validate, yaml_start_line
from plugins.reader.time_zones import convert_times

_NO_FRONT_MATTER = FrontMatter("{}", 1)
DATED = re.compile(r"\d{4}-\d{2}-\d{2}-(?P<slug>.+)")


@dataclass(frozen=True)
class Document:
    """A file whose front matter holds. `path` is posix, from content/; `body` is Markdown, from line `body_line` on."""

    path: str
    folder: str
    slug: str
    fields: StrictModel
    front_matter: FrontMatter
    body: str
    body_line: int
    text: str

    @property
    def type(self) -> ContentType:
        return content_types()[self.folder]

    @property
    def template(self) -> str:
        """The template of its page, below theme/templates/."""
        return self.type.templates.get(getattr(self.fields, "template", ""), self.type.template)

    @property
    def key(self) -> str:
        """What other files call it: the file's name without its ending."""
        return PurePosixPath(self.path).stem

    @property
    def address(self) -> str:
        """Its URL from the site's root, as design and WordPress shape it."""
        if self.type.is_post:
            return f"{self.fields.date:%Y/%m/%d}/{self.slug}/"
        return self.type.url.format(slug=self.slug) if self.type.url else f"{self.slug}/"

    def address_at(self, now: datetime) -> str:
        """Its URL in a build at the moment `now` (aware) that has pages for drafts too; DRAFT_URL and DRAFT_PAGE_URL say the same."""
        if self.is_public(now):
            return self.address
        return f"drafts/pages/{self.address}" if not (self.type.is_post or self.type.is_subject) else f"drafts/{self.address}"

    def is_public(self, now: datetime) -> bool:
        """Whether a build at the moment `now` (aware) has a page for it. A date without an offset is in `now`'s time zone."""
        status = getattr(self.fields, "status", "published")
        moment = getattr(self.fields, "date", now)
        return status != "draft" and (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)).timestamp() <= now.timestamp()

    def without_source(self) -> "Document":
        """The same without the file's own words, which take much memory."""
        return replace(self, front_matter=_NO_FRONT_MATTER, text="", body="")

    def problem(self, place: tuple, message: str, cure: str = "", severity: str = "error") -> Problem:
        """A problem with the field that `place` leads to."""
        return Problem(self.path, self.front_matter.line(place), field_name(place), message, cure, severity)


def parse_document(path: str, text: str, zone: tzinfo = UTC) -> tuple[Document | None, list[Problem]]:
    """The document at `path`, its moments in `zone`, or None and what is wrong with it."""
    folder = path.split("/")[0]
    model = content_types()[folder].model
    try:
        yaml_text, body, body_line = split_front_matter(text)
        if early := find_misplaced_fields(model, body, body_line):
            raise early
        front_matter = FrontMatter(yaml_text, yaml_start_line(text))
        fields, problems = validate(model, front_matter, path)
        if problems:
            return None, problems
        fields = _convert_times(fields, front_matter, zone)
        slug = _slug(content_types()[folder], path, fields, front_matter)
    except InvalidContent as error:
        return None, [error.at(path)]
    return Document(path, folder, slug, fields, front_matter, body, body_line, text), []


def _convert_times(fields: StrictModel, front_matter: FrontMatter, zone: tzinfo) -> StrictModel:
    try:
        return convert_times(zone, fields)
    except ValueError as error:
        raise InvalidContent(*message_and_cure(error), front_matter.line(("modified",)), "modified") from None


def _slug(content_type: ContentType, path: str, fields: Any, front_matter: FrontMatter) -> str:
    stem = PurePosixPath(path).stem
    if content_type.is_subject:
        if not SLUG.fullmatch(stem):
            raise InvalidContent(
                f"the file name “{stem}” cannot be part of an address", "rename it with a–z, 0–9 and single hyphens, like kate-bagley.md"
            )
        if len(stem) > MAX_ADDRESS_PART:
            raise _too_long(stem, "rename the file")
        return stem
    if chosen := getattr(fields, "slug", None):
        slug, line = chosen, front_matter.line(("slug",))
    else:
        dated = DATED.fullmatch(stem)
        slug = slugify(dated["slug"] if dated else stem)
        line = 1
    if not SLUG.fullmatch(slug):
        raise InvalidContent("no address can be made from the file name", "add “slug: some-words” with a–z, 0–9 and hyphens")
    if len(slug) > MAX_ADDRESS_PART:
        raise _too_long(slug, "rename the file, or add a shorter “slug: some-words”")
    if not content_type.is_post and (slug in reserved_names() or re.fullmatch(r"\d{4}", slug)):
        raise InvalidContent(f"the address /{slug}/ belongs to the site itself", "choose another with “slug: …”", line, "slug")
    if slug == "index":
        raise InvalidContent("a page called index would hide another", "choose another with “slug: …”", line, "slug")
    return slug


def _too_long(slug: str, cure: str) -> InvalidContent:
    return InvalidContent(f"the file name makes an address of {len(slug)} characters; {MAX_ADDRESS_PART} are possible", cure)
