"""What editors see of the outbox: that a letter is there and what became of it, not what it says."""

from django.contrib import admin

from desk.mails.admin_actions import OutboxMessageAdmin
from desk.mails.models import Letter


@admin.register(Letter)
class LetterAdmin(OutboxMessageAdmin):
    """Of letters about following itself."""

    list_display = ("kind", "status", "written", "due", "attempts", "answered")
    list_filter = ("status", "kind")
    fields = ("kind", "follower", "status", "written", "due", "attempts", "answered", "message_id")
    forget = {"text": "", "html": ""}
