"""What a template is made of: itself, what it extends, includes and imports; and the names that any of them may ask the context for."""

import hashlib
from dataclasses import dataclass

from jinja2 import Environment, meta, nodes


class Unforeseeable(ValueError):
    """A template chooses another in a way that only its drawing can tell."""


@dataclass(frozen=True)
class Closure:
    """`digest` of all sources; `names` that are looked up in the context."""

    digest: bytes
    names: tuple[str, ...]


class Closures:
    """Closures of templates by name, each found once."""

    def __init__(self):
        self._parts: dict[str, tuple[str, set[str], set[str]]] = {}
        self._known: dict[str, Closure] = {}

    def of(self, environment: Environment, name: str) -> Closure:
        """The closure of a template. Raises Unforeseeable, and jinja2.TemplateError for one that cannot be read."""
        if name not in self._known:
            seen: dict[str, None] = {}
            waiting = [name]
            while waiting:
                if (each := waiting.pop()) not in seen:
                    seen[each] = None
                    waiting += sorted(self._part(environment, each)[2])
            digest = hashlib.blake2b(digest_size=16)
            for each in sorted(seen):
                source = self._parts[each][0].encode()
                digest.update(f"\0{each}\0{len(source)}\0".encode() + source)
            names = set().union(*(self._parts[each][1] for each in seen))
            self._known[name] = Closure(digest.digest(), tuple(sorted(names)))
        return self._known[name]

    def _part(self, environment: Environment, name: str) -> tuple[str, set[str], set[str]]:
        """One template: its source, the names it asks the context for, the templates it names."""
        if name not in self._parts:
            source = environment.loader.get_source(environment, name)[0]
            tree = environment.parse(source, name)
            used = set().union(*(_named(node.template) for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))))
            # Jinja does not count its own globals among them, and ours are there.
            asked = {each.name for each in tree.find_all(nodes.Name)} & set(environment.globals)
            self._parts[name] = source, meta.find_undeclared_variables(tree) | asked, used
        return self._parts[name]


def _named(node: nodes.Expr) -> set[str]:
    """Every template that an expression behind `extends`, `include` or `import` may mean."""
    match node:
        case nodes.Const(value=str(name)):
            return {name}
        case nodes.CondExpr(expr1=one, expr2=other) if other is not None:
            return _named(one) | _named(other)
        case nodes.List(items=items) | nodes.Tuple(items=items):
            return set().union(*map(_named, items))
    raise Unforeseeable(f"line {node.lineno} names a template by what it computes")
