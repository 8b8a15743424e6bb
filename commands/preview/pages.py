"""What the preview adds to pages, and the few pages of its own. All text that comes from elsewhere is escaped here."""

import hashlib
import re
from html import escape

from commands.pelican import Outcome
from commands.preview.forms import Field
from newsroom.problems import Problem, count_problems, errors_in

PROGRAM = re.compile(r"<script[^>]*\ssrc=", re.IGNORECASE)
BODY = re.compile(r"<body(?:\s[^>]*)?>", re.IGNORECASE)


def with_preview(page: str, outcome: Outcome, state: str) -> str:
    """A built page with the script that reloads it, and the banner if something is wrong, put in behind <body>."""
    addition = script(state) + banner(outcome)
    if not (body := BODY.search(page)):
        return page + addition
    return page[: body.end()] + addition + page[body.end() :]


def state_of(page: str, outcome: Outcome | None, state: str) -> str:
    """A word that changes when what a browser shows of the page does. A page with a program may show anything: its word is that of the builds,
    `state`.
    """
    if PROGRAM.search(page):
        return state
    return hashlib.blake2b(f"{page}\0{banner(outcome)}".encode(), digest_size=12).hexdigest()


def script(state: str) -> str:
    """The element that reloads the page as soon as its state is no longer `state`."""
    return f'<script src="/__preview__/reload.js" data-state="{escape(state)}" async></script>'


def banner(outcome: Outcome | None) -> str:
    """What is wrong, to stand on top of every page; "" when nothing is."""
    if outcome is None or (outcome.succeeded and not outcome.problems):
        return ""
    if outcome.succeeded:
        wrong = errors_in(outcome.problems)
        after = "What is published of a broken file is its last good text, or nothing." if wrong else ""
        # Warnings alone are folded: they can wait, and the page matters more.
        return _banner("error" if wrong else "warning", count_problems(outcome.problems), _items(outcome.problems), after, bool(wrong))
    return _banner("error", "The site could not be built", _failure(outcome), "This is the last good one.", True)


def _banner(severity: str, title: str, details: str, after: str, unfolded: bool) -> str:
    role = "alert" if severity == "error" else "status"
    return (
        '<link rel="stylesheet" href="/__preview__/preview.css">'
        f'<section id="preview-banner" class="preview-{severity}" role="{role}" aria-label="Preview">'
        f"<details{' open' if unfolded else ''}><summary><strong>{escape(title)}</strong></summary>"
        f"{details}<p>{escape(after)} This note is only in the preview.</p></details></section>"
    )


def _failure(outcome: Outcome) -> str:
    if errors_in(outcome.problems):
        return _items(outcome.problems)
    whole = f"<details><summary>Everything Pelican said last</summary><pre>{escape(outcome.last_words)}</pre></details>"
    return f"<p><code>{escape(outcome.cause)}</code></p>{whole}"


def _items(problems: list[Problem]) -> str:
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    return f"<ul>{''.join(map(_item, ordered))}</ul>"


def _item(problem: Problem) -> str:
    field = f"<b>{escape(problem.field)}:</b> " if problem.field else ""
    mark = "" if problem.severity == "error" else " <small>(warning)</small>"
    cure = "".join(f"<br><i>{escape(line)}</i>" for line in problem.cure.splitlines())
    return f"<li><code>{escape(problem.location)}</code> {field}{escape(problem.message)}{mark}{cure}</li>"


def nothing_yet(outcome: Outcome | None, state: str) -> str:
    """The page while there is no site to show: the first build is under way, or it failed."""
    if outcome is None:
        body = "<h1>Building the site …</h1><p>This page turns into it as soon as it is there.</p>"
    else:
        body = f'<div role="alert"><h1>The site could not be built</h1>{_failure(outcome)}</div><p>Mend it and save: this page turns into the site.</p>'
    return _page("Preview", body + script(state))


def message(title: str, words: str) -> str:
    """A short page."""
    return _page(title, f'<h1>{escape(title)}</h1><p>{escape(words)}</p><p><a href="/">To the site</a></p>')


def received(fields: list[Field]) -> str:
    """What a form sent, as the service behind it would have received it."""
    rows = "".join(f"<tr><th scope=row>{escape(field.name)}</th><td>{escape(field.value)}</td></tr>" for field in fields)
    table = f"<table><thead><tr><th scope=col>Field</th><th scope=col>Content</th></tr></thead><tbody>{rows}</tbody></table>"
    words = "On the published site these fields go to the form’s own address. In the preview they go nowhere, and nothing is kept."
    return _page(
        "The form was sent",
        f'<h1>The form was sent</h1><p>{words}</p>{table if fields else "<p>It was empty.</p>"}<p><a href="/">To the site</a></p>',
    )


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/__preview__/preview.css"></head>'
        f'<body class="preview-page"><main>{body}</main></body></html>'
    )
