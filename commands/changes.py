"""What is different between two states of files, or of anything that has a name and a digest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """The names, of files mostly their paths, that are new, changed and gone, each in order."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def compare(old: dict[str, str], new: dict[str, str]) -> Changes:
    """What is different in `new`."""
    return Changes(
        new=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(path for path in new.keys() & old.keys() if new[path] != old[path])),
        gone=tuple(sorted(old.keys() - new.keys())),
    )
