"""Old addresses and where they lead now: WordPress's shapes, and the aliases that editors gave."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

# What may stand for a field in an old address. Strict, because a server puts it into the new one.
PATTERNS = {
    "slug": r"[\w-]+",
    "year": r"\d\d\d\d",
    "month": r"\d\d",
    "day": r"\d\d",
    "number": r"\d+",
    "format": "rss2|rss|rdf|feed",
    "form": "rss2|rss|rdf|feed|atom",
    # What WordPress hangs below a post: pages of comments, of the post itself, other forms of it.
    "part": r"\d+|comment-page-\d+|feed|amp|embed|trackback",
}
FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Redirect:
    """From `source` to `target`, both below the site and without the first slash; a source has none at its end either.

    Words in braces are fields, keys of PATTERNS. `query` is a name and its value: then the source is the home page.
    `is_file`: the source names a file, like old.html, so that no slash may follow.
    """

    source: str
    target: str
    query: tuple[str, str] | None = None
    is_file: bool = False

    @property
    def fields(self) -> list[str]:
        return FIELD.findall(self.source)

    @property
    def is_pattern(self) -> bool:
        return bool(self.fields)

    @property
    def regex(self) -> str:
        """The source as a regular expression, a group for each field; Python, PCRE and RE2 read it alike."""
        return "".join(f"({PATTERNS[part]})" if number % 2 else re.escape(part) for number, part in enumerate(FIELD.split(self.source)))

    def target_with(self, group: Callable[[int], str]) -> str:
        """The target, each field as `group` writes the number of its group, counted from 1."""
        return FIELD.sub(lambda found: group(self.fields.index(found[1]) + 1), self.target)

    def filled(self, field: str, value: str) -> "Redirect":
        """The same with one field written out."""
        return replace(self, source=self.source.replace(f"{{{field}}}", value), target=self.target.replace(f"{{{field}}}", value))


def wordpress(feeds: bool, sections: tuple[str, ...]) -> Iterator[Redirect]:
    """WordPress's addresses; the first that fits counts. `sections`: which of author, category and tag the site has."""
    if feeds:
        yield from _feeds()
        for section in sections:
            yield from _section_feeds(f"{section}/{{slug}}")
    yield Redirect("page/1", "")
    for section in sections:
        yield Redirect(f"{section}/{{slug}}/page/1", f"{section}/{{slug}}/")
    day = "{year}/{month}/{day}"
    yield Redirect("{year}/page/{number}", "{year}/")
    yield Redirect("{year}/{month}/page/{number}", "{year}/{month}/")
    yield Redirect(f"{day}/page/{{number}}", "{year}/{month}/")
    yield Redirect(day, "{year}/{month}/")
    yield Redirect(f"{day}/{{slug}}/{{part}}", f"{day}/{{slug}}/")
    yield Redirect(f"{day}/{{slug}}/feed/{{form}}", f"{day}/{{slug}}/")


def _feeds() -> Iterator[Redirect]:
    """Comments had a feed too; its readers get the feed of everything."""
    for name in ("feed", "comments/feed"):
        yield Redirect(f"{name}/atom", "atom.xml")
        yield Redirect(f"{name}/{{format}}", "feed.xml")
        yield Redirect(name, "feed.xml")
    for name in ("rss2", "rss", "rdf", "atom"):
        yield Redirect("", "atom.xml" if name == "atom" else "feed.xml", ("feed", name))


def _section_feeds(folder: str) -> Iterator[Redirect]:
    yield Redirect(f"{folder}/feed/atom", f"{folder}/atom.xml")
    yield Redirect(f"{folder}/feed/{{format}}", f"{folder}/feed.xml")
    yield Redirect(f"{folder}/feed", f"{folder}/feed.xml")


def aliases(contents) -> Iterator[Redirect]:
    """The old addresses that articles and pages name themselves, in order of address."""
    found = ((alias, content.url) for content in contents for alias in content.aliases)
    for alias, target in sorted(found):
        path, _, query = alias.partition("?")
        name, _, value = query.partition("=")
        yield Redirect(path.strip("/"), target, (name, value) if query else None, is_file="." in path.rpartition("/")[2])
