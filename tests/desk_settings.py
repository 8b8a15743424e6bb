"""The desk’s settings for tests: as if it were tried out, in a folder of its own."""

import os
import tempfile

# A browser test before in the same process leaves a loop behind, which Django takes for one that it runs in.
os.environ |= {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
os.environ |= {
    "DESK_PREVIEW": "1",
    "DESK_DATA_DIR": tempfile.mkdtemp(prefix="desk-"),
    "SITE_URL": "https://blog.example.org",
    "DESK_URL": "https://desk.example.org",
}

from desk.settings import *  # noqa: F403
