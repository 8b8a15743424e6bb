"""For every article: the one before, the one after, three that are really related, and how long it takes to read."""

import re
from math import ceil

from blinker import signal
from pelican import signals

from newsroom.article import all_posts
from newsroom.plugin_order import check_plugin_order
from newsroom.segmentation import count_words
from plugins.related.similarity import most_similar

WORDS_A_MINUTE = 220
HOW_MANY = 3


def attach(generators) -> None:
    """Set `minutes` on every article, and `previous`, `next` and `related` on those that are published."""
    context = generators[0].context
    link(sorted(context["articles"], key=lambda article: (article.date.timestamp(), article.slug)))
    for article in all_posts(context):
        article.minutes = reading_minutes(article.content)


def link(articles: list) -> None:
    """Join neighbours in a list that runs from old to new, and find what each is related to."""
    near = most_similar([features(article) for article in articles], HOW_MANY)
    for number, article in enumerate(articles):
        article.previous = articles[number - 1] if number else None
        article.next = articles[number + 1] if number + 1 < len(articles) else None
        article.related = [articles[other] for other in near[number]]


def features(article) -> dict[tuple[str, str], int]:
    """What an article may have in common with others, and how much that says: 2 for the programme, 1 for each tag."""
    programme = article.metadata.get("programme_key")
    return {("tag", tag.slug): 1 for tag in article.tags} | ({("programme", programme): 2} if programme else {})


def reading_minutes(html: str) -> int:
    """Whole minutes for the words of an HTML text, at least 1."""
    return max(1, ceil(count_words(re.sub(r"<[^>]+>", " ", html)) / WORDS_A_MINUTE))


def update_article(text, old) -> None:
    """What plugins.incremental asks of an edited text."""
    if old.minutes is not None:
        text.minutes = reading_minutes(text.content)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.all_generators_finalized.connect(attach)
    signal("text_read_again").connect(update_article)
