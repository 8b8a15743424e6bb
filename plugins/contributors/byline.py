"""Who wrote an article, in the role they had on the day."""

from dataclasses import dataclass

from plugins.contributors.contributor import ContributorPage


@dataclass(frozen=True)
class Byline:
    """A contributor with the role and organisation at the time; both "" when no role of theirs covers the day."""

    contributor: ContributorPage
    role: str
    organisation: str


def bylines(article, people: dict[str, ContributorPage]) -> list[Byline]:
    """One for each author, in the order given. An author whose file is broken (in preview) is left out."""
    found = [people[author.name] for author in article.metadata.get("authors", ()) if author.name in people]
    roles = [(person, person.role_on(article.date.date())) for person in found]
    return [Byline(person, role.role if role else "", role.organisation or "" if role else "") for person, role in roles]
