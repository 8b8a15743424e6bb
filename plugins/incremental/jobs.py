"""What there is to write: pages, those of a list each by itself, and files that a plugin makes."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Template
from pelican.paginator import Paginator

from plugins.incremental.keys import Keys
from plugins.incremental.reasons import Parts

if TYPE_CHECKING:
    from plugins.incremental.writer import CachingWriter


class RenderJob(NamedTuple):
    """A page to draw: what `write_file` takes. `given`: what the template has besides the context."""

    name: str
    template: Template
    context: dict
    relative_urls: bool
    given: dict[str, Any]

    def key(self, keys: Keys) -> bytes | None:
        """What it is remembered by; None when nobody can tell all that it is made of."""
        return keys.of_page(*self)

    def parts(self, keys: Keys) -> Parts:
        """The same part by part, for people."""
        return keys.parts_of_page(self.template, self.context, self.given)

    def write(self, writer: "CachingWriter") -> list[str]:
        """Have it written; the whole paths."""
        return writer.draw(self)


class FileJob(NamedTuple):
    """Files to make: `make` gives content by path below the output, of `inputs`."""

    make: Callable[[], dict[str, str | bytes]]
    inputs: tuple

    def key(self, keys: Keys) -> bytes | None:
        """As that of a page."""
        return keys.of_artifact(*self)

    def parts(self, keys: Keys) -> Parts:
        """As those of a page."""
        return keys.parts_of_artifact(self.inputs)

    def write(self, writer: "CachingWriter") -> list[str]:
        """Have them written; the whole paths."""
        return writer.put(self.make())


def per_page(template_name: str | None, settings: dict) -> int | None:
    """How many texts a page of this template shows, as Pelican has it set; None when its list is not cut into pages."""
    sizes = settings["PAGINATED_TEMPLATES"]
    return (sizes[template_name] or settings["DEFAULT_PAGINATION"]) if template_name in sizes else None


def given_to_pages(
    name: str, url: str | None, paginated: dict | None, given: dict, size: int | None, settings: dict
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each page of a list goes, and what it is given: what Pelican's writer gives it. Just the one, where there is no list to be cut."""
    if paginated is None:
        paginated = {each: given[each] for each in ("articles", "dates") if each in given}
    if not paginated or size is None:
        yield name, given
        return
    paginators = {each: Paginator(name, url, texts, settings, size) for each, texts in paginated.items()}
    for number in range(1, next(iter(paginators.values())).num_pages + 1):
        own = dict(given)
        for each, paginator in paginators.items():
            own[f"{each}_paginator"] = paginator
            own[f"{each}_page"] = page = paginator.page(number)
            own[f"{each}_previous_page"] = paginator.page(number - 1) if number > 1 else None
            own[f"{each}_next_page"] = paginator.page(number + 1) if number < paginator.num_pages else None
        yield page.save_as, own
