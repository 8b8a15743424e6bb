"""What we would give to Pelican fits the Pelican that is installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pelican
import pytest

UPSTREAM = Path(__file__).resolve().parents[2] / "docs" / "upstream"
PATCHES = sorted(UPSTREAM.glob("*.patch"))


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.stem)
def test_a_patch_still_applies(patch, lacks):
    program = shutil.which("patch") or lacks("patch", "install the package of that name")
    command = [program, "--dry-run", "--force", "--fuzz=0", "--strip=1", f"--input={patch}"]
    tried = subprocess.run(command, cwd=Path(pelican.__file__).parents[1], capture_output=True, encoding="utf-8", check=False)
    assert tried.returncode == 0, (
        f"docs/upstream/{patch.name} does not fit Pelican {pelican.__version__}; make it anew, or remove it if Pelican has it now:\n{tried.stdout}"
    )


def test_each_stands_alone():
    """No two change the same file, so they apply in any order."""
    changed = [
        name for patch in PATCHES for name in re.findall(r"^\+\+\+ b/(pelican/\S+)$", patch.read_text(encoding="utf-8"), flags=re.MULTILINE)
    ]
    assert changed and len(changed) == len(set(changed))


def test_the_introduction_names_them_all():
    named = re.findall(r"^\| `([\w-]+)` \|", (UPSTREAM / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(named) == [patch.stem for patch in PATCHES]
