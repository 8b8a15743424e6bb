"""The inbox of a desk that is tried out: the mails that would have been sent."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from desk.mails import inbox
from desk.pages import page

_SHOWN = ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "List-Id")
_MAX_LISTED = 100
# The mail’s own styles, pictures from anywhere, no scripts.
_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src *; frame-ancestors 'self'; base-uri 'none'"


@require_GET
def all_mails(request: HttpRequest) -> HttpResponse:
    """List the newest mails."""
    read = [(name, _read(name)) for name in inbox.names()[:_MAX_LISTED]]
    mails = [{"name": name, "subject": mail["Subject"], "to": mail["To"], "date": mail["Date"]} for name, mail in read]
    return page(request, "mails/list.html", "Inbox", mails=mails)


@require_GET
def one_mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show the headers of one mail, its HTML in a frame, and its plain text."""
    mail = _read(name)
    headers = [(header, mail[header]) for header in _SHOWN if mail[header]]
    return page(request, "mails/mail.html", str(mail["Subject"]), headers=headers, name=name, text=mail.get_body(("plain",)).get_content())


@require_GET
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """Return the HTML of a mail for the frame; its links open in the whole window."""
    markup = _read(name).get_body(("html",)).get_content().replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(markup, headers={"Content-Security-Policy": _MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"})


def _read(name: str):
    mail = inbox.read(name) if settings.EMAIL == "inbox:" else None
    if mail is None:
        raise Http404
    return mail
