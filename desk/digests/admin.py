"""Digest runs and deliveries in the admin, with actions to hold, release and drop them, and a test mail."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from desk.digests.holds import drop, hold, release
from desk.digests.models import Delivery, Run
from desk.digests.test_mail import NotSent, send_test_mail
from desk.mails.admin_actions import OutboxMessageAdmin
from newsroom.site_json import FREQUENCIES


@admin.register(Run)
class RunAdmin(admin.ModelAdmin):
    """Digest runs, which `desk digest` plans."""

    list_display = ("frequency", "key", "planned", "how_many", "held")
    list_filter = ("frequency",)
    fields = readonly_fields = ("frequency", "key", "planned", "held", "how_many")
    actions = ("release", "hold", "drop")

    @admin.display(description="deliveries")
    def how_many(self, run: Run) -> str:
        """Return the number of deliveries by status."""
        states = run.deliveries.values_list("status", flat=True)
        return ", ".join(f"{list(states).count(each)} {each}" for each in sorted(set(states))) or "none"

    @admin.action(description="Release: send with the next run of `desk digest`", permissions=["change"])
    def release(self, request, runs) -> None:
        """Release the runs that an editor has checked."""
        self.message_user(request, f"{release(runs)} released.")

    @admin.action(description="Hold: send nothing of it for now", permissions=["change"])
    def hold(self, request, runs) -> None:
        """Hold the runs; mails that are being sent still go out."""
        self.message_user(request, f"{hold(runs.filter(held=''), f'Held by {request.user}.')} held.")

    @admin.action(description="Never send what is held of it", permissions=["change"])
    def drop(self, request, runs) -> None:
        """Refuse what is held for good."""
        self.message_user(request, f"{drop(runs.exclude(held=''))} will not be sent.")

    def get_urls(self) -> list:
        return [path("test/", self.admin_site.admin_view(self.test), name="digests_run_test"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"frequencies": FREQUENCIES, **(extra_context or {})})

    def test(self, request: HttpRequest) -> HttpResponse:
        """Send a digest of the newest posts to the editor alone."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            try:
                subject = send_test_mail(request.POST.get("frequency", ""), request.user.email, timezone.now())
            except NotSent as why:
                self.message_user(request, f"Nothing was sent. {why}", messages.WARNING)
            else:
                self.message_user(request, f"“{subject}” is on its way to {request.user.email}.")
        return redirect("admin:digests_run_changelist")

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # a deleted run would be planned again


@admin.register(Delivery)
class DeliveryAdmin(OutboxMessageAdmin):
    """Deliveries; those of a held run are released or dropped with their run."""

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
