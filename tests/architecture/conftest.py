"""The project as text: what is in the repository, without what commands and tools make."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = {".git", ".venv", "output", "var", "node_modules", "__pycache__"}
CACHES = (".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache")


def is_ours(path: Path) -> bool:
    """Whether a file belongs to the repository and is text."""
    parts = path.relative_to(ROOT).parts
    made = MADE.intersection(parts) or any(part in CACHES or part.endswith(".building") for part in parts)
    return path.is_file() and not made and path.suffix not in {".png", ".pyc", ".woff2"} and path.name != ".venv.lock"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """Every text file of the project by its path."""
    files = (path for path in sorted(ROOT.rglob("*")) if is_ours(path))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}
