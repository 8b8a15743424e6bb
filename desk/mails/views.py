"""The inbox of a desk that is tried out: what would have been sent."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from desk.mails import inbox
from desk.pages import page

_SHOWN = ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "List-Id")
_MOST = 100
# The mail’s own style sheet, pictures from anywhere, and nothing that runs.
_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src *; frame-ancestors 'self'; base-uri 'none'"


@require_GET
def all_letters(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    read = [(name, _read(name)) for name in inbox.names()[:_MOST]]
    letters = [{"name": name, "subject": mail["Subject"], "to": mail["To"], "date": mail["Date"]} for name, mail in read]
    return page(request, "mails/list.html", "Inbox", letters=letters)


@require_GET
def one_letter(request: HttpRequest, name: str) -> HttpResponse:
    """Headers, the mail as it looks, and its plain text."""
    mail = _read(name)
    headers = [(header, mail[header]) for header in _SHOWN if mail[header]]
    return page(
        request, "mails/letter.html", str(mail["Subject"]), headers=headers, name=name, text=mail.get_body(("plain",)).get_content()
    )


@require_GET
def html_of(request: HttpRequest, name: str) -> HttpResponse:
    """The mail alone, for the frame. Its links open in the whole window."""
    markup = _read(name).get_body(("html",)).get_content().replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(markup, headers={"Content-Security-Policy": _MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"})


def _read(name: str):
    mail = inbox.read(name) if settings.EMAIL == "inbox:" else None
    if mail is None:
        raise Http404
    return mail
