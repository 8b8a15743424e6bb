"""`python -m desk NAME`: Django’s management commands, and ours in desk/management/commands/."""

import os
import sys

from django.core.management import execute_from_command_line

from desk.masking import print_masked

os.umask(0o077)  # people’s addresses are in its files
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk.settings")
sys.excepthook = print_masked
execute_from_command_line(["desk", *sys.argv[1:]])
