"""/search/: the one page that runs a script, and without it the archive to browse."""

from pelican.generators import Generator


class SearchPageGenerator(Generator):
    """Writes the page when every other generator has read its content."""

    def generate_output(self, writer) -> None:
        writer.write_file("search/index.html", self.get_template("search/search"), self.context, url="search/")
