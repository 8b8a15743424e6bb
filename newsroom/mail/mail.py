"""Digests and letters as mails: subject, HTML with its CSS inlined, and plain text, from the theme's templates, checked before anybody gets one."""

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
from newsroom.feeds.feed import FeedItem, storable
from newsroom.languages import attributes, direction
from newsroom.mail.mail_html import REMEMBERED, host_of, mail_words
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
# What mail services take for their own fields. A post may well write about them; as entities they are words again.
_FIELDS = {"{{": "&#123;{", "{%": "&#123;%", "*|": "&#42;|"}


@dataclass(frozen=True)
class Mail:
    """A mail, ready to be sent: one line of subject, an HTML document, and the same as plain text."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class Showing:
    """How one post stands in a mail: `full`, `brief` (summary and link) or `listed` (title and link)."""

    item: FeedItem
    how: str


@dataclass(frozen=True)
class _Plan:
    showings: tuple[Showing, ...]
    left_out: int


def environment(templates: Path, compiled: BytecodeCache | None = None) -> Environment:
    """The Jinja environment of the mails in `templates` (the theme's folder, which has `mail/` in it). A missing field is an error.

    `compiled` remembers templates from one process to the next.
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
    made.filters.update(day=day, direction=direction, lang_attributes=attributes, text=lru_cache(REMEMBERED)(html_to_text), wrapped=wrapped)
    made.globals.update(width=WIDTH)
    return made


def render(digest: Digest, site: Site, templates: Environment, unsubscribe_url: str = "", yours_url: str = "") -> Mail:
    """The mail for `digest`. Without `unsubscribe_url` its foot points to the page on following instead; `yours_url` leads to what one follows.

    Every post stands in full while the HTML fits LIMIT; else the longest are shortened to their summaries, then the
    last ones to their titles, then left out and counted: nothing is ever cut inside. Raises InvalidMail.
    """
    fields = {"digest": digest, "site": site, "unsubscribe_url": unsubscribe_url, "yours_url": yours_url}
    plan, markup = _fitting(fields, partial(_document, templates))
    mail = Mail(
        subject=" ".join(storable(_filled(templates, "mail/digest.subject.txt", fields)).split()),
        html=markup,
        text=_tidied(_filled(templates, "mail/digest.txt", {**fields, "showings": plan.showings, "left_out": plan.left_out})),
    )
    check(mail, site)
    return mail


def fragment(digest: Digest, site: Site, templates: Environment) -> str:
    """The posts of `digest` as HTML to be put inside a mail service's own mail: tables, inlined CSS, LIMIT at most. Raises InvalidMail."""
    fields = {"digest": digest, "site": site, "unsubscribe_url": ""}
    _, markup = _fitting(fields, partial(_fragment, templates))
    check_html(markup, site)
    return markup


def render_transactional(kind: str, site: Site, templates: Environment, fields: dict) -> Mail:
    """Render a mail about following itself: `kind` is one of TRANSACTIONAL, `fields` what its templates need. Raises InvalidMail."""
    _refuse_renamed(templates)
    fields = {"site": site, **fields}
    mail = Mail(
        subject=" ".join(storable(_filled(templates, f"mail/{kind}.subject.txt", fields)).split()),
        html=_document(templates, fields, f"mail/{kind}.html"),
        text=_tidied(_filled(templates, f"mail/{kind}.txt", fields)),
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
    markup = inliner.inline(_filled(templates, name, fields))
    # The inliner puts the style sheet first, and a document must say its encoding within its first 1,024 bytes.
    return _without_fields(markup.replace("<head>", '<head><meta charset="utf-8">', 1)) + "\n"


def _fragment(templates: Environment, fields: dict) -> str:
    css = templates.loader.get_source(templates, "mail/mail.css")[0]
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    return _without_fields(inliner.inline_fragment(_filled(templates, "mail/fragment.html", fields), css))


def _filled(templates: Environment, name: str, fields: dict) -> str:
    try:
        return templates.get_template(name).render(fields)
    except Exception as error:  # whatever a template can do wrong, its author is told where
        raise MailTemplateError(f"{_place(error, name, templates)}: {_reason(error)}") from error


def _place(error: Exception, name: str, templates: Environment) -> str:
    """The template and the line in which rendering `name` failed: `theme/templates/mail/post.html, line 12`. The template alone where no line is known."""
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


def _without_fields(markup: str) -> str:
    for field, entity in _FIELDS.items():
        markup = markup.replace(field, entity)
    return markup


def _tidied(text: str) -> str:
    """At most one empty line in a row, no spaces at the ends of lines, and a line break at the end."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in storable(text).split("\n"))).strip() + "\n"


def _plan(items: tuple[FeedItem, ...], step: int) -> _Plan:
    """The plan after `step` shortenings: 0 is all in full; every step makes the mail shorter; 3 × len(items) leaves nothing."""
    count = len(items)
    longest = sorted(range(count), key=lambda place: (-len(items[place].words_html), place))
    how = dict.fromkeys(range(count), FULL)
    how.update(dict.fromkeys(longest[: min(step, count)], BRIEF))
    how.update(dict.fromkeys(range(count - min(max(step - count, 0), count), count), LISTED))
    left_out = max(step - 2 * count, 0)
    return _Plan(tuple(Showing(items[place], how[place]) for place in range(count - left_out)), left_out)


def _fitting(fields: dict, build: Callable[[dict], str]) -> tuple[_Plan, str]:
    """The fullest plan whose HTML fits LIMIT, and that HTML; found by halving, because each try is a whole rendering."""
    items, site_url = fields["digest"].items, fields["site"].url

    def attempt(step: int) -> tuple[_Plan, str]:
        plan, ids = _plan(items, step), set()
        full = (showing.item for showing in plan.showings if showing.how == FULL)
        words = {item.id: Markup(mail_words(item.words_html, site_url, ids)) for item in full}
        return plan, build({**fields, "showings": plan.showings, "left_out": plan.left_out, "words": words})

    too_long, shortest, best = -1, 3 * len(items), None
    # All in full is tried only where it may fit: it is the longest of all.
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
    """Raise InvalidMail unless the mail may go out: subject and text are there, and its HTML passes `check_html`."""
    if not mail.subject or not mail.text.strip():
        raise MissingMailField("The mail has no subject." if not mail.subject else "The mail has no plain text.")
    check_html(mail.html, site)


def check_html(markup: str, site: Site) -> None:
    """Raise MailTooLarge, MissingMailField, MailLinkRefused or InvalidMail, with the place in words, if the HTML breaks a rule of mail."""
    size = len(markup.encode("utf-8"))
    if size > LIMIT:
        raise MailTooLarge(f"The mail has {size:,} bytes; {LIMIT:,} are the most. Shorten the theme's mail templates or style sheet.")
    if left := next((field for field in _FIELDS if field in markup), ""):
        raise MissingMailField(f"The mail still has “{left}” in it.")
    host = host_of(site.url)
    for element in html.fromstring(markup).iter():
        if element.tag in ("script", "iframe", "form", "object", "embed", "link"):
            raise InvalidMail(f"A mail may not have <{element.tag}> in it.")
        address = element.get("href") if element.tag == "a" else None
        if address is not None and not address.startswith("mailto:") and not host_of(address):
            raise MailLinkRefused(f"“{address}” (“{element.text_content().strip()}”) is not a full http, https or mailto address.")
        if element.tag == "img" and (host_of(element.get("src", "")) != host or element.get("alt") is None):
            raise MailLinkRefused(f"The image “{element.get('src')}” has no alt text, or does not come from {host}.")
