"""The pages of contributors, programmes, callouts and every other content type whose files are neither posts nor pages of their own."""

from pathlib import Path

from pelican.contents import Content
from pelican.generators import Generator

from newsroom.content_types import ContentType, content_types, subject_types
from newsroom.subject_page import SubjectPage
from plugins.reader.disabled_features import disabled_folders


class _Page(SubjectPage, Content):
    """A page of a type that needs no class of its own."""


def attach_posts(generators) -> None:
    """Give each page of a type without a class of its own the published posts whose front matter names it."""
    context = generators[0].context
    for each in subject_types():
        if each.page_class or each.folder not in context:
            continue
        pages = {page.slug: page for page in context[each.folder]}
        for article in context["articles"]:
            for page in _named_pages(article, each.folder, pages):
                page.articles.append(article)


def _named_pages(article: Content, folder: str, pages: dict[str, Content]) -> list[Content]:
    content_type = content_types()[Path(article.relative_source_path).parts[0]]
    keys: set[str] = set()
    for name, to in content_type.model.REFERENCES.items():
        value = article.metadata.get(name) if to == folder else None
        keys |= set(value) if isinstance(value, tuple) else {value}
    return [pages[key] for key in sorted(keys - {None}) if key in pages]


class SubjectPagesGenerator(Generator):
    """Reads the files of each type through Pelican's readers, sets the list of them in the context under the name of their folder, and writes a page for each and their index."""

    def generate_context(self) -> None:
        disabled = disabled_folders(self.settings["PLUGINS"])
        self._types = [each for each in subject_types() if each.folder not in disabled]
        for each in self._types:
            pages = [self._read(each, path) for path in self.context["content_index"].paths(each.folder)]
            self.context[each.folder] = sorted(pages, key=each.sort_key) if each.sort_key else pages

    def _read(self, content_type: ContentType, path: str) -> Content:
        page = self.readers.read_file(self.path, path, content_type.page_class or _Page, context=self.context)
        page.override_url = content_type.url.format(slug=page.slug)
        page.override_save_as = page.override_url + "index.html"
        self.add_source_path(page)
        return page

    def generate_output(self, writer) -> None:
        for each in self._types:
            name = each.template.removesuffix(".html")
            template = self.get_template(name)
            for page in self.context[each.folder]:
                given = {each.name: page, "articles": page.articles, "template_name": name, "url": page.url}
                writer.write_file(page.save_as, template, self.context, **given)
            if each.index_template:
                index = self.get_template(each.index_template.removesuffix(".html"))
                writer.write_file(f"{each.folder}/index.html", index, self.context, url=f"{each.folder}/")
