"""Stand-ins for what Pelican and the plugins make of a text."""

from typing import Any

from newsroom.article import ArticleAttributes


class FakeContent(ArticleAttributes):
    """Content with these attributes and, as the reader leaves them, the same as `metadata`; whatever else a plugin may set has its default."""

    summary = ""

    def __init__(self, **given: Any):
        self.metadata = given.get("metadata", given)
        vars(self).update(given)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FakeContent) and vars(self) == vars(other)

    __hash__ = None
