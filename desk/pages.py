"""Answers that people read: the words of a template, in the site’s own look."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.html import escape

from desk.published import published
from newsroom.errors import SiteUnreadable


def page(request: HttpRequest, template: str, title: str, status: int = 200, in_tab: str = "", **fields) -> HttpResponse:
    """The page that `template` fills with `fields`; `title` stands above it and, unless `in_tab` is given, in the browser’s tab."""
    main = render_to_string(template, {"title": title, **fields}, request)
    return HttpResponse(published().page(escape(in_tab or title), main), status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For an address that the desk does not have."""
    try:
        follow_page = published().site().page("follow")
    except SiteUnreadable:
        follow_page = ""
    return page(
        request, "not_found.html", "There is nothing at this address", 404, site_url=f"{settings.SITE_URL}/", follow_page=follow_page
    )


def to_the_site(request: HttpRequest) -> HttpResponse:
    """Nobody has anything to look for at the desk’s own first page."""
    return redirect(f"{settings.SITE_URL}/")
