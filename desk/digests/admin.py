"""What editors see of digests, and the two things they decide: to release a run that is held, and to hold one."""

from django.contrib import admin

from desk.digests.models import Delivery, Run


@admin.register(Run)
class RunAdmin(admin.ModelAdmin):
    """Runs are made by the timer."""

    list_display = ("frequency", "key", "planned", "how_many", "held")
    list_filter = ("frequency",)
    fields = readonly_fields = ("frequency", "key", "planned", "held", "how_many")
    actions = ("release", "hold")

    @admin.display(description="deliveries")
    def how_many(self, run: Run) -> str:
        """By what became of them."""
        states = run.deliveries.values_list("status", flat=True)
        return ", ".join(f"{list(states).count(each)} {each}" for each in sorted(set(states))) or "none"

    @admin.action(description="Release: send with the next start", permissions=["change"])
    def release(self, request, runs) -> None:
        """A person has looked at them."""
        self.message_user(request, f"{runs.exclude(held='').update(held='')} released.")

    @admin.action(description="Hold: send nothing of it for now", permissions=["change"])
    def hold(self, request, runs) -> None:
        """What is in hand already still goes."""
        self.message_user(request, f"{runs.filter(held='').update(held=f'Held by {request.user}.')} held.")

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # it would be planned again


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    """To look at only."""

    list_display = ("run", "follower", "status", "due", "attempts", "answer")
    list_filter = ("status", "run__frequency")
    list_select_related = ("run", "follower")
    fields = ("run", "follower", "status", "written", "due", "attempts", "answer", "message_id")

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
