"""The desk’s settings for tests: as if it were tried out, in a folder of its own."""

import os
import tempfile

os.environ |= {"DESK_PREVIEW": "1", "DESK_FOLDER": tempfile.mkdtemp(prefix="desk-"), "SITE_URL": "https://blog.example.org", "DESK_URL": "https://desk.example.org"}

from desk.settings import *  # noqa: F403
