"""The envelope of a submission: who asked, who answered, where, and what the editors say above and below."""

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from wire.profiles import profile

EDITED_NOTES = {"as-sent": "Published as sent", "for-length": "Edited for length"}


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


@dataclass(frozen=True)
class Submission:
    """`submitter` is what may be shown; `intro` and `thanks` are HTML, "" when the editors said nothing."""

    callout: object
    question: str
    submitter: str
    pseudonym: bool
    platform: str
    original: str
    intro: Markup
    thanks: Markup
    contact: list[Contact]
    edited: str
    edited_note: str

    @classmethod
    def of(cls, article, callout) -> "Submission":
        """From an article whose front matter is a submission's. A name is kept back where consent asks for it."""
        anonymous = article.consent == "publish-anonymously"
        platform = article.metadata.get("platform")
        return cls(
            callout=callout,
            question=callout.question,
            submitter="Anonymous" if anonymous else article.submitter.name,
            pseudonym=article.submitter.pseudonym and not anonymous,
            platform=platform.name if platform else "",
            # A link to the original would give away who wrote it.
            original=platform.original or "" if platform and not anonymous else "",
            intro=article.metadata.get("intro", Markup("")),
            thanks=article.metadata.get("thanks", Markup("")),
            contact=[Contact.of(value) for value in article.metadata.get("contact", ())],
            edited=article.edited,
            edited_note=EDITED_NOTES[article.edited],
        )
