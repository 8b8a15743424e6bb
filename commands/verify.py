"""Compares two folders byte for byte: a site that was built quickly, and the same built from nothing."""

from pathlib import Path


def differences(quick: Path, plain: Path) -> list[str]:
    """What is not the same, a line each, in the order of the paths; empty folders count too."""
    there, expected = contents(quick), contents(plain)
    lines = []
    for path in sorted(there.keys() | expected.keys()):
        if path not in there:
            lines.append(f"{path} is missing")
        elif path not in expected:
            lines.append(f"{path} should not be there")
        elif there[path] is not None and there[path].read_bytes() != expected[path].read_bytes():
            lines.append(f"{path} has other bytes")
    return lines


def contents(folder: Path) -> dict[str, Path | None]:
    """Every file by its path below `folder`, and None for every folder, whose path ends in a slash."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {f"{name}/" if path.is_dir() else name: None if path.is_dir() else path for name, path in found.items()}
