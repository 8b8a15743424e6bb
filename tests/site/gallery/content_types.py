"""Galleries, which are posts, and the venues that they name."""

from typing import ClassVar

from newsroom.content_models import Post
from newsroom.content_types import ContentType, FeedText
from newsroom.fields import LongText, ShortText, StrictModel
from newsroom.new_file import DATE, DRAFT, NewFile, Question, dated_name, draft_folder, draft_step, file_in, front_matter, line, scalar


class Gallery(Post):
    REFERENCES: ClassVar = {**Post.REFERENCES, "venue": "venues"}
    venue: ShortText
    camera: LongText | None = None


class Venue(StrictModel):
    name: ShortText
    summary: LongText | None = None


def _gallery_text(a: dict[str, str]) -> str:
    return front_matter(("title", scalar(a["title"])), ("date", a["date"]), ("venue", a["venue"]), ("camera", scalar(a["camera"])), *DRAFT)


CONTENT_TYPES = (
    ContentType(
        "gallery",
        "galleries",
        Gallery,
        "gallery/gallery.html",
        is_post=True,
        new=NewFile(
            (
                Question("title", "What is its title?", line, needed=True),
                Question("venue", "Where was it?", file_in("venues", "venue"), needed=True),
                Question("camera", "Which camera?", line),
                DATE,
            ),
            lambda a: f"galleries/{dated_name(a)}",
            _gallery_text,
            draft_step(draft_folder),
        ),
    ),
    ContentType(
        "venue",
        "venues",
        Venue,
        "gallery/venue.html",
        url="venue/{slug}/",
        feed=FeedText("{name} – {site}", ("{summary}", "Posts from {name}")),
        add_hint="A venue is a file in content/venues/.",
    ),
)
