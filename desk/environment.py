"""What the environment says of this server, and what stands in for it on a machine where somebody tries the desk."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def place() -> Path:
    """The folder of all that the desk keeps on disk, made for its owner alone: DESK_FOLDER, var/desk unless that is set."""
    folder = Path(os.environ.get("DESK_FOLDER") or ROOT / "var" / "desk")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def key_of_this_machine(folder: Path) -> str:
    """A secret for a desk that is tried out: made once, and kept in a file that only its owner reads."""
    file = folder / "key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as new:
        new.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii")
