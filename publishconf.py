"""What production adds to pelicanconf.py. Works by itself too: pelican content -s publishconf.py --fatal errors"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403 – the way Pelican layers its settings

SITEURL = "https://blog.participle.example"
STRICT = True

# Drafts have no page in production.
DRAFT_SAVE_AS = ""
DRAFT_PAGE_SAVE_AS = ""

FOLLOW = FOLLOW | {"endpoint": "https://desk.participle.example/follow/"}  # noqa: F405
# The desk takes no answers to callouts yet, so the pages say how to write to us. Another form service would be named here as `endpoint`.
SUBMISSIONS = {"endpoint": "", "email": "stories@participle.example"}

# Where `publish` puts the site, the first unless one says; docs/settings.md has every key. For example:
# PUBLISH = {"server": {"kind": "rsync", "host": "deploy@blog.example.org", "path": "/srv/blog"}}
PUBLISH = {}
