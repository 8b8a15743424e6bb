"""A target that is a folder of this machine, or one that is mounted here."""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commands.lock import held
from commands.publish import fields
from commands.publish.releases import BEFORE, LEFTOVER, LINK, RELEASE, Standing, superfluous
from commands.publish.standing import changed_meanwhile, earlier, listed
from commands.publish.target import Refused, Sent, setting


@dataclass(frozen=True)
class Folder:
    """`path` gets the link `current`, which a web server serves, and the releases."""

    path: str = setting(fields.path_outside)
    keep: int = setting(fields.enough, default=5)

    @property
    def place(self) -> str:
        return self.path

    @property
    def releases(self) -> Path:
        """Where the releases lie side by side."""
        return Path(self.path) / "releases"

    @property
    def current(self) -> Path:
        """The link to the release that is served."""
        return Path(self.path) / "current"

    def look(self) -> Standing:
        """What is there; the folders of a new target are made."""
        with self._in_plain_words():
            for folder in (self.releases.parent, self.releases):
                if not folder.is_dir():
                    folder.mkdir()
                    folder.chmod(0o755)  # whatever this person’s umask says, the web server must get in
            return self._standing()

    def put(self, site: Path, release: str, now: Standing) -> Sent:
        token = secrets.token_hex(4)
        partial = self.releases / f".{release}.{token}.partial"
        with self._in_plain_words():
            try:
                sent = _copy(site, partial, self.releases / now.live if now.live else None)
                (partial / BEFORE).write_text(f"{now.live or ''}\n", encoding="utf-8")
                (partial / BEFORE).chmod(0o644)
                os.sync()  # or a power cut could leave a release with empty files live
                with held(self.releases / ".lock", on_wait=_say_waiting):
                    if not (self.releases / release).exists():  # else it is the same, made in the same second
                        os.rename(partial, self.releases / release)
                    self._switch(release, token, now)
                    return Sent(*sent, self._clear(superfluous(now, release, self.keep), token))
            finally:
                shutil.rmtree(partial, ignore_errors=True)

    def back(self, now: Standing) -> str:
        release = earlier(now, self.place)
        with self._in_plain_words(), held(self.releases / ".lock", on_wait=_say_waiting):
            self._switch(release, secrets.token_hex(4), now)
        return release

    def _standing(self) -> Standing:
        link = self._link()
        if link and not LINK.fullmatch(link) or not link and self.current.exists():
            raise Refused(f"{self.current} is there, but does not lead to one of the releases.", "Move it away, then publish again.")
        names = [path.name for path in self.releases.iterdir()]
        before = {name: _text(self.releases / name / BEFORE).strip() for name in names if RELEASE.fullmatch(name)}
        return listed(link, before, tuple(filter(LEFTOVER.fullmatch, names)), lambda file: _text(self.releases / file))

    def _link(self) -> str:
        return os.readlink(self.current) if self.current.is_symlink() else ""

    def _switch(self, release: str, token: str, now: Standing) -> None:
        """Let `current` lead to the release, in one step, if it still says what it said. The lock must be held."""
        if self._link() != now.link:
            raise changed_meanwhile(self.place)
        link = self.releases / f".{release}.{token}.link"
        os.symlink(f"releases/{release}", link)
        os.replace(link, self.current)

    def _clear(self, names: list[str], token: str) -> tuple[str, ...]:
        """Remove releases and leftovers; the names that would not go. A release loses its name first, since half a one is none."""
        left = []
        for name in names:
            try:
                place = self.releases / name
                if RELEASE.fullmatch(name):
                    place = place.rename(self.releases / f".{name}.{token}.gone")
                place.unlink() if place.is_symlink() else shutil.rmtree(place)
            except OSError:
                left.append(name)
        return tuple(left)

    @contextlib.contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Refused(*_explained(error, self.path)) from error


def _copy(site: Path, to: Path, like: Path | None) -> tuple[int, int]:
    """Copy a folder; how many files and bytes that took.

    Files that `like` has with the same bytes become links to those, and keep their time for readers’ caches.
    """
    files = size = 0
    for source in [site, *sorted(site.rglob("*"))]:
        path = source.relative_to(site)
        if source.is_symlink():
            continue
        if source.is_dir():
            (to / path).mkdir()
            (to / path).chmod(0o755)
        elif not (like and _linked(like / path, source, to / path)):
            shutil.copyfile(source, to / path)
            (to / path).chmod(0o644)
            files += 1
            size += source.stat().st_size
    return files, size


def _linked(old: Path, source: Path, to: Path) -> bool:
    """Make `to` the same file as `old` if that has the bytes of `source`, compared one by one."""
    try:
        if old.is_symlink() or old.stat().st_size != source.stat().st_size or old.read_bytes() != source.read_bytes():
            return False
        os.link(old, to)
    except OSError:  # not there, or a file system without such links
        return False
    return True


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _explained(error: OSError, path: str) -> tuple[str, str]:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {path} is full.", "Make room there, then publish again. What is live has not changed."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{error.filename or path} may not be written: {error.strerror}.",
            "Make the folder yours, or publish as somebody whose it is.",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"{path} cannot be made: the folder it lies in is not there.", f"Make it first: mkdir --parents {Path(path).parent}"
    return f"Publishing to {path} broke off: {error}.", "What is live is whole. Publish again."


def _say_waiting() -> None:
    print("Somebody else is switching releases there; waiting for them …", flush=True)
