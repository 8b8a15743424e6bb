"""Writes a page for each programme and the index of all."""

from pelican.contents import Content
from pelican.generators import Generator


class Programme(Content):
    """A file in content/programmes/. `articles` are newest first; `website` has a label and a url, or is None."""

    mandatory_properties = ("name",)
    default_template = "programmes/programme"
    default_status = "published"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.website = self.metadata.get("website")
        self.articles: list[Content] = []

    @property
    def url(self) -> str:
        return f"category/{self.slug}/"

    @property
    def save_as(self) -> str:
        return self.url + "index.html"


class ProgrammesGenerator(Generator):
    """Reads content/programmes/ through Pelican's readers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.programmes: list[Programme] = []

    def generate_context(self) -> None:
        for path in self.context["content_index"].paths("programmes"):
            programme = self.readers.read_file(self.path, path, Programme, context=self.context)
            self.add_source_path(programme)
            self.programmes.append(programme)
        self.context["programmes"] = self.programmes

    def generate_output(self, writer) -> None:
        template = self.get_template(Programme.default_template)
        for programme in self.programmes:
            writer.write_file(
                programme.save_as,
                template,
                self.context,
                programme=programme,
                articles=programme.articles,
                template_name="programmes/programme",
                url=programme.url,
            )
        writer.write_file("programmes/index.html", self.get_template("programmes/index"), self.context, url="programmes/")
