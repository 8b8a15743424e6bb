"""The outbox in the admin: which mails there are and what became of them, without their text."""

from django.contrib import admin

from desk.mails.admin_actions import OutboxMessageAdmin
from desk.mails.models import TransactionalMail


@admin.register(TransactionalMail)
class TransactionalMailAdmin(OutboxMessageAdmin):
    """Mails about following itself."""

    list_display = ("kind", "status", "written", "due", "attempts", "answered")
    list_filter = ("status", "kind")
    fields = ("kind", "follower", "status", "written", "due", "attempts", "answered", "message_id")
    forget = {"text": "", "html": ""}
