"""Footnotes: ids that carry the post's slug, so that they stay apart on list pages, in feeds and in mails; and side notes.

Templates write `words|side_notes` where the page has a margin and the text is ours.
"""

from markdown.extensions.footnotes import FootnoteExtension
from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.footnotes.sidenotes import side_notes


class SlugFootnotes(FootnoteExtension):
    """Python-Markdown's footnotes with `md.slug` in every id: `fn:a-fair-advantage-1`."""

    def makeFootnoteId(self, id):
        return f"fn{self.get_separator()}{self.md.slug}-{id}"

    def makeFootnoteRefId(self, id, found=False):
        return self.unique_ref(f"fnref{self.get_separator()}{self.md.slug}-{id}", found)


def add_extension(pelican) -> None:
    pelican.settings["MARKDOWN"]["extensions"].append(SlugFootnotes(BACKLINK_TITLE="Back to note {} in the text"))


def add_filter(pelican) -> None:
    pelican.settings["JINJA_FILTERS"]["side_notes"] = side_notes


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.initialized.connect(add_extension)
    signals.initialized.connect(add_filter)
