"""The pages of contributors, programmes, callouts and every other content type whose files are neither posts nor pages of their own."""

from pelican.contents import Content
from pelican.generators import Generator

from newsroom.content_types import ContentType, subject_types
from newsroom.subject_page import SubjectPage
from plugins.reader.disabled_features import disabled_folders


class _Page(SubjectPage, Content):
    """A page of a type that needs no class of its own."""


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
