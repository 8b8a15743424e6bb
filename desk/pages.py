"""Answers that people read: the words of a template, in the site’s own look."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape

from desk.published import published


def page(request: HttpRequest, template: str, title: str, status: int = 200, **fields) -> HttpResponse:
    """The page that `template` fills with `fields`; `title` stands above it and in the browser’s tab."""
    main = render_to_string(template, {"title": title, **fields}, request)
    return HttpResponse(published().page(escape(title), main), status=status)
