"""Writes a page for each contributor and the index of all."""

from pelican.generators import Generator

from plugins.contributors.contributor import Contributor

KINDS = ("staff", "guest", "alumni")


class ContributorsGenerator(Generator):
    """Reads content/contributors/ through Pelican's readers, so that {filename} links and typography work in bios."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.contributors: list[Contributor] = []

    def generate_context(self) -> None:
        for path in self.context["content_index"].paths("contributors"):
            person = self.readers.read_file(self.path, path, Contributor, context=self.context)
            self.add_source_path(person)
            self.contributors.append(person)
        self.contributors.sort(key=lambda person: (KINDS.index(person.kind), person.name))
        self.context["contributors"] = self.contributors

    def generate_output(self, writer) -> None:
        template = self.get_template(Contributor.default_template)
        for person in self.contributors:
            person.articles.sort(key=lambda article: (article.date.timestamp(), article.slug), reverse=True)
            person.submissions.sort(key=lambda article: (article.date.timestamp(), article.slug), reverse=True)
            writer.write_file(
                person.save_as,
                template,
                self.context,
                contributor=person,
                articles=person.articles,
                template_name="contributors/contributor",
                url=person.url,
            )
        writer.write_file("contributors/index.html", self.get_template("contributors/index"), self.context, url="contributors/")
