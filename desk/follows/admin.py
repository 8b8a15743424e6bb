"""What editors see of followers: as little of an address as they need."""

from django.contrib import admin

from desk.follows.models import Follow, Follower, masked


class FollowsOf(admin.TabularInline):
    model = Follow
    extra = 0
    can_delete = False
    fields = readonly_fields = ("kind", "slug", "frequency", "status", "reason", "confirmed", "ended")

    def has_add_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Follower)
class FollowerAdmin(admin.ModelAdmin):
    """Nobody is made to follow here: only a press of the button in a mail does that."""

    list_display = ("masked_address", "since", "what")
    list_filter = ("follows__status", "follows__frequency")
    search_fields = ("=mailbox",)
    search_help_text = "A whole address, in small letters"
    fields = readonly_fields = ("masked_address", "since")
    inlines = (FollowsOf,)

    @admin.display(description="address")
    def masked_address(self, follower: Follower) -> str:
        """The first letter and the domain."""
        return masked(follower.email)

    @admin.display(description="follows")
    def what(self, follower: Follower) -> str:
        """In a line."""
        return ", ".join(f"{follow.target} {follow.frequency} ({follow.status})" for follow in follower.follows.all())

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("follows")

    def has_add_permission(self, request) -> bool:
        return False
