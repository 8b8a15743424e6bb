"""The admin as an app: Django’s, with a site of our own in it."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    default_site = "desk.lookups.DeskAdminSite"
