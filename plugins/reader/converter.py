"""From Markdown to HTML that may be published: with a screen, and findings that name what is wrong or would be lost."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from markdown import Markdown
from pydantic import ValidationError

from newsroom.content_models import Image
from newsroom.fields import StrictModel
from newsroom.images.picture import Picture
from newsroom.problems import message_and_cure
from plugins.reader.block_options import read_options, split_strictly
from plugins.reader.decode import InvalidContent
from plugins.reader.front_matter import describe_error, field_name
from plugins.reader.hidden_characters import find_hidden_references
from plugins.reader.html_tags import Finding, find_incomplete, find_losses, find_unbalanced, quote_as_typed, serialize, tokenize
from plugins.reader.lost_words import find_lost_words, find_unused_definitions, locate_lines
from plugins.reader.sanitizer import TAGS, find_disallowed, sanitize
from plugins.reader.scrolling_tables import wrap_tables
from plugins.reader.untrusted import UntrustedTextGuard, replace_disallowed, sanitize_untrusted

# How often a text, and how many characters, are converted again to find the lines of what is wrong in it; after that the first
# likely ones are named.
_MOST_TRIES = 60
_MOST_TRIED = 300_000
# For so many findings each line is looked for with care; for more, where the same words first stand.
_MOST_SOUGHT = 100
# Tables say how a column is aligned in an inline style, which a strict content security policy forbids.
_ALIGNED = re.compile(r' style="text-align: (left|right|center);"')
# Blocks that a plugin gives. While it is off they are left out, as the plugin's other work is.
_PLUGIN_BLOCKS = ("pull-quote", "figure")
_LEFT_OVER_BLOCK = re.compile(r"<p>\s*(///+)\s*([\w-]*)")


class Converter:
    """One Markdown instance for all texts, with the extensions that the settings and the plugins asked for."""

    def __init__(self, settings: dict):
        """`settings`: Pelican's MARKDOWN setting."""
        options = {
            key: value for key, value in settings.items() if key in {"extensions", "extension_configs", "output_format", "tab_length"}
        }
        self._markdown = Markdown(**options)
        self._markdown.read_image = self._read_image
        self._markdown.read_options = read_options
        manager = next((each for each in self._markdown.parser.blockprocessors if hasattr(each, "blocks")), None)
        blocks = getattr(manager, "blocks", {})
        if manager:
            manager.split_header = split_strictly(
                manager, manager.split_header, lambda words: _line_of(self.without_code(self._text), words)
            )
        self._guard = UntrustedTextGuard(self._markdown)
        off = "|".join(name for name in _PLUGIN_BLOCKS if name not in blocks) or "(?!)"
        self._markdown.disabled_blocks = frozenset(_PLUGIN_BLOCKS)
        # An extension that names what is wrong by its line leaves out itself what is switched off.
        self._names_lines = hasattr(self._markdown, "findings")
        self._disabled = re.compile(rf"^(/{{3,}})[ ]*(?:{off})[ ]*$.*?^\1[ ]*$", re.M | re.S)
        self.find_image: Callable[[str], Picture] | None = None
        self._figures: list[Image] = []
        self._findings: list[tuple[int, Any]] = []
        self._text = ""

    @property
    def site_language(self) -> str:
        """The language of a text that names none."""
        return getattr(self._markdown, "site_language", "en")

    def set_language(self, language: str | None) -> None:
        """What is converted from here on is in this language; None: in the site's own."""
        self._markdown.language = language

    def _read_image(self, options: dict) -> tuple[Image, Picture]:
        """The fields of a picture in the text, the same as in front matter, and the picture they name.

        Raises ValueError, “message; cure”.
        """
        try:
            image = Image.model_validate(options)
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            message, cure = describe_error(Image, detail)
            raise ValueError(f"{field_name(detail['loc'])}: {message}; {cure}") from None
        image = image.model_copy(update=dict(self.with_smart_quotes(image)))
        picture = self.find_image(image.file)
        self._figures.append(image)
        return image, picture

    def take_figures(self) -> tuple[Image, ...]:
        """What `/// figure` blocks said in the texts since this was asked last."""
        found, self._figures = tuple(self._figures), []
        return found

    def take_findings(self) -> list[tuple[int, Any]]:
        """What is wrong with the texts that were converted since this was asked last: the line in its text, and what was found.

        That has `message`, `cure`, `severity` (error or warning) and `field`.
        """
        found, self._findings = self._findings, []
        return found

    def with_smart_quotes(self, part: StrictModel) -> Iterator[tuple[str, Any]]:
        """The fields of a part, with curly quotes where they are prose, in the parts within it too."""
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, str) and name in part.PROSE:
                value = self.smart_quotes(value)
            elif isinstance(value, tuple):
                value = tuple(self._with_smart_quotes(item) for item in value)
            yield name, self._with_smart_quotes(value)

    def _with_smart_quotes(self, value: Any) -> Any:
        return value.model_copy(update=dict(self.with_smart_quotes(value))) if isinstance(value, StrictModel) else value

    def smart_quotes(self, text: str) -> str:
        """Plain words with curly quotes, when the typography plugin is on; else as they are."""
        return getattr(self._markdown, "curl", str)(text)

    def convert(self, text: str, slug: str, public: bool) -> str:
        """HTML of a Markdown text; `slug` keeps the ids of its footnotes apart from those of others.

        Raises Refused: conversion too deep, or a `///` block not understood. What is wrong with its marks or its HTML, or
        would be lost, `findings` tells afterwards. With `public` (a submission) HTML is text, and what may not be shown is taken out.
        """
        found: list[Finding] = []
        cleaned = self._convert_and_check(text, slug, public, found)
        if self._names_lines:
            self._findings += [(finding.line, finding) for finding in self._markdown.findings()]
        if not public:
            self._findings += find_hidden_references(text, cleaned, self.without_code)
        tries = iter(range(min(_MOST_TRIES, _MOST_TRIED // max(len(text), 1))))
        for place, (finding, number) in enumerate(Counter(found).items()):
            if place >= _MOST_SOUGHT:
                self._findings.append((_first_line_of(text, finding.words), finding))
                continue

            def wrong(changed, finding=finding, number=number):
                return number if changed == text or next(tries, None) is None else self._count_occurrences(finding, changed, slug, public)

            self._findings += [(line, quote_as_typed(finding, text)) for line in locate_lines(text, finding.words, number, wrong)]
        return wrap_tables(cleaned)

    def _convert_and_check(self, text: str, slug: str, public: bool, found: list[Finding]) -> str:
        """The cleaned HTML of a text; what there is to say of it is added to `found`."""
        typed = self._disabled.sub("", text)
        markup = self._markup(text, typed, slug, public)
        parts = list(tokenize(markup))
        if public:
            parts, taken = replace_disallowed(parts)
            found += taken
        else:
            found += find_incomplete(parts)
            # Behind a tag that is not whole nothing is nested as its writer meant it.
            nested = [] if _errors(found) else list(find_unbalanced(parts, TAGS))
            # A heading of Markdown's has been named by its mark.
            typed_h1 = not self._names_lines or "<h1" in typed.lower()
            found += [finding for finding in find_disallowed(parts) if typed_h1 or finding.words[0] != "<h1>"]
            named = {finding.words[0] for finding in found}
            found += [finding for finding in nested if finding.words[0] not in named]
        found += find_unused_definitions(typed, public, references=not self._names_lines)
        cleaned = (sanitize_untrusted if public else sanitize)(serialize(parts) if public else markup)
        if not _errors(found) and not (self._names_lines and _errors(self._markdown.findings())):
            found += [*find_losses(parts, list(tokenize(cleaned)))] or find_lost_words(typed, markup, public)
        return cleaned

    def _count_occurrences(self, finding: Finding, text: str, slug: str, public: bool) -> int:
        """How often a text has the same wrong in it. One that cannot be converted has all of it."""
        images, found = self._figures, []
        self._figures = []
        try:
            self._convert_and_check(text, slug, public, found)
        except InvalidContent:
            return len(text)
        finally:
            self._figures = images
        return found.count(finding)

    def _markup(self, text: str, typed: str, slug: str, public: bool) -> str:
        """HTML as Markdown makes it of `typed`, which is `text` without the blocks that are off. Raises Refused."""
        self._markdown.slug, self._text = slug, text
        source = text if self._names_lines else typed
        try:
            with self._guard.guarding(typed if public else None):
                markup = self._markdown.reset().convert(self._guard.escape(source))
        except RecursionError:
            raise InvalidContent("is nested too deeply", "remove some of the quotes or lists inside one another") from None
        except ValueError as error:
            raise InvalidContent(*message_and_cure(error), _line_of(text, "/// figure"), "/// figure") from None
        markup = _ALIGNED.sub(r' class="align-\1"', markup)
        # An extension that names lines has named each that is no block; what is left begins with a backslash.
        if not self._names_lines and (left := _LEFT_OVER_BLOCK.search(markup)):
            raise InvalidContent(
                f"the block “{left[1]} {left[2]}” was not understood",
                "known blocks: /// pull-quote and /// figure; a line of only /// ends one; options are indented by four spaces",
                _line_of(text, left[1] + " " + left[2]),
            )
        return markup

    def without_code(self, text: str) -> str:
        """`text` with its code blanked out, of the same length: where to look for the line of a mark."""
        return getattr(self._markdown, "without_code", str)(text)


def _errors(found) -> bool:
    return any(finding.severity == "error" for finding in found)


def _line_of(text: str, words: str) -> int:
    """The line of `text`, from 1, on which `words` first stand; 0 when they do not."""
    place = text.lower().find(words.lower()) if words else -1
    return text[:place].count("\n") + 1 if place >= 0 else 0


def _first_line_of(text: str, words: tuple[str, ...]) -> int:
    """The line of `text`, from 1, on which one of `words` first stands as it is; 0 when none does."""
    places = (text.find(each) for each in words if each.strip())
    place = next((place for place in places if place >= 0), -1)
    return text.count("\n", 0, place) + 1 if place >= 0 else 0
