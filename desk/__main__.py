"""`python -m desk NAME`: Django’s management commands, and ours in desk/management/commands/."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from desk.masking import print_masked

os.umask(0o077)  # people’s addresses are in its files
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk.settings")
sys.excepthook = print_masked
try:
    place = settings.PLACE  # all settings are read here, so that what is wrong with them is said and is not a traceback
except ImproperlyConfigured as error:
    sys.exit(f"The desk does not start like this:\n{error}")
execute_from_command_line(["desk", *sys.argv[1:]])
