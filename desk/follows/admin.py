"""What editors see of followers: as little of an address as they need; and what they do for one who asks, each for a reason that is logged."""

from django.contrib import admin
from django.contrib.admin.models import DELETION
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from desk import traces
from desk.follows import deciding
from desk.follows.models import Follow, Follower
from desk.follows.personal_data import everything_about
from desk.follows.showing import Reason, log, shown
from desk.masking import masked, without_addresses


class FollowsOf(admin.TabularInline):
    model = Follow
    extra = 0
    can_delete = False
    fields = readonly_fields = ("kind", "slug", "frequency", "status", "why", "confirmed", "ended")

    @admin.display(description="reason")
    def why(self, follow: Follow) -> str:
        """Why it ended: perhaps in the words of a mail server."""
        return without_addresses(follow.reason)

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

    def get_urls(self) -> list:
        own = {"address": self.address, "export": self.hand_out, "unfollow": self.unfollow, "erase": self.erase}
        made = [
            path(f"<int:number>/{name}/", self.admin_site.admin_view(view), name=f"follows_follower_{name}") for name, view in own.items()
        ]
        return [*made, *super().get_urls()]

    def address(self, request: HttpRequest, number: int) -> HttpResponse:
        """A page that asks for a reason, and answers with the whole address once; only for who has `follows.see_address`."""
        follower, form, answer = self._asked(request, number, "follows.see_address", "address.html", "The whole address")
        if answer:
            return answer
        whole = shown(follower, request.user, form.cleaned_data["reason"])
        fields = {"title": "The whole address", "opts": self.opts, "follower": follower, "whole": whole}
        return TemplateResponse(request, "admin/follows/follower/address.html", {**self.admin_site.each_context(request), **fields})

    def hand_out(self, request: HttpRequest, number: int) -> HttpResponse:
        """All that is kept about a follower, as a file; only for who has `follows.see_address`, since the address is in it."""
        follower, form, answer = self._asked(request, number, "follows.see_address", "export.html", "Export what is kept")
        if answer:
            return answer
        log(follower, request.user, f"Exported all that is kept about {follower.key}: {form.cleaned_data['reason']}")
        file = JsonResponse(everything_about(follower), json_dumps_params={"ensure_ascii": False, "indent": 1})
        file.headers["Content-Disposition"] = f'attachment; filename="follower-{follower.pk}.json"'
        return file

    def unfollow(self, request: HttpRequest, number: int) -> HttpResponse:
        """End all that a follower has; only for who has `follows.change_follower`."""
        follower, form, answer = self._asked(request, number, "follows.change_follower", "unfollow.html", "Stop all mails")
        if answer:
            return answer
        deciding.leave(follower)
        log(follower, request.user, f"Ended all that {follower.key} follows: {form.cleaned_data['reason']}")
        self.message_user(request, f"{follower} follows nothing any more. What is kept about them is deleted after 30 days.")
        return redirect("admin:follows_follower_change", follower.pk)

    def erase(self, request: HttpRequest, number: int) -> HttpResponse:
        """Delete all that is kept but the entry in the stop-list; only for who has `follows.delete_follower`."""
        follower, form, answer = self._asked(request, number, "follows.delete_follower", "erase.html", "Erase")
        if answer:
            return answer
        log(follower, request.user, f"Erased {follower.key}: {form.cleaned_data['reason']}", DELETION)
        deciding.erase(follower)
        self.message_user(request, f"{follower} is erased: {deciding.LEFT_AFTER_ERASING}")
        if not traces.wipe(0):
            self.message_user(request, traces.IN_USE)
        return redirect("admin:follows_follower_changelist")

    def _asked(
        self, request: HttpRequest, number: int, permission: str, template: str, title: str
    ) -> tuple[Follower, Reason, HttpResponse | None]:
        """The follower and the reason that was given; with the page that asks for it, while there is none. Raises PermissionDenied."""
        if not (self.has_view_permission(request) and request.user.has_perm(permission)):
            raise PermissionDenied
        follower = get_object_or_404(Follower, pk=number)
        form = Reason(request.POST if request.method == "POST" else None)
        if form.is_valid():
            return follower, form, None
        fields = {"title": title, "opts": self.opts, "follower": follower, "form": form}
        return (
            follower,
            form,
            TemplateResponse(request, f"admin/follows/follower/{template}", {**self.admin_site.each_context(request), **fields}),
        )

    def delete_view(self, request, object_id, extra_context=None):
        """Django’s own page deletes without the stop-list, and cannot delete whoever had a digest."""
        return redirect("admin:follows_follower_erase", unquote(object_id))

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("follows")

    def has_add_permission(self, request) -> bool:
        return False
