"""A callout: a question to the public, open for a time."""

from datetime import date

from markupsafe import Markup
from pelican.contents import Content

from newsroom.subject_page import SubjectPage

CLOSING_SOON_DAYS = 7
STATES = ("closing-soon", "open", "upcoming", "closed")


class CalloutPage(SubjectPage, Content):
    """A file in content/callouts/. `content` is the brief; `answers` are the published submissions, newest first."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.closes = self.metadata.get("closes")
        self.outcome = self.metadata.get("outcome", Markup(""))
        self.email = self.settings["SUBMISSIONS"].get("email", "")

    @property
    def answers(self) -> list[Content]:
        return self.articles

    @property
    def state(self) -> str:
        """One of STATES, on the build date. The day it closes still counts as open."""
        today = self.settings["BUILD_DATE"].date()
        if today < self.opens:
            return "upcoming"
        if self.closes is None:
            return "open"
        if today > self.closes:
            return "closed"
        return "closing-soon" if self.days_left < CLOSING_SOON_DAYS else "open"

    @property
    def is_open(self) -> bool:
        return self.state in {"open", "closing-soon"}

    @property
    def days_left(self) -> int | None:
        """Whole days after the build date until it closes: 0 on the last day; None when closed or without an end."""
        today: date = self.settings["BUILD_DATE"].date()
        return (self.closes - today).days if self.closes and self.opens <= today <= self.closes else None
