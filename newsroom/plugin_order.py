"""The order of PLUGINS: each plugin says what it needs, and a start with another order is refused by name."""

import sys
from collections.abc import Callable, Iterator, Sequence


class InvalidPluginOrder(ValueError):
    """PLUGINS lacks a plugin that another one needs, or names two of them in the wrong order."""


def check_plugin_order(pelican) -> None:
    """Refuse settings whose PLUGINS cannot work together; for Pelican's signal `initialized`.

    A plugin says what it needs in two tuples of dotted names: `REQUIRES` must be in PLUGINS, above it; `AFTER` must stand above it
    when they are there. Raises InvalidPluginOrder, a line for each mistake with its cure.
    """
    plugins = [name for name in pelican.settings["PLUGINS"] if isinstance(name, str)]
    mistakes = list(order_mistakes(plugins, lambda name, needs: getattr(sys.modules.get(name), needs, ())))
    if mistakes:
        raise InvalidPluginOrder("\n".join(mistakes))


def order_mistakes(plugins: Sequence[str], needs_of: Callable[[str, str], Sequence[str]]) -> Iterator[str]:
    """Yield what is wrong with the order of `plugins`. `needs_of(name, "REQUIRES" or "AFTER")` returns what a plugin needs above it."""
    missing: dict[str, list[str]] = {}
    for position, name in enumerate(plugins):
        required = needs_of(name, "REQUIRES")
        for other in required:
            if other not in plugins:
                missing.setdefault(other, []).append(name)
        below = [other for other in (*required, *needs_of(name, "AFTER")) if other in plugins[position + 1 :]]
        if below:
            last = max(below, key=plugins.index)
            yield f"PLUGINS names {name} above {' and '.join(below)}, whose work it needs; move {name} below {last}"
    for other, names in missing.items():
        yield f"PLUGINS lacks {other}, which {' and '.join(names)} need; add it above {names[0]}"
