"""What a template is made of: itself, what it extends, includes and imports; and the names that any of them may ask the context for."""

import pickle
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from jinja2 import Environment, meta, nodes

from newsroom.cache import Cache
from plugins.incremental.inputs import digest


class DynamicInclude(ValueError):
    """A template chooses another in a way that only its drawing can tell."""


@dataclass(frozen=True)
class Dependencies:
    """`sources` by name of template, and the `digest` of all; `names` that are looked up in the context, `truthiness_only` those of them of which nothing is
    asked but whether there is anything.
    """

    digest: bytes
    names: tuple[str, ...]
    truthiness_only: frozenset[str]
    sources: dict[str, bytes]


class _Part(NamedTuple):
    """One template: its source, the names it asks the context for, those it only asks whether there is anything, the templates it names."""

    source: str
    asked: set[str]
    truthiness_only: set[str]
    used: set[str]


class TemplateDependencies:
    """The dependencies of templates by name. What a source names is cached under `base()` and the source."""

    def __init__(self, cache: Cache, base: Callable[[], bytes]):
        self._cache, self._base = cache, base
        self._asked: set[bytes] = set()
        self._parts: dict[str, _Part] = {}
        self._known: dict[str, Dependencies] = {}

    def of(self, environment: Environment, name: str) -> Dependencies:
        """Return what a template depends on. Raises DynamicInclude, and jinja2.TemplateError for one that cannot be read."""
        if name not in self._known:
            seen: dict[str, None] = {}
            waiting = [name]
            while waiting:
                if (each := waiting.pop()) not in seen:
                    seen[each] = None
                    waiting += sorted(self._part(environment, each).used)
            sources = {each: digest(self._parts[each].source.encode()) for each in sorted(seen)}
            names = set().union(*(self._parts[each].asked for each in seen))
            more = set().union(*(self._parts[each].asked - self._parts[each].truthiness_only for each in seen))
            together = digest(*(part for each, source in sources.items() for part in (each.encode(), source)))
            self._known[name] = Dependencies(together, tuple(sorted(names)), frozenset(names - more), sources)
        return self._known[name]

    def _part(self, environment: Environment, name: str) -> _Part:
        if name not in self._parts:
            source = environment.loader.get_source(environment, name)[0]
            # Jinja does not count its own globals among the names, and ours are there.
            ours = sorted(environment.globals)
            key = digest(b"closure", self._base(), name.encode(), source.encode(), *(each.encode() for each in ours))
            self._asked.add(key)
            if kept := self._cache.get(key):
                found = pickle.loads(kept)
            else:
                found = _read(environment.parse(source, name), set(ours))
                self._cache.put({key: pickle.dumps(found)}, self._asked)
            self._parts[name] = _Part(source, *found)
        return self._parts[name]


def _read(tree: nodes.Template, ours: set[str]) -> tuple[set[str], set[str], set[str]]:
    """The names that a template asks for, `ours` too, those that stand only where Jinja asks whether there is anything, and the templates it names."""
    used = set().union(*(_named(node.template) for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))))
    everywhere = Counter(each.name for each in tree.find_all(nodes.Name))
    asked_whether = Counter(name for node in tree.find_all((nodes.If, nodes.CondExpr)) for name in _whether(node.test))
    truthiness_only = {name for name, number in asked_whether.items() if number == everywhere[name]}
    return meta.find_undeclared_variables(tree) | everywhere.keys() & ours, truthiness_only, used


def _whether(condition: nodes.Expr) -> list[str]:
    """The names in a condition that are one by themselves, and of which therefore nothing counts but whether there is anything."""
    match condition:
        case nodes.Name(name=name):
            return [name]
        case nodes.Not(node=inner):
            return _whether(inner)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            return _whether(left) + _whether(right)
    return []


def _named(node: nodes.Expr) -> set[str]:
    """Every template that an expression behind `extends`, `include` or `import` may mean."""
    match node:
        case nodes.Const(value=str(name)):
            return {name}
        case nodes.CondExpr(expr1=one, expr2=other) if other is not None:
            return _named(one) | _named(other)
        case nodes.List(items=items) | nodes.Tuple(items=items):
            return set().union(*map(_named, items))
    raise DynamicInclude(f"line {node.lineno} names a template by what it computes")
