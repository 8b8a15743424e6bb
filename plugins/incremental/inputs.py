"""Digests of what a page is drawn from: any value that a template may be given, down to the last field.

Of a text – an article, a contributor – there are two. *Full*: all that its own page may show, with the cards of the texts it leads to.
*Card*: all that other pages may show of it. An article's card leaves out its body, its neighbours and its relations; of the articles of
a contributor, a programme or a callout a card has only the number. Of a list that is cut into pages there is the page, and how many there
are; a card of a page says only which one it is. tests/architecture/test_inputs.py holds the theme to that.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, tzinfo
from enum import Enum
from functools import partial
from pathlib import PurePath
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import Template
from pelican.contents import Article, Content
from pelican.contents import Page as StandingPage
from pelican.paginator import Page, Paginator
from pelican.urlwrappers import URLWrapper

PLAIN = (type(None), bool, int, float, str, bytes, date)  # a datetime is a date
# Of a text: what it was made with, or what is asked for in another way.
WITHOUT = frozenset("settings _context _content source_path feed_item override_url translations".split())
# What only the page of an article itself shows.
OWN = frozenset("previous next related".split())
SIZE = 16


class Undigestible(TypeError):
    """A value of a kind that nobody can tell from another."""


class Inputs:
    """Digests of values, each object looked at once. Objects may not change while this is in use."""

    def __init__(self, of_template: Callable[[Template], bytes] | None = None):
        """`of_template`: a digest of what a template is made of; raises Undigestible when that cannot be told."""
        self._known: dict[tuple[int, bool], bytes] = {}
        self._begun: set[tuple[int, bool]] = set()
        self._kept: list[Any] = []  # or another object could come to have the same id
        self._of_template = of_template

    def of(self, value: Any, full: bool = False) -> bytes:
        """The digest of a value, and all in it; `full` matters for a text. Of plain values it is the value. Raises Undigestible."""
        if type(value) is str:
            return b"str " + value.encode("utf-8", "surrogatepass")
        if isinstance(value, PLAIN):
            return f"{type(value).__name__} {value!r}".encode()
        key = id(value), full
        if key not in self._known:
            if key in self._begun:
                raise Undigestible(f"{type(value).__qualname__} leads back to itself")
            self._begun.add(key)
            try:
                self.learn(value, self._of(value, full), full)
            finally:
                self._begun.remove(key)
        return self._known[key]

    def learn(self, value: Any, digest: bytes, full: bool = False) -> None:
        """Take it that this is the digest of a value."""
        self._known[id(value), full] = digest
        self._kept.append(value)

    def _of(self, value: Any, full: bool) -> bytes:
        if isinstance(value, Content):
            return self._object(value, {"card": self.of(value), **_own_parts(value)} if full else _card_parts(value))
        if isinstance(value, URLWrapper):
            return digest(type(value).__name__.encode(), value.name.encode(), value.slug.encode())
        if isinstance(value, Mapping):
            return digest(b"mapping", *(self.of(each) for pair in value.items() for each in pair))
        if isinstance(value, list | tuple):
            return digest(b"list", *map(self.of, value))
        if isinstance(value, set | frozenset):
            return digest(b"set", *sorted(map(self.of, value)))
        if isinstance(value, partial):
            return digest(b"partial", *map(self.of, (value.func, value.args, value.keywords)))
        if isinstance(value, MethodType):
            return digest(b"method", self.of(value.__func__), self.of(value.__self__))
        if isinstance(value, FunctionType | BuiltinFunctionType | type) and not getattr(value, "__closure__", None):
            return digest(b"code", f"{value.__module__}.{value.__qualname__}".encode())  # the code itself is in the environment
        if isinstance(value, PurePath):
            return digest(b"path")  # where files lie says nothing about a page
        if isinstance(value, Enum | tzinfo):
            return digest(type(value).__qualname__.encode(), str(value).encode())
        if isinstance(value, Paginator):
            return digest(b"paginator", *map(self.of, (value.name, value.url, value.count, value.per_page, value.orphans)))
        if isinstance(value, Page):
            return digest(b"page", *map(self.of, (value.number, value.paginator, value.object_list if full else None)))
        if isinstance(value, Template) and self._of_template:
            return digest(b"template", self._of_template(value))
        if (parts := _parts(value)) is not None:
            return self._object(value, parts)
        raise Undigestible(f"{type(value).__module__}.{type(value).__qualname__}")

    def fields(self, value: Any) -> dict[str, bytes]:
        """The digests of what a value of several fields has, by their names; none for a list, and for a value that has no such fields."""
        if isinstance(value, list):
            return {}
        parts = _card_parts(value) | _own_parts(value) if isinstance(value, Content) else _parts(value) or {}
        return {name: self.of(part) for name, part in parts.items()}

    def _object(self, value: Any, parts: Mapping[str, Any]) -> bytes:
        named = (self.of(part) for name, own in sorted(parts.items()) for part in (name, own))
        return digest(type(value).__qualname__.encode(), *named)


def _card_parts(text: Content) -> dict[str, Any]:
    """What other pages may show of a text. Its metadata are on it once more, most of them as they are: those count once."""
    own = vars(text)
    shown = {name: value for name, value in own.items() if name not in WITHOUT and name not in OWN}
    shown |= {name: getattr(text, name) for name in _properties(type(text))}
    parts = {name: len(value) if _is_texts(value) else value for name, value in shown.items()}
    parts["metadata"] = {name: value for name, value in text.metadata.items() if own.get(name) is not value}
    parts |= {"url": text.url, "save_as": text.save_as, "summary": text.summary}
    return parts if isinstance(text, Article | StandingPage) else parts | {"content": text.content}


def _own_parts(text: Content) -> dict[str, Any]:
    """What only its own page may show besides."""
    lists = {name: value for name, value in vars(text).items() if _is_texts(value)}
    return {"content": text.content} | lists | {name: getattr(text, name, None) for name in OWN}


def _parts(value: Any) -> Mapping[str, Any] | None:
    """The fields of an object, where all that it is lies in them. One of ours may say itself what it is made of, `made_of()`."""
    if _is_ours(type(value)) and hasattr(value, "made_of"):
        return value.made_of()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if hasattr(value, "__dict__") and (_is_ours(type(value)) or hasattr(type(value), "model_fields")):
        return vars(value)
    return None


def _is_ours(kind: type) -> bool:
    return kind.__module__.split(".")[0] in ("plugins", "newsroom")


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, Content) for each in value)


def _properties(kind: type) -> set[str]:
    """The properties that our own kinds of text have: what they are worth may depend on the day."""
    return {
        name
        for each in kind.__mro__
        if each.__module__.startswith("plugins.")
        for name, value in vars(each).items()
        if isinstance(value, property)
    }


def digest(*parts: bytes) -> bytes:
    """A digest that no other parts have, however they may be cut."""
    return hashlib.blake2b(b"".join(b"%d:%b" % (len(part), part) for part in parts), digest_size=SIZE).digest()
