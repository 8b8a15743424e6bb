"""The content type of programmes: the projects that the blog writes about."""

from typing import ClassVar

from newsroom.content_models import Image, Website
from newsroom.content_types import ContentType, FeedText
from newsroom.fields import Language, LongText, StrictModel
from plugins.programmes.programme import ProgrammePage


class Programme(StrictModel):
    """`programmes/backr.md`: a project the blog writes about; the body is the page's text."""

    PROSE: ClassVar = ("name", "summary")
    name: LongText
    summary: LongText
    website: Website | None = None
    lang: Language | None = None
    image: Image | None = None


CONTENT_TYPES = (
    ContentType(
        "programme",
        "programmes",
        Programme,
        "programmes/programme.html",
        url="category/{slug}/",
        index_template="programmes/index.html",
        page_class=ProgrammePage,
        feed=FeedText("{name} – {site}", ("{summary}", "Posts about {name} on {site}")),
        follow_target="programme",
        add_hint="A programme is a file in content/programmes/.",
    ),
)
