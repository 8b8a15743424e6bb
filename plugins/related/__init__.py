"""For every article: the one before, the one after, three that are really related, and how long it takes to read."""

import re
from math import ceil

from pelican import signals

WORDS_A_MINUTE = 220
HOW_MANY = 3


def attach(generators) -> None:
    """Set `previous`, `next`, `related` and `minutes` on the articles of every generator that has some."""
    for generator in generators:
        if articles := getattr(generator, "articles", None):
            link(sorted(articles, key=lambda article: (article.date, article.slug)))
        for kind in ("articles", "hidden_articles", "drafts"):
            for article in getattr(generator, kind, ()):
                article.minutes = reading_minutes(article.content)


def link(articles: list) -> None:
    """Join neighbours in a list that runs from old to new, and find what each is related to."""
    for number, article in enumerate(articles):
        article.previous = articles[number - 1] if number else None
        article.next = articles[number + 1] if number + 1 < len(articles) else None
        scored = [(score(article, other), other.date, other.slug, other) for other in articles if other is not article]
        best = sorted((s for s in scored if s[0] > 0), key=lambda s: s[:3], reverse=True)
        article.related = [other for *_, other in best[:HOW_MANY]]


def score(article, other) -> int:
    """How related two articles are: 2 for the same programme, 1 for each tag in common."""
    programme = article.metadata.get("programme_key")
    tags = {tag.slug for tag in getattr(article, "tags", ())} & {tag.slug for tag in getattr(other, "tags", ())}
    return 2 * bool(programme and programme == other.metadata.get("programme_key")) + len(tags)


def reading_minutes(html: str) -> int:
    """Whole minutes for the words of an HTML text, at least 1."""
    return max(1, ceil(len(re.sub(r"<[^>]+>", " ", html).split()) / WORDS_A_MINUTE))


def register() -> None:
    signals.all_generators_finalized.connect(attach)
