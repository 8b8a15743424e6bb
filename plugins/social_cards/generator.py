"""Gives everything that can be shared its card, and publishes the drawings."""

import logging
from collections.abc import Iterable
from pathlib import Path

from pelican.generators import Generator

from newsroom.build_messages import Progress, send
from newsroom.files import copy_or_link
from plugins.social_cards.card import Card
from plugins.social_cards.materials import Materials
from plugins.social_cards.shelf import drawn, fill
from plugins.social_cards.words import Words, of_article, of_callout, of_contributor, of_programme, of_site

logger = logging.getLogger(__name__)


class CardsGenerator(Generator):
    """`attach` when all content is read; the drawing comes with the output."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._folder = Path(self.settings["CACHE_PATH"], "cards")
        self._materials = Materials.of(Path(self.settings["THEME"]))
        self._wanted: dict[str, Words] = {}
        self._cards: dict[str, Card] = {}

    def attach(self, articles: Iterable) -> None:
        """Set `card` on the articles, callouts, contributors and programmes that have a page, and `site_card` for all other pages."""
        name = self.settings["SITENAME"]
        self.context["site_card"] = site_card = self._card("site", of_site(self.settings))
        for article in articles:
            article.card = self._card(article.slug, of_article(article, name)) or site_card
        for things, words_of in (("callouts", of_callout), ("contributors", of_contributor), ("programmes", of_programme)):
            for thing in self.context.get(things, ()):
                thing.card = self._card(thing.slug, words_of(thing, name)) or site_card

    def _card(self, kind: str, words: Words) -> Card | None:
        """The card for some words; None when our fonts cannot write them."""
        spelt = self._materials.spelt(words)
        if spelt is None:
            return None
        card = Card.of(kind, self._materials.name(spelt), words.alt)
        self._wanted[card.name], self._cards[card.path] = spelt, card
        return card

    def generate_output(self, writer) -> None:
        new = fill(self._folder, self._wanted, self._materials, _tell)
        for card in self._cards.values():
            copy_or_link(drawn(self._folder, card.name), self.output_path, card.path, self.settings["LAST_OUTPUT"])
        logger.info("Cards for social networks: %d drawn, %d kept", new, len(self._wanted) - new)


def _tell(done: int, of: int) -> None:
    send(Progress("Drawing cards for social networks", done, of))
