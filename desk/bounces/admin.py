"""What editors see of bounces."""

from django.contrib import admin

from desk.bounces.models import Bounce
from desk.bounces.scoring import lift
from desk.masking import without_addresses


@admin.register(Bounce)
class BounceAdmin(admin.ModelAdmin):
    """Why mail to somebody stopped, and the way to let it go on."""

    list_display = ("follower", "kind", "at", "words")
    list_filter = ("kind",)
    list_select_related = ("follower",)
    fields = readonly_fields = ("follower", "kind", "at", "words")
    actions = ("go_on",)

    @admin.display(description="said")
    def words(self, bounce: Bounce) -> str:
        """By the mail server, with addresses masked."""
        return without_addresses(bounce.said)

    @admin.action(description="Let mail to these addresses go on", permissions=["change"])
    def go_on(self, request, bounces) -> None:
        """Somebody has told the editors that it was a mistake."""
        number = sum(lift(follower) for follower in {bounce.follower for bounce in bounces})
        self.message_user(request, f"{number} follows go on.")

    def has_add_permission(self, request) -> bool:
        return False
