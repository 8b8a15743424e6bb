"""/credits/: every picture once, with its credit, its licence and the pages it is on."""

from dataclasses import dataclass, field

from pelican.generators import Generator

from plugins.figures.figure import Figure


@dataclass
class CreditEntry:
    """A picture and the pages it is on: the keys of `pages` are title, url and language (None: the site's)."""

    figure: Figure
    pages: dict[tuple[str, str, str | None], None] = field(default_factory=dict)


class CreditsGenerator(Generator):
    """Writes the page from what all other generators have read."""

    def generate_output(self, writer) -> None:
        writer.write_file(
            "credits/index.html",
            self.get_template("figures/credits"),
            self.context,
            credits=self.collect(),
            url="credits/",
        )

    def collect(self) -> list[CreditEntry]:
        """One entry a picture, in the order of the files' names; pages in the order of their addresses."""
        index = self.context["content_index"]
        images = [image for _, entry in sorted(index.entries.items()) for image in entry.figures]
        in_text = {image.file: Figure.of(image, index.images.resolve(image.file)) for image in images}
        used_in = index.images.used_in
        entries: dict[str, CreditEntry] = {}
        contents = [c for c in self.context["generated_content"].values() if c and c.status in {"published", ""} and c.url]
        for content in sorted(contents, key=lambda content: content.url):
            figures = [content.figure, content.avatar]
            figures += [in_text.get(picture.path) for picture in used_in(content.content)]
            for figure in figures:
                if figure:
                    entry = entries.setdefault(figure.path, CreditEntry(figure))
                    entry.pages[content.title, content.url, content.language] = None
        return [entries[path] for path in sorted(entries)]
