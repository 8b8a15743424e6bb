"""Renders digests and mails about following: subject, HTML with inlined CSS, and plain text, from the theme's templates; and checks them."""

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import css_inline
from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    select_autoescape,
)
from lxml import html
from markupsafe import Markup

from newsroom.dates import day
from newsroom.digests.digest import Digest
from newsroom.errors import InvalidMail, MailLinkRefused, MailTemplateError, MailTooLarge, MissingMailField
from newsroom.feeds.feed import FeedItem, strip_invalid_xml
from newsroom.languages import attributes, direction
from newsroom.mail.mail_html import CACHE_SIZE, host_of, sanitize_for_mail
from newsroom.mail.plain_text import WIDTH, html_to_text, wrapped
from newsroom.site_json import Site

LIMIT = 102_000  # bytes; Gmail cuts a mail off after 102 KB
FULL, BRIEF, LISTED = "full", "brief", "listed"
# Mails about following itself, each with an example of what its templates are given besides `site`.
TRANSACTIONAL = {
    "confirm": {"what": "Backr", "how_often": "once a week", "confirm_url": "https://desk.example.org/follow/confirm/aZ3/", "days": 7},
    "reconfirm": {
        "what": "Everything",
        "how_often": "every new post",
        "confirm_url": "https://desk.example.org/follow/confirm/aZ3/",
        "days": 7,
    },
    "already_following": {
        "what": "Backr",
        "how_often": "once a week",
        "yours_url": "https://desk.example.org/follow/yours/aZ3/",
        "days": 30,
    },
    "shutdown": {"words": "The work goes on elsewhere, and so do we. Thank you for reading."},
}
_RENAMED_TEMPLATES = {"again": "reconfirm", "already": "already_following", "goodbye": "shutdown", "letter": "base"}
# Merge fields of mail services. A post may quote them, so they are escaped as entities.
_MERGE_FIELDS = {"{{": "&#123;{", "{%": "&#123;%", "*|": "&#42;|"}


@dataclass(frozen=True)
class Mail:
    """A rendered mail: a subject on one line, an HTML document, and the same as plain text."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class Showing:
    """A post of a mail and how it is shown: `full`, `brief` (summary and link) or `listed` (title and link)."""

    item: FeedItem
    how: str


@dataclass(frozen=True)
class _Plan:
    showings: tuple[Showing, ...]
    left_out: int


def environment(templates: Path, compiled: BytecodeCache | None = None) -> Environment:
    """Return the Jinja environment for the mails in `templates`, the theme's folder with `mail/` in it. A missing field is an error.

    `compiled` caches compiled templates on disk.
    """
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    made.filters.update(day=day, direction=direction, lang_attributes=attributes, text=lru_cache(CACHE_SIZE)(html_to_text), wrapped=wrapped)
    made.globals.update(width=WIDTH)
    return made


def render(digest: Digest, site: Site, templates: Environment, unsubscribe_url: str = "", yours_url: str = "") -> Mail:
    """Render the mail for `digest`. Without `unsubscribe_url` its foot links to the page on following; `yours_url` is the follower's own page.

    Every post is shown in full while the HTML fits LIMIT. Otherwise the longest are shortened to their summaries, then the last ones to
    their titles, then posts are left out and counted. Raises InvalidMail.
    """
    fields = {"digest": digest, "site": site, "unsubscribe_url": unsubscribe_url, "yours_url": yours_url}
    plan, markup = _fit(fields, partial(_document, templates))
    mail = Mail(
        subject=" ".join(strip_invalid_xml(_render_template(templates, "mail/digest.subject.txt", fields)).split()),
        html=markup,
        text=_tidy(_render_template(templates, "mail/digest.txt", {**fields, "showings": plan.showings, "left_out": plan.left_out})),
    )
    check(mail, site)
    return mail


def render_fragment(digest: Digest, site: Site, templates: Environment) -> str:
    """Render the posts of `digest` as an HTML fragment for a mail service's own mail, at most LIMIT bytes. Raises InvalidMail."""
    fields = {"digest": digest, "site": site, "unsubscribe_url": ""}
    _, markup = _fit(fields, partial(_fragment, templates))
    check_html(markup, site)
    return markup


def render_transactional(kind: str, site: Site, templates: Environment, fields: dict) -> Mail:
    """Render a mail about following itself: `kind` is one of TRANSACTIONAL, `fields` what its templates need. Raises InvalidMail."""
    _refuse_renamed(templates)
    fields = {"site": site, **fields}
    mail = Mail(
        subject=" ".join(strip_invalid_xml(_render_template(templates, f"mail/{kind}.subject.txt", fields)).split()),
        html=_document(templates, fields, f"mail/{kind}.html"),
        text=_tidy(_render_template(templates, f"mail/{kind}.txt", fields)),
    )
    check(mail, site)
    return mail


def _refuse_renamed(templates: Environment) -> None:
    """Raise MailTemplateError for a template under its old name, which nothing reads any more."""
    for folder in map(Path, templates.loader.searchpath):
        for old, new in _RENAMED_TEMPLATES.items():
            if found := next((folder / "mail").glob(f"{old}.*"), None):
                renamed = found.name.replace(old, new, 1)
                raise MailTemplateError(f"{Path(*folder.parts[-2:])}/mail/{found.name} is now called {renamed}: rename the file")


