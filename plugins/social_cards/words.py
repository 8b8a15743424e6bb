"""What a card says: everything that is drawn on one, and the same in words for those who do not see it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

MOST_NAMED = 3
MOST_LETTERS = 400  # more never fits, and need not be measured
SAID = ("site", "part", "title", "label", "question", "strong", "soft")


@dataclass(frozen=True)
class Words:
    """`layout` is one of plugins.social_cards.layouts.LAYOUTS. What is "" is not drawn; lines too long for their place are cut with “…”.

    `label` and `question` stand in the bubble, `strong` and `soft` at the foot; `pen_name` says that `strong` is one.
    """

    layout: str
    site: str
    part: str = ""
    title: str = ""
    label: str = ""
    question: str = ""
    strong: str = ""
    soft: str = ""
    pen_name: bool = False

    def spelt(self, say: Callable[[str, str], str]) -> "Words | None":
        """The same as far as `say(text, field)` can write it, which gives "" for what it cannot; None when the main words are lost."""
        fields = {name: say(getattr(self, name)[:MOST_LETTERS], name) for name in SAID}
        lost = [name for name in ("title", "question") if getattr(self, name) and not fields[name]]
        return None if lost and self.layout != "site" else replace(self, **fields)

    @property
    def alt(self) -> str:
        """The card read aloud."""
        name = f"{self.strong} (pen-name)" if self.pen_name else self.strong
        said = [f"{self.label}: {self.question}" if self.question else "", self.title, ", ".join(filter(None, (name, self.soft)))]
        return " – ".join(filter(None, (*said, self.site if self.layout != "site" else "")))


def of_site(settings: dict) -> Words:
    """For every page that has none of its own."""
    return Words("site", settings["SITENAME"], title=settings["SITENAME"], soft=settings.get("SITESUBTITLE", ""))


def of_article(article, site: str) -> Words:
    """A post by contributors, or an answer from the public."""
    submission = article.submission
    if submission:
        return Words(
            "answer",
            site,
            title=article.title,
            label="We asked",
            question=submission.question,
            strong=submission.submitter,
            pen_name=submission.pseudonym,
        )
    bylines = article.contributors
    programme = article.programme
    return Words(
        "post",
        site,
        part=programme.title if programme else "",
        title=article.title,
        strong=named([byline.contributor.name for byline in bylines]),
        soft=position(bylines[0]) if len(bylines) == 1 else "",
    )


def of_callout(callout, site: str) -> Words:
    """A question to the public."""
    return Words("callout", site, label="We asked" if callout.state == "closed" else "We are asking", question=callout.question)


def of_contributor(person, site: str) -> Words:
    """Somebody who writes for us, with what they are today, or were last."""
    role = person.current or person.last
    return Words("subject", site, part="Contributors", title=person.name, soft=position(role) if role else "")


def of_programme(programme, site: str) -> Words:
    """Something the blog writes about."""
    return Words("subject", site, part="Programmes", title=programme.title, soft=programme.metadata.get("summary") or "")


def position(role) -> str:
    """“Opportunities Lead, Backr”; either part may be missing."""
    return ", ".join(filter(None, (role.role, role.organisation)))


def named(names: list[str]) -> str:
    """“Ada”, “Ada and Ben”, “Ada, Ben and 2 others”."""
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
