"""Footnotes whose ids carry the post's slug, so that they stay apart on list pages, in feeds and in mails."""

from markdown.extensions.footnotes import FootnoteExtension
from pelican import signals


class SlugFootnotes(FootnoteExtension):
    """Python-Markdown's footnotes with `md.slug` in every id: `fn:a-fair-advantage-1`."""

    def makeFootnoteId(self, id):
        return f"fn{self.get_separator()}{self.md.slug}-{id}"

    def makeFootnoteRefId(self, id, found=False):
        return self.unique_ref(f"fnref{self.get_separator()}{self.md.slug}-{id}", found)


def add_extension(pelican) -> None:
    pelican.settings["MARKDOWN"]["extensions"].append(SlugFootnotes(BACKLINK_TITLE="Back to note {} in the text"))


def register() -> None:
    signals.initialized.connect(add_extension)