def _document(templates: Environment, fields: dict, name: str = "mail/digest.html") -> str:
    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    markup = inliner.inline(_render_template(templates, name, fields))
    # The inliner puts the style sheet first, and a document must say its encoding within its first 1,024 bytes.
    return _escape_merge_fields(markup.replace("<head>", '<head><meta charset="utf-8">', 1)) + "\n"


def _fragment(templates: Environment, fields: dict) -> str:
    css = templates.loader.get_source(templates, "mail/mail.css")[0]
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    return _escape_merge_fields(inliner.inline_fragment(_render_template(templates, "mail/fragment.html", fields), css))


def _render_template(templates: Environment, name: str, fields: dict) -> str:
    try:
        return templates.get_template(name).render(fields)
    except Exception as error:  # whatever is wrong in a template, its author is told where
        raise MailTemplateError(f"{_location(error, name, templates)}: {_reason(error)}") from error


def _location(error: Exception, name: str, templates: Environment) -> str:
    """Return where rendering `name` failed, like `theme/templates/mail/post.html, line 12`; the template alone if the line is not known."""
    folders = [Path(folder) for folder in getattr(templates.loader, "searchpath", ())]
    lines = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError):
        lines.append((error.filename or "", error.lineno))
    for file, line in reversed(lines):
        if folder := next((folder for folder in folders if Path(file).is_relative_to(folder)), None):
            return f"{Path(*folder.parts[-2:], Path(file).relative_to(folder))}, line {line}"
    return name


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        renamed = _RENAMED_TEMPLATES.get(Path(error.name).stem) if error.name.startswith("mail/") else None
        return f"there is no template “{error.name}”" + (f"; it is now called “mail/{renamed}{Path(error.name).suffix}”" if renamed else "")
    return (error.message or "") if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"


def _escape_merge_fields(markup: str) -> str:
    for field, entity in _MERGE_FIELDS.items():
        markup = markup.replace(field, entity)
    return markup


def _tidy(text: str) -> str:
    """Remove repeated empty lines and trailing spaces, and end with a line break."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in strip_invalid_xml(text).split("\n"))).strip() + "\n"


def _plan(items: tuple[FeedItem, ...], step: int) -> _Plan:
    """Return the plan after `step` shortenings: 0 shows all posts in full, 3 × len(items) shows none."""
    count = len(items)
    longest = sorted(range(count), key=lambda place: (-len(items[place].words_html), place))
    how = dict.fromkeys(range(count), FULL)
    how.update(dict.fromkeys(longest[: min(step, count)], BRIEF))
    how.update(dict.fromkeys(range(count - min(max(step - count, 0), count), count), LISTED))
    left_out = max(step - 2 * count, 0)
    return _Plan(tuple(Showing(items[place], how[place]) for place in range(count - left_out)), left_out)


def _fit(fields: dict, build: Callable[[dict], str]) -> tuple[_Plan, str]:
    """Return the fullest plan whose HTML fits LIMIT, and that HTML. A binary search, since each attempt renders the mail."""
    items, site_url = fields["digest"].items, fields["site"].url

    def attempt(step: int) -> tuple[_Plan, str]:
        plan, ids = _plan(items, step), set()
        full = (showing.item for showing in plan.showings if showing.how == FULL)
        words = {item.id: Markup(sanitize_for_mail(item.words_html, site_url, ids)) for item in full}
        return plan, build({**fields, "showings": plan.showings, "left_out": plan.left_out, "words": words})

    too_long, shortest, best = -1, 3 * len(items), None
    # Everything in full is tried first only if it may fit: it takes longest.
    step = 0 if sum(len(item.words_html) for item in items) <= LIMIT else len(items) // 2
    while not best or shortest - too_long > 1:
        tried = attempt(step)
        if len(tried[1].encode("utf-8")) <= LIMIT or step == 3 * len(items):
            shortest, best = step, tried
        else:
            too_long = step
        step = (too_long + shortest) // 2 if shortest - too_long > 1 else shortest
    return best


def check(mail: Mail, site: Site) -> None:
    """Raise InvalidMail unless the mail has a subject and a text, and its HTML passes `check_html`."""
    if not mail.subject or not mail.text.strip():
        raise MissingMailField("The mail has no subject." if not mail.subject else "The mail has no plain text.")
    check_html(mail.html, site)


def check_html(markup: str, site: Site) -> None:
    """Raise MailTooLarge, MissingMailField, MailLinkRefused or InvalidMail if the HTML cannot be mailed."""
    size = len(markup.encode("utf-8"))
    if size > LIMIT:
        raise MailTooLarge(f"The mail has {size:,} bytes; {LIMIT:,} are the most. Shorten the theme's mail templates or style sheet.")
    if left := next((field for field in _MERGE_FIELDS if field in markup), ""):
        raise MissingMailField(f"The mail still has “{left}” in it.")
    host = host_of(site.url)
    for element in html.fromstring(markup).iter():
        if element.tag in ("script", "iframe", "form", "object", "embed", "link"):
            raise InvalidMail(f"A mail cannot contain <{element.tag}>.")
        address = element.get("href") if element.tag == "a" else None
        if address is not None and not address.startswith("mailto:") and not host_of(address):
            raise MailLinkRefused(f"“{address}” (“{element.text_content().strip()}”) is not a full http, https or mailto address.")
        if element.tag == "img" and (host_of(element.get("src", "")) != host or element.get("alt") is None):
            raise MailLinkRefused(f"The image “{element.get('src')}” has no alt text, or does not come from {host}.")
