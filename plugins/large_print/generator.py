"""Writes `/print/` and `/print/2014-W23/`."""

import logging

from pelican.generators import Generator

from plugins.large_print.edition import editions
from plugins.large_print.print_html import readable_address

logger = logging.getLogger(__name__)


class LargePrintGenerator(Generator):
    """Needs the feed items; without them it says so, once, and writes nothing."""

    def generate_output(self, writer) -> None:
        items = [article.feed_item for article in self.context["articles"] if article.feed_item]
        if self.context["articles"] and not items:
            logger.warning(
                "No large print: plugins.large_print makes it from what plugins.feeds puts on the articles, and that plugin is off."
            )
            return
        found = editions(items, self.settings["BUILD_DATE"], self.settings["TIMEZONE"], self.settings["SITEURL"])
        writer.write_file("print/index.html", self.get_template("large_print/index"), self.context, url="print/", editions=found)
        template = self.get_template("large_print/edition")
        for edition in found:
            writer.write_file(
                f"{edition.address}index.html",
                template,
                self.context,
                url=edition.address,
                edition=edition,
                readable_address=readable_address,
            )
