"""Writes the callouts' pages and their index."""

from datetime import date

from pelican.generators import Generator

from plugins.submissions.callout import STATES, Callout
from plugins.submissions.form import story_endpoint


class CalloutsGenerator(Generator):
    """Reads content/callouts/ through Pelican's readers; the open ones come first, then the newest."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.callouts: list[Callout] = []

    def generate_context(self) -> None:
        for path in self.context["content_index"].paths("callouts"):
            callout = self.readers.read_file(self.path, path, Callout, context=self.context)
            self.add_source_path(callout)
            self.callouts.append(callout)
        self.callouts.sort(key=lambda callout: (STATES.index(callout.state), callout.closes or date.max, callout.slug))
        self.context["callouts"] = self.callouts
        self.context["submissions_endpoint"] = story_endpoint(
            self.settings["SUBMISSIONS"], self.settings["FOLLOW"], self.settings.get("PREVIEW_FORM_ENDPOINT", "")
        )

    def generate_output(self, writer) -> None:
        template = self.get_template(Callout.default_template)
        for callout in self.callouts:
            writer.write_file(callout.save_as, template, self.context, callout=callout, url=callout.url)
        writer.write_file("callouts/index.html", self.get_template("callouts/index"), self.context, url="callouts/")
