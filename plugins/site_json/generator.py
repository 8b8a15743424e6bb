"""Collects the site's facts from Pelican's context and writes them through newsroom.site_json."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from pelican.generators import Generator

from newsroom.content_types import subject_types
from newsroom.files import write, write_all
from newsroom.mail.mail import TRANSACTIONAL, environment, render_transactional
from newsroom.posts_json import PublishedPost
from newsroom.posts_json import to_json as posts_to_json
from newsroom.site_json import FREQUENCIES, TARGETS, Site, SiteCallout, SiteEmailFeed, SitePage, SiteTarget, to_json
from newsroom.site_output import is_written


class ManifestGenerator(Generator):
    """Writes site.json when every other plugin has said what it has, and the page that the desk puts its own into."""

    def generate_output(self, writer) -> None:
        facts = site(self.context, self.settings)
        writer.write_file("desk.txt", self.get_template("desk"), self.context, url="desk.txt")
        write(self.output_path, "site.json", to_json(facts))
        if is_written("feed.json", self.settings["PLUGINS"]):
            write(self.output_path, "posts.json", posts_to_json(posts(self.context, self.settings)))
        self._try_letters(facts)

    def _try_letters(self, facts: Site) -> None:
        """Fill in each letter of the desk with an example: a template that is broken stops the build, and not the desk at night. Raises InvalidMail.

        In preview they can be looked at.
        """
        templates = environment(Path(self.theme, "templates"), self.settings["JINJA_ENVIRONMENT"].get("bytecode_cache"))
        for kind, example in TRANSACTIONAL.items():
            mail = render_transactional(kind, facts, templates, example)
            if not self.settings["STRICT"]:
                write_all(self.output_path, {f"letters/{kind}.html": mail.html, f"letters/{kind}.txt": mail.text})


def site(context: dict, settings: dict) -> Site:
    """The site as its visitors find it. With plugins.feeds off nothing can be followed, and nothing is listed as if it could."""
    url = settings["SITEURL"]
    feeds, email = (is_written(address, settings["PLUGINS"]) for address in ("feed.json", "email/"))
    return Site(
        name=settings["SITENAME"],
        url=url,
        language=settings["DEFAULT_LANG"],
        time_zone=settings["TIMEZONE"],
        description=settings.get("SITESUBTITLE", ""),
        sender=settings.get("MAIL_FOOTER", ""),
        pages=tuple(
            SitePage(page.slug, str(page.title), f"{url}/{page.url}")
            for page in sorted((*context.get("pages", ()), *context.get("hidden_pages", ())), key=lambda page: page.slug)
        ),
        frequencies=FREQUENCIES,
        targets=tuple(_targets(context, settings)) if feeds else (),
        callouts=tuple(_callout(callout, url) for callout in context.get("callouts", ())),
        email_feeds=tuple(SiteEmailFeed(each, f"{url}/email/{each}.xml") for each in FREQUENCIES) if email else (),
    )


def posts(context: dict, settings: dict) -> Iterator[PublishedPost]:
    """Every post that is published, as its feed item says it."""
    for article in context["articles"]:
        item = article.feed_item
        aliases = tuple(urljoin(f"{settings['SITEURL']}/", alias.lstrip("/")) for alias in article.aliases)
        yield PublishedPost(item.id, item.url, item.title, item.summary, item.published, item.text_hash, aliases)


def _targets(context: dict, settings: dict) -> list[SiteTarget]:
    """Everything that has a feed, in the order of TARGETS, then of the slugs."""

    def target(kind: str, slug: str, name, folder: str) -> SiteTarget:
        return SiteTarget(kind, slug, str(name), f"{settings['SITEURL']}/{folder}", f"{settings['SITEURL']}/{folder}feed.json")

    def by_slug(things):
        return sorted(things, key=lambda thing: thing.slug)

    found = [target("everything", "", settings["SITENAME"], "")]
    for each in subject_types():
        if each.follow_target:
            found += [target(each.follow_target, page.slug, page.title, page.url) for page in by_slug(context.get(each.folder, ()))]
    tags = {tag.slug: tag for article in context["articles"] for tag in article.tags}
    found += [target("tag", tag.slug, tag.name, tag.url) for tag in by_slug(tags.values())]
    return sorted(found, key=lambda each: TARGETS.index(each.kind))


def _callout(callout, url: str) -> SiteCallout:
    return SiteCallout(
        slug=callout.slug,
        question=str(callout.question),
        state=callout.state,
        opens=callout.opens,
        closes=callout.closes or None,
        accepts=tuple(callout.accepts),
        url=f"{url}/{callout.url}",
    )
