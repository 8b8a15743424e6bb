"""What a browser may do with a page of the desk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# The admin has style sheets and programs of its own; what people fill in and read has those of the site, and no programs.
_ADMIN = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
_PAGES = (
    "default-src 'none'; style-src {site}; img-src {site}; font-src {site}; form-action 'self' {site}; "
    "frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# For the one page that cannot do without: files of our own, and nothing that is written into the page.
_PROGRAMS = "; script-src 'self'; worker-src 'self'"


def with_programs(response: HttpResponse) -> HttpResponse:
    """The same page, which may run the desk’s own programs."""
    response.headers["Content-Security-Policy"] = _PAGES.format(site=settings.SITE_URL) + _PROGRAMS
    return response


def policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a content security policy, and nothing kept by anybody on the way."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        rules = _ADMIN if request.path.startswith("/admin/") else _PAGES.format(site=settings.SITE_URL)
        response.headers.setdefault("Content-Security-Policy", rules)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer
