"""Bounces, and replies to the return address, in the admin."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from desk.bounces.models import Bounce, Reply
from desk.bounces.policy import lift
from desk.follows.models import Follower
from desk.masking import masked, without_addresses


@admin.register(Bounce)
class BounceAdmin(admin.ModelAdmin):
    """Why mails to a follower stopped, with an action to resume them."""

    list_display = ("follower", "kind", "at", "words")
    list_filter = ("kind",)
    list_select_related = ("follower",)
    fields = readonly_fields = ("follower", "kind", "at", "words")
    actions = ("resume",)

    @admin.display(description="said")
    def words(self, bounce: Bounce) -> str:
        """Return the mail server's words, with addresses masked."""
        return without_addresses(bounce.said)

    @admin.action(description="Resume mails to these addresses", permissions=["change"])
    def resume(self, request, bounces) -> None:
        """Undo what the bounces ended, when a follower says that it was a mistake."""
        number = sum(lift(follower) for follower in {bounce.follower for bounce in bounces})
        self.message_user(request, f"{number} follows resumed.")

    def has_add_permission(self, request) -> bool:
        return False


@admin.register(Reply)
class ReplyAdmin(admin.ModelAdmin):
    """Replies to read, act on and delete. Nothing happens automatically, since senders can be forged."""

    list_display = ("at", "masked_sender", "masked_subject", "asks_to_leave")
    list_filter = ("asks_to_leave",)
    ordering = ("-at",)

    @admin.display(description="sender")
    def masked_sender(self, reply: Reply) -> str:
        """Return the first letter and the domain of the sender."""
        return masked(reply.sender)

    @admin.display(description="subject")
    def masked_subject(self, reply: Reply) -> str:
        return without_addresses(reply.subject) or "–"

    @admin.display(description="text")
    def masked_text(self, reply: Reply) -> str:
        return without_addresses(reply.text)

    @admin.display(description="follower")
    def who_follows(self, reply: Reply) -> str:
        """Link to the follower with this address, on whose page all mails to them can be stopped."""
        follower = Follower.objects.filter(mailbox=reply.sender).first()
        if follower is None:
            return "nobody follows with this address; they may with another"
        return format_html('<a href="{}">{}</a>', reverse("admin:follows_follower_change", args=[follower.pk]), follower)

    def get_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        """Show whole addresses only to users with the permission `follows.see_address`."""
        follower = ("who_follows",) if request.user.has_perm("follows.view_follower") else ()
        whole = request.user.has_perm("follows.see_address")
        words = ("sender", "subject", "text") if whole else ("masked_sender", "masked_subject", "masked_text")
        return ("at", "asks_to_leave", *follower, *words)

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return self.get_fields(request, obj)

    def has_add_permission(self, request) -> bool:
        return False
