"""The table of kinds: what may stand behind “kind” in PUBLISH."""

from commands.publish.folder import Folder
from commands.publish.rsync import Rsync

KINDS = {"folder": Folder, "rsync": Rsync}
