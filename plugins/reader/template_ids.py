"""The ids that the theme's templates give to parts of a page, so that links to them can be checked before anything is rendered."""

import re
from functools import cache
from pathlib import Path

_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_LOADING = re.compile(r"\{%-?\s*(?:include|extends|import|from)\b(.*?)%\}", re.S)
_TEMPLATE = re.compile(r"""["']([\w/.-]+\.html)["']""")
_ID = re.compile(r'(?<![\w-])id="([^"]*)"')
_INSERTED = re.compile(r"\{[{%].*?[}%]\}", re.S)
_NAME = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class TemplateIds:
    """Reads the templates below a folder when somebody asks for one of them."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.has = cache(self._has)
        self._pattern = cache(self._pattern_of)

    def _has(self, template: str, fragment: str) -> bool:
        """Whether a page rendered with `template` may have a part with the id `fragment`.

        What a template includes counts under any condition. Of an id that is put together, such as `year-{{ year }}`, the fixed part
        must fit; one that is a name alone, `{{ field }}`, fits the words that some template sets it to.
        """
        return bool(self._pattern(template).fullmatch(fragment))

    def _pattern_of(self, template: str) -> re.Pattern:
        text = "".join(self._read(name) for name in self._loaded(template))
        found = []
        for written in set(_ID.findall(text)):
            if name := _NAME.fullmatch(written):
                found += [re.escape(words) for words in re.findall(rf"\b{name[1]} = '([^']*)'", text)]
            elif _INSERTED.sub("", written):
                found.append(".+".join(map(re.escape, _INSERTED.split(written))))
        return re.compile("|".join(found) or "(?!)")

    def _loaded(self, template: str) -> list[str]:
        names = [template]
        for name in names:
            named = (found for loading in _LOADING.findall(self._read(name)) for found in _TEMPLATE.findall(loading))
            names += [found for found in dict.fromkeys(named) if found not in names]
        return names

    def _read(self, name: str) -> str:
        file = self._folder / name
        return _COMMENT.sub("", file.read_text(encoding="utf-8")) if file.is_file() else ""
