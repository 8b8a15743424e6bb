"""How the site is built: one package a feature, each a Pelican plugin that never imports a sibling."""

import sys

RENAMED = {
    "plugins.addresses": "plugins.root_relative_urls",
    "plugins.cards": "plugins.social_cards",
    "plugins.delivery": "plugins.hosting",
    "plugins.follows": "plugins.follow_form",
    "plugins.largeprint": "plugins.large_print",
    "plugins.manifest": "plugins.site_json",
    "plugins.notes": "plugins.footnotes",
    "plugins.quotes": "plugins.pull_quotes",
    "plugins.shares": "plugins.sharing",
}


class RenamedPlugin(ValueError):
    """PLUGINS lists a plugin by a name that it no longer has. Not an ImportError, which Pelican would bury in a log line."""


class _RenamedPluginFinder:
    """Refuse the old name of a plugin, which PLUGINS in somebody's settings may still list, and say the new one."""

    @staticmethod
    def find_spec(name: str, path=None, target=None) -> None:
        if name in RENAMED:
            raise RenamedPlugin(f"PLUGINS lists {name}, which is called {RENAMED[name]} now; write the new name")


if _RenamedPluginFinder not in sys.meta_path:
    sys.meta_path.insert(0, _RenamedPluginFinder)
