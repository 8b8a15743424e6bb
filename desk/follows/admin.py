"""What editors see of followers: as little of an address as they need."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from desk.follows.models import Follow, Follower, masked, without_addresses
from desk.follows.showing import Reason, shown


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
        return [path("<int:number>/address/", self.admin_site.admin_view(self.address), name="follows_follower_address"), *super().get_urls()]

    def address(self, request: HttpRequest, number: int) -> HttpResponse:
        """A page that asks for a reason, and answers with the whole address once; only for who has `follows.see_address`."""
        if not (self.has_view_permission(request) and request.user.has_perm("follows.see_address")):
            raise PermissionDenied
        follower = get_object_or_404(Follower, pk=number)
        form = Reason(request.POST if request.method == "POST" else None)
        whole = shown(follower, request.user, form.cleaned_data["reason"]) if form.is_valid() else ""
        fields = {"title": "The whole address", "opts": self.opts, "follower": follower, "form": form, "whole": whole}
        return TemplateResponse(request, "admin/follows/follower/address.html", {**self.admin_site.each_context(request), **fields})

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("follows")

    def has_add_permission(self, request) -> bool:
        return False
