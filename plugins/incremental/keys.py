"""What a page is remembered by: a digest of all that it may show, and the same part by part for people."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from jinja2 import Template, TemplateError
from pelican.contents import Content

from newsroom.parallel import parallel_map
from plugins.incremental.inputs import Inputs, Undigestible, digest
from plugins.incremental.reasons import Parts, own_parts, shared_parts
from plugins.incremental.template_dependencies import Dependencies, DynamicInclude, TemplateDependencies

# Of the pages of a list before and after this one nothing is shown but where they are.
_BESIDE = ("_previous_page", "_next_page")


class Keys:
    """Keys of the pages and other files of one build, in which nothing changes any more that a template reads."""

    def __init__(self, base: bytes, templates: bytes, closures: TemplateDependencies):
        """Digests of what all pages depend on, and of all templates."""
        self._base, self._templates, self._closures = base, templates, closures
        self._inputs = Inputs(self._of_template)
        # What pages of a template take from the same context; the jobs that wait keep every context alive.
        self._common: dict[tuple, bytes] = {}
        self._shared: dict[tuple, Parts] = {}

    def learn(self, texts: Sequence[Content]) -> None:
        """Have each core find what some texts come to in a list, since every worker needs most of them. What that is made of is let go."""
        inputs = Inputs(self._of_template)

        def card(text: Content) -> bytes | None:
            try:
                return inputs.of(text)
            except Undigestible:
                return None

        for place, found in parallel_map(card, texts):
            if found:
                self._inputs.learn(texts[place], found)

    def of_page(self, name: str, template: Template, context: dict, relative_urls: bool, given: dict) -> bytes | None:
        """A digest of all that a page may show; None when that cannot be told. `given`: what it has besides the context."""
        if not template.name:
            return None
        try:
            closure = self._closures.of(template.environment, template.name)
            own = [word for word in closure.names if word in given]
            common = template.name, id(context), *own
            if common not in self._common:
                self._common[common] = self._inputs.of(_found(closure, template, context, given))
            parts = [self._inputs.of(given[word], full=not word.endswith(_BESIDE)) for word in own]
        except (Undigestible, DynamicInclude, TemplateError):  # what is wrong with a template, its drawing says best
            return None
        return self._key(b"page", closure.digest, self._common[common], f"{name} {relative_urls}".encode(), *parts)

    def parts_of_page(self, template: Template, context: dict, given: dict) -> Parts:
        """What a page that has a key is made of."""
        closure = self._closures.of(template.environment, template.name)
        own = {word: given[word] for word in closure.names if word in given}
        common = template.name, id(context), *own
        if common not in self._shared:
            self._shared[common] = shared_parts(self._inputs, self._base, closure.sources, _found(closure, template, context, given))
        return self._shared[common] | own_parts(self._inputs, own)

    def of_artifact(self, make: Callable, inputs: tuple) -> bytes | None:
        """A digest of what `make` makes, of `inputs` and any of the templates; None when that cannot be told."""
        code = make.func if isinstance(make, partial) else make
        try:
            return self._key(b"artifact", self._templates, code.__qualname__.encode(), self._inputs.of(inputs))
        except Undigestible:
            return None

    def parts_of_artifact(self, inputs: tuple) -> Parts:
        """What an artifact that has a key is made of."""
        own = own_parts(self._inputs, {type(value).__name__: value for value in inputs})
        return shared_parts(self._inputs, self._base, {}, {}) | own

    def _of_template(self, template: Template) -> bytes:
        """What another template draws that some value holds on to; it is given nothing of any page."""
        try:
            closure = self._closures.of(template.environment, template.name)
        except (DynamicInclude, TemplateError) as fault:
            raise Undigestible(str(fault)) from None
        return digest(closure.digest, self._inputs.of(_found(closure, template, {}, {})))

    def _key(self, *parts: bytes) -> bytes:
        return hashlib.blake2b(digest(*parts), key=self._base, digest_size=20).digest()


def _found(closure: Dependencies, template: Template, context: dict, given: dict) -> dict[str, Any]:
    """What a template finds under the names it asks for, besides what the page is given; whether there is anything, where it asks for no more."""
    found = {word: context.get(word, template.environment.globals.get(word)) for word in closure.names if word not in given}
    return {word: bool(value) if word in closure.truthiness_only else value for word, value in found.items()}
