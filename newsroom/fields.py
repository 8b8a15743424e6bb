"""The types that front matter fields have: each reads text and says in plain words what it wanted instead."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, ClassVar
from urllib.parse import unquote

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, model_validator

from newsroom.dates import MONTHS, PartialDate
from newsroom.language_tags import language_tag
from newsroom.profiles import mail_address, profile, service_key, web_address
from newsroom.slugs import slugify

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# A part of an address becomes the name of a folder or file, and of others with more before or behind it; no file system takes
# names of more than 255 bytes. WordPress stops at 200 too.
MAX_ADDRESS_PART = 200
# An hour as people write it: 9:00, 09.00, 9h30, with seconds or without.
_CLOCK = re.compile(r"[ T]+(\d{1,2})[.,:h](\d\d)((?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)")
_DOTTED = re.compile(r"[ T]\d\d[.,]")
MAX_AUTHORS, MAX_TAGS, MAX_ALIASES, MAX_ROLES, MAX_CONTACTS, MAX_LINKS = 50, 50, 200, 100, 20, 30


class StrictModel(BaseModel):
    """A mapping in front matter: no unknown keys, no changes after reading, an empty value counts as absent.

    PROSE names the fields of plain words, whose straight quotes become curly; MARKDOWN those that are read as HTML; REFERENCES the
    fields that name other files of content/, by their folder.
    """

    PROSE: ClassVar[tuple[str, ...]] = ()
    MARKDOWN: ClassVar[tuple[str, ...]] = ()
    REFERENCES: ClassVar[dict[str, str]] = {}
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, values: Any) -> Any:
        """A key that is not known stays, empty or not: it may be the rest of a value that was cut."""
        if not isinstance(values, dict):
            return values
        known = {info.alias or name for name, info in cls.model_fields.items()}
        return {key: value for key, value in values.items() if value not in ("", None) or key not in known}


def _not_a_day(text: str) -> str:
    """The cure for a date that is none because of its month, its day or the shape of its hour; "" when it is something else."""
    found = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])", text)
    if not found or found[1] == "0000":
        return ""
    year, month, day = (int(part or 1) for part in found.groups())
    if not 1 <= month <= 12:
        return f"the months are 01 to 12, and {found[2]} is none"
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"{MONTHS[month - 1]}{f' {year}' if month == 2 else ''} has {days} days"
    clock = _CLOCK.fullmatch(text[found.end() :]) if found[3] else None
    if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
        return f"write {found[0]} {int(clock[1]):02}:{clock[2]}{clock[3] or ''}"
    return "the hours are 00:00 to 23:59" if clock else ""


def _moment(value: Any) -> datetime:
    text = str(value).strip()
    try:
        # Python takes what follows 09. for a part of a minute: 09.30 would be 09:00.
        moment = datetime.fromisoformat("" if _DOTTED.search(text) else text)
    except ValueError:
        raise ValueError(f"“{text}” is not a date; {_not_a_day(text) or 'write it like 2014-06-03 09:00'}") from None
    if not 1000 <= moment.year <= 9998:
        raise ValueError(f"“{text}” is in no year that an address can show; write a year between 1000 and 9998")
    return moment


def _day(value: Any) -> date:
    text = str(value).strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a date; {_not_a_day(text[:10]) or 'write it like 2014-06-03'}") from None


def _partial_day(value: Any) -> PartialDate:
    text = str(value).strip()
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        raise ValueError(f"“{text}” is not a date; {_not_a_day(text) or 'write it like 2013, 2013-01 or 2013-01-15'}")
    try:
        return PartialDate.of(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a date; {_not_a_day(text) or 'write it like 2013, 2013-01 or 2013-01-15'}") from None


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise ValueError(f"“{value}” cannot be part of an address; use a–z, 0–9 and single hyphens, like a-fair-advantage")
    if len(value) > MAX_ADDRESS_PART:
        raise ValueError(f"is {len(value)} characters long; shorten it, {MAX_ADDRESS_PART} are possible in an address")
    return value


def _content_file(value: str) -> str:
    if value.startswith("/") or "\\" in value or ".." in value.split("/"):
        raise ValueError(f"“{value}” leaves content/; write the path from content/, like images/handshake.png")
    return value


def _contact(value: Any) -> Any:
    """An e-mail address, a web address, an @handle (on Twitter), or the one service and the handle of a mapping."""
    if isinstance(value, dict) and len(value) == 1:
        ((service, handle),) = value.items()
        profile(service, _words(handle))
        return service, handle
    text = _words(value)
    if re.fullmatch(r"@[\w.-]+@[\w.-]+", text):
        raise ValueError(f'“{text}” does not say where; write {{mastodon: "{text}"}}')
    if text.startswith("@"):
        profile("twitter", text)
    elif re.match(r"https?://", text):
        web_address(text)
    elif not mail_address(text):
        raise ValueError(f"“{text}” is no way to reach anybody; give an e-mail address, an @handle or a web address")
    return text


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("found a list or a group where words belong; write plain words, in quotes if they begin with @")
    return value.strip()


def _links(value: Any) -> Any:
    """Each handle with the word for its service, and with the other words that say the same."""
    if not isinstance(value, dict):
        return value
    if len(value) > MAX_LINKS:
        raise ValueError(f"has {len(value):,} entries; keep those that matter most, {MAX_LINKS} are possible")
    return {word: (word, handle, [other for other in value if service_key(other) == service_key(word)]) for word, handle in value.items()}


def _link(given: tuple) -> str:
    word, handle, same = given
    if word != same[0]:
        raise ValueError(f"“{word}” is “{same[0]}” once more; keep one of the two")
    profile(word, _words(handle))
    return _words(handle)


def tag_slug(value: str) -> str:
    """The part of an address that stands for a tag; "" when none can be made."""
    return slugify(value, keep_underscores=True)


def _tag(value: str) -> str:
    if not tag_slug(value):
        raise ValueError(f"no address can be made from the tag “{value}”; use at least one letter or figure")
    if (length := len(tag_slug(value))) > MAX_ADDRESS_PART:
        raise ValueError(f"the address of the tag “{value}” would be {length} characters long; shorten it, {MAX_ADDRESS_PART} are possible")
    return value


def _alias(value: str) -> str:
    path, mark, query = value.partition("?")
    path = unquote(path)
    if not path.startswith("/"):
        raise ValueError(f"“{value}” does not start with /; write what stood behind the host, like /2014/06/a-fair-advantage/")
    if not re.fullmatch(r"[\w\-.~,+@!/]*", path) or "//" in path or "/." in path:
        raise ValueError(f"“{value}” is no address; leave out spaces, double slashes and signs, like /2014/06/a-fair-advantage/")
    if mark and not (path == "/" and re.fullmatch(r"[a-z_]+=[\w-]+", query)):
        raise ValueError(f"“{value}” has a question mark where none can be; only /?p=123 and its like are understood")
    if path == "/" and not mark:
        raise ValueError("“/” is the home page; write the old address of this file")
    return path + mark + query


ShortText = Annotated[str, Field(min_length=1, max_length=200)]
LongText = Annotated[str, Field(min_length=1, max_length=500)]
MarkdownText = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, AfterValidator(_slug)]
DateTime = Annotated[datetime, BeforeValidator(_moment)]
Date = Annotated[date, BeforeValidator(_day)]
PartialDay = Annotated[PartialDate, PlainValidator(_partial_day)]
WebAddress = Annotated[str, AfterValidator(web_address)]
Tag = Annotated[str, Field(max_length=80), AfterValidator(_tag)]
Links = Annotated[dict[ShortText, Annotated[Any, AfterValidator(_link)]], BeforeValidator(_links)]
ContentFile = Annotated[str, AfterValidator(_content_file)]
# An address that a file had before, with other letters as themselves: /2014/06/café/, /?p=123
Alias = Annotated[str, Field(max_length=500), AfterValidator(_alias)]
Language = Annotated[str, Field(max_length=60), AfterValidator(language_tag)]
Contact = Annotated[Any, AfterValidator(_contact)]


def _one_value(value: Any) -> Any:
    """A lone value as a list of one. Raises ValueError when it was meant as several: YAML does not part it at its commas."""
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in re.split(r",\s*(?=/)" if value.startswith("/") else ",", value)]
    if len(parts) > 1:
        listed = ", ".join(filter(None, parts))
        whole = f'; for one entry that holds a comma: ["{value}"]' if '"' not in value and not value.startswith("/") else ""
        raise ValueError(f"“{value}” is one entry, since it is not written as a list; write [{listed}]{whole.replace('; ', ', or ')}")
    return [value]


def _once(same: Callable[[Any], Any]) -> Callable[[tuple], tuple]:
    def first_of_each(values: tuple) -> tuple:
        return tuple({same(value): value for value in reversed(values)}[key] for key in dict.fromkeys(map(same, values)))

    return first_of_each


def list_of(item: Any, most: int, same: Callable[[Any], Any] = lambda value: value) -> Any:
    """A list of up to `most` of `item`; a lone value is a list of one. Of those for which `same` gives the same, the first is kept."""
    return Annotated[tuple[item, ...], Field(max_length=most), BeforeValidator(_one_value), AfterValidator(_once(same))]
