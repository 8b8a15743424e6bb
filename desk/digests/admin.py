"""What editors see of digests, and what they decide: to release a run that is held, to drop it, or to hold one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from desk.digests.holds import drop, hold, release
from desk.digests.models import Delivery, Run
from desk.digests.trial import NotSent, send_trial
from desk.mails.admin_actions import OutboxMessageAdmin
from newsroom.site_json import FREQUENCIES


@admin.register(Run)
class RunAdmin(admin.ModelAdmin):
    """Runs are made by the timer."""

    list_display = ("frequency", "key", "planned", "how_many", "held")
    list_filter = ("frequency",)
    fields = readonly_fields = ("frequency", "key", "planned", "held", "how_many")
    actions = ("release", "hold", "drop")

    @admin.display(description="deliveries")
    def how_many(self, run: Run) -> str:
        """By what became of them."""
        states = run.deliveries.values_list("status", flat=True)
        return ", ".join(f"{list(states).count(each)} {each}" for each in sorted(set(states))) or "none"

    @admin.action(description="Release: send with the next start", permissions=["change"])
    def release(self, request, runs) -> None:
        """A person has looked at them."""
        self.message_user(request, f"{release(runs)} released.")

    @admin.action(description="Hold: send nothing of it for now", permissions=["change"])
    def hold(self, request, runs) -> None:
        """What is in hand already still goes."""
        self.message_user(request, f"{hold(runs.filter(held=''), f'Held by {request.user}.')} held.")

    @admin.action(description="Never send what is held of it", permissions=["change"])
    def drop(self, request, runs) -> None:
        """Followers have it already, or it is too old."""
        self.message_user(request, f"{drop(runs.exclude(held=''))} will not be sent.")

    def get_urls(self) -> list:
        return [path("test/", self.admin_site.admin_view(self.test), name="digests_run_test"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"frequencies": FREQUENCIES, **(extra_context or {})})

    def test(self, request: HttpRequest) -> HttpResponse:
        """A digest as it would look now, to the editor who asks for it and to nobody else."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            try:
                subject = send_trial(request.POST.get("frequency", ""), request.user.email, timezone.now())
            except NotSent as why:
                self.message_user(request, f"Nothing was sent. {why}", messages.WARNING)
            else:
                self.message_user(request, f"“{subject}” is on its way to {request.user.email}.")
        return redirect("admin:digests_run_changelist")

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # it would be planned again


@admin.register(Delivery)
class DeliveryAdmin(OutboxMessageAdmin):
    """Those of a run that is held itself are decided on with their run."""

    list_display = ("run", "follower", "status", "due", "attempts", "answered")
    list_filter = ("status", "run__frequency")
    list_select_related = ("run", "follower")
    fields = ("run", "follower", "status", "written", "due", "attempts", "answered", "message_id")

    def held(self, mails):
        return super().held(mails.filter(run__held=""))

    def refused(self, mails):
        return super().refused(mails.filter(run__held=""))

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
