"""What is not there while a plugin is off: its pages, and so the links to them that editors wrote."""

from dataclasses import dataclass

from plugins.reader.reserved_addresses import missing_addresses

# The kinds of files whose pages a plugin writes; Pelican itself makes articles and pages.
KINDS = {
    "plugins.contributors": ("contributors",),
    "plugins.programmes": ("programmes",),
    "plugins.submissions": ("callouts", "submissions"),
}


@dataclass(frozen=True)
class DisabledFeatures:
    """`kinds` of files that make no pages, and `addresses` that nobody writes: of files, pages, and folders with all in them."""

    kinds: frozenset[str]
    addresses: tuple[str, ...]

    def holds(self, address: str, kind: str = "") -> bool:
        """Whether nothing is at an address below the site, because of the plugins that are off; `kind`: of the text that has it."""
        return kind in self.kinds or address.startswith(self.addresses) or address.rpartition("/")[2] in self.addresses


def disabled_kinds(plugins: list[str]) -> set[str]:
    """The kinds of files that make no pages when only `plugins` are on."""
    return {kind for plugin, kinds in KINDS.items() if plugin not in plugins for kind in kinds}


def find_disabled_features(plugins: list[str]) -> DisabledFeatures | None:
    """What links must not lead to when only `plugins` are on; None when everything is made."""
    off = DisabledFeatures(frozenset(disabled_kinds(plugins)), missing_addresses(plugins))
    return off if off.kinds or off.addresses else None
