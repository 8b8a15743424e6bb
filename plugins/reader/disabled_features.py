"""What is not there while a plugin is off: its pages, and so the links to them that editors wrote."""

from dataclasses import dataclass

from newsroom.content_types import content_types
from newsroom.site_output import missing_addresses


@dataclass(frozen=True)
class DisabledFeatures:
    """`folders` of content whose files make no pages, and `addresses` that nobody writes: of files, pages, and folders with all in them."""

    folders: frozenset[str]
    addresses: tuple[str, ...]

    def holds(self, address: str, folder: str = "") -> bool:
        """Whether nothing is at an address below the site, because of the plugins that are off; `folder`: of the text that has it."""
        return folder in self.folders or address.startswith(self.addresses) or address.rpartition("/")[2] in self.addresses


def disabled_folders(plugins: list[str]) -> set[str]:
    """Return the folders whose files make no pages when only `plugins` are on."""
    return {each.folder for each in content_types().values() if each.plugin not in ("plugins.reader", *plugins)}


def find_disabled_features(plugins: list[str]) -> DisabledFeatures | None:
    """What links must not lead to when only `plugins` are on; None when everything is made."""
    off = DisabledFeatures(frozenset(disabled_folders(plugins)), missing_addresses(plugins))
    return off if off.folders or off.addresses else None
