"""Attribute lists: ids and classes between `{:` and `}`, and nothing else between braces."""

import re

from markdown.extensions.attr_list import AttrListTreeprocessor

_VALUE = r"""(?:"[^"\n{}]*"|'[^'\n{}]*'|[^\s"'={}]+)"""
_ATTRIBUTE = rf"(?:[#.][\w:-][\w:.-]*|[A-Za-z][\w:-]*={_VALUE})"
_LIST = rf"\{{:[ ]*({_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*)[ ]*\}}"


class Attributes(AttrListTreeprocessor):
    """Takes `{: #id .class key="value" }` and leaves all other braces, such as `{#each}` and `{.NET}`, as words.

    Python-Markdown's own makes the colon optional and takes any word for the name of an attribute.
    """

    HEADER_RE = re.compile(rf"[ ]+{_LIST}[ ]*$")
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")
    INLINE_RE = re.compile(rf"^{_LIST}")
