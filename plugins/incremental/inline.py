"""Markdown without searches for what cannot be there: the same HTML, sooner.

Most texts have few of the signs that an expression needs to match, and Python tells far sooner whether a sign is in a text.
"""

import inspect
import re
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from plugins.incremental.needs import NOTHING, needed


class QuickInline(Extension):
    """Makes the inline processors quick that are there when it is registered, smarty's and those of `md.curl` too; one that comes later is only slower."""

    def extendMarkdown(self, md: Markdown) -> None:
        for instance in (md, getattr(getattr(md, "curl", None), "markdown", None)):
            for processor in instance.treeprocessors if instance else ():
                if type(processor) is InlineProcessor:
                    processor.__class__ = QuickProcessor  # a new one would lose its place among those of the same priority


class QuickBlocks(Extension):
    """The same for the expressions by which processors of blocks know their own."""

    def extendMarkdown(self, md: Markdown) -> None:
        for processor in md.parser.blockprocessors:
            for name, expression in inspect.getmembers_static(processor, lambda value: isinstance(value, re.Pattern)):
                if needed(expression) != NOTHING:
                    setattr(processor, name, QuickExpression(expression))


class QuickProcessor(InlineProcessor):
    """Python-Markdown's own, except that a pattern is left out where the text has nothing that it needs."""

    _expressions: tuple[re.Pattern, ...] = ()

    def run(self, tree, ancestors=None):
        patterns = list(self.inlinePatterns)  # asked each time: extensions add to them, and to what one of them looks for
        expressions = tuple(pattern.getCompiledRegExp() for pattern in patterns)
        if expressions != self._expressions:
            self._expressions, self._needs = expressions, [tuple(needed(each)) for each in expressions]
        self._steps = list(zip(self._needs, patterns, strict=True))
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data, patternIndex=0):
        if isinstance(data, AtomicString):
            return data
        for place, (needs, pattern) in enumerate(self._steps[patternIndex:], patternIndex):
            for word in needs:
                if word in data:
                    break
            else:
                continue
            found, start = True, 0
            while found:
                data, found, start = self._InlineProcessor__applyPattern(pattern, data, place, start)
        return data


class QuickExpression:
    """A compiled expression that looks at no text in which it cannot match."""

    def __init__(self, expression: re.Pattern):
        self._expression, needs = expression, tuple(needed(expression))
        self.search, self.match = _if_any(needs, expression.search), _if_any(needs, expression.match)

    def __getattr__(self, name: str):
        return getattr(self._expression, name)


def _if_any(needs: tuple[str, ...], look: Callable[..., re.Match | None]) -> Callable[..., re.Match | None]:
    def found(text: str, *places: int) -> re.Match | None:
        for word in needs:
            if word in text:
                return look(text, *places)
        return None

    return found
