"""What the pages of contributors, programmes, callouts and other subjects have in common, for Pelican content."""

from typing import Any


class SubjectPage:
    """Mixin for Pelican content: the page of something that posts belong to.

    `articles` are the posts that the page lists, newest first.
    """

    mandatory_properties: tuple[str, ...] = ()
    default_status = "published"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.articles: list[Any] = []

    @property
    def posts(self) -> list[Any]:
        """All posts that belong to it, for its feed and its date in the sitemap."""
        return self.articles
