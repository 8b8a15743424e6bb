"""What editors see of the outbox: that a letter is there and what became of it, not what it says."""

from django.contrib import admin

from desk.mails.models import Letter


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    """To look at only."""

    list_display = ("kind", "status", "written", "due", "attempts", "answer")
    list_filter = ("status", "kind")
    fields = ("kind", "follower", "status", "written", "due", "attempts", "answer", "message_id")

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
