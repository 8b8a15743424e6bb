"""The content types: what may lie in each folder of `content/`, and what is made of it.

A plugin declares its own as `CONTENT_TYPES` in its module `content_types`; nothing else has to be told of a new one.
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsroom.fields import StrictModel
from newsroom.new_file import NewFile


@dataclass(frozen=True)
class FeedText:
    """What the feed of one page says about itself, with `{name}`, `{summary}` and `{site}`. Of the descriptions, the first with words."""

    title: str
    descriptions: tuple[str, ...]


@dataclass(frozen=True)
class ContentType:
    """One kind of file in `content/`.

    `name`: the type in messages, and for `new`. `folder`: where its files lie, and the name of their list in templates. `model`: the
    front matter. `template`: of its page; `templates`: others, by the value of the field `template`. `is_post`: dated, listed,
    shared, in feeds and digests; the setting ARTICLE_URL gives its address. `untrusted`: the body is somebody else's words, reduced
    to harmless HTML.

    A type that is neither a post nor a page has `url`, its address with `{slug}`, and may have `index_template`, of the list of all
    at FOLDER/; `sort_key`, their order in it; `page_class`, Pelican content with more attributes; `feed`, with the posts of the page;
    `follow_target`, the word for it where people follow it.

    `add_hint` tells an editor how to add one. `new`: what `new` asks and writes; None when it makes none. `plugin` is filled in.
    """

    name: str
    folder: str
    model: type[StrictModel]
    template: str
    templates: Mapping[str, str] = field(default_factory=dict)
    is_post: bool = False
    untrusted: bool = False
    url: str = ""
    index_template: str = ""
    sort_key: Callable[[Any], Any] | None = None
    page_class: type | None = None
    feed: FeedText | None = None
    follow_target: str = ""
    add_hint: str = ""
    new: NewFile | None = None
    plugin: str = ""

    @property
    def is_subject(self) -> bool:
        """Whether its pages are about something that posts belong to, such as a contributor, and its file names are their slugs."""
        return bool(self.url)


@cache
def content_types() -> Mapping[str, ContentType]:
    """Return the content types by folder, those of the plugin `reader` first."""
    root = Path(next(iter(importlib.import_module("plugins").__path__)))
    packages = sorted((file.parent.name for file in root.glob("*/content_types.py")), key=lambda name: (name != "reader", name))
    found = {}
    for package in packages:
        for each in importlib.import_module(f"plugins.{package}.content_types").CONTENT_TYPES:
            found[each.folder] = replace(each, plugin=f"plugins.{package}")
    return MappingProxyType(found)


def subject_types() -> list[ContentType]:
    """Return the types whose pages are about something that posts belong to."""
    return [each for each in content_types().values() if each.is_subject]


def post_folders() -> frozenset[str]:
    """Return the folders whose files are posts."""
    return frozenset(each.folder for each in content_types().values() if each.is_post)
