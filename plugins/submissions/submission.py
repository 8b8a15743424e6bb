"""The provenance of a submission: who asked, who answered, where, and what the editors say above and below."""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from markupsafe import Markup

from newsroom.profiles import profile

EDITED_NOTES = {"as-sent": "Published as sent", "for-length": "Edited for length", "retold": "Retold in our own words"}
# The same, when something was left out that a page of ours may not show; its words stand.
_PARTLY = {
    "as-sent": "Every word is as sent; we left out {}",
    "for-length": "Edited for length; we also left out {}",
    "retold": "Retold in our own words; we also left out {}",
}
# What the reader says was left out, for one and for several.
_LEFT_OUT = {"picture": ("a picture", "{} pictures"), "link": ("a link", "{} links"), "markup": ("a mark of layout", "{} marks of layout")}
_HREF = re.compile(r'\shref="([^"]*)"')


@dataclass(frozen=True)
class Contact:
    """A way to reach the editors: an address by mail, an @handle or a web address."""

    label: str
    url: str

    @classmethod
    def of(cls, value: str | tuple[str, str]) -> "Contact":
        """From what the reader has checked: a text, in which an @handle alone is one on Twitter, or a service and a handle there."""
        if not isinstance(value, str):
            found = profile(*value)
            return cls(found.label, found.url)
        if value.startswith("@"):
            return cls(value, profile("twitter", value).url)
        if value.startswith(("http://", "https://")):
            return cls(value.split("://", 1)[1].rstrip("/"), value)
        return cls(value, f"mailto:{quote(value, safe='@')}")


def edited_note(edited: str, left_out: tuple[str, ...]) -> str:
    """What the page says of how the words were edited, without a full stop; `left_out` has a kind for each thing that is not shown."""
    if not left_out:
        return EDITED_NOTES[edited]
    counted = Counter(left_out)
    parts = [(one if counted[kind] == 1 else more.format(counted[kind])) for kind, (one, more) in _LEFT_OUT.items() if counted[kind]]
    return _PARTLY[edited].format(" and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts))


def already_said(label: str, url: str, words: str) -> bool:
    """Whether the editors' HTML links to an address or names it, so that the page need not say it again."""
    links = {_bare(unescape(href)) for href in _HREF.findall(words)}
    text = unescape(re.sub(r"<[^>]*>", "", words))
    return _bare(url) in links or bool(re.search(rf"(?<![\w@./-]){re.escape(label)}(?![\w@-]|[./]\w)", text, re.I))


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.lower()).rstrip("/")


@dataclass(frozen=True)
class SubmissionView:
    """`submitter` is what may be shown; `intro` and `thanks` are HTML, "" when the editors said nothing.

    `contact` and `original` are what the page says by itself: without the ways that the editors' words name already. `source`: the
    address of the original, whoever says it.
    """

    callout: object
    question: str
    submitter: str
    pseudonym: bool
    platform: str
    original: str
    source: str
    intro: Markup
    thanks: Markup
    contact: list[Contact]
    edited: str
    edited_note: str

    @classmethod
    def of(cls, article, callout) -> "SubmissionView":
        """From an article whose front matter is a submission's. A name is kept back where consent asks for it."""
        anonymous = article.consent == "publish-anonymously"
        platform = article.metadata.get("platform")
        # A link to the original would give away who wrote it.
        source = platform.original or "" if platform and not anonymous else ""
        intro, thanks = article.metadata.get("intro", Markup("")), article.metadata.get("thanks", Markup(""))
        contact = [Contact.of(value) for value in article.metadata.get("contact", ())]
        return cls(
            callout=callout,
            question=callout.question,
            submitter="Anonymous" if anonymous else article.submitter.name,
            pseudonym=article.submitter.pseudonym and not anonymous,
            platform=platform.name if platform else "",
            original="" if already_said(_bare(source), source, intro + thanks) else source,
            source=source,
            intro=intro,
            thanks=thanks,
            contact=[way for way in contact if not already_said(way.label, way.url, intro + thanks)],
            edited=article.edited,
            edited_note=edited_note(article.edited, article.metadata.get("left_out", ())),
        )
