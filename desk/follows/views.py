"""The pages of following. Opening one changes nothing, whoever opens it; only the button on it does."""

import logging
import re
from collections.abc import Callable
from email.utils import parseaddr
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from desk.follows import deciding, links
from desk.follows.asking import ask
from desk.follows.deciding import Found
from desk.follows.follow_summary import summaries
from desk.follows.form_limits import MOST_A_DAY, MOST_AN_HOUR
from desk.follows.forms import HOW_OFTEN, FollowForm
from desk.follows.models import Closing, Consent, DeadLink, Follow, Follower
from desk.follows.personal_data import everything_about
from desk.guard.proof import PROOF, challenge
from desk.guard.verdict import AGE, TRAP, Verdict, judge, stamp
from desk.mails.models import Halt
from desk.pages import page
from desk.policy import with_programs
from desk.published import published
from newsroom.errors import InvalidMail, SiteUnreadable
from newsroom.site_json import Site

logger = logging.getLogger(__name__)

# What the form says of the page it stands on: its path below the site.
PAGE = "page"
# What a mail program posts (RFC 8058).
ONE_CLICK = "List-Unsubscribe"
_PATH = re.compile(r"(?!/)[\w./-]{1,300}", re.ASCII)


def takes_posts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that anybody may post to, and that says so kindly when the site cannot be read just now, nothing be kept, or no letter be written.

    A form of the static site cannot carry a token against forgery, and a link from a mail is one itself: no cookie is ever read here.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *words: str, **named: str) -> HttpResponse:
        try:
            return view(request, *words, **named)
        except (SiteUnreadable, DatabaseError):
            logger.exception("The site cannot be read, or the database not be used")
            return page(request, "follows/away.html", "Please try again in a while", status=503)
        except InvalidMail as error:
            logger.error("%s", error)
            Halt.note(Halt.TEMPLATES, f"No letter can be written: {error}")
            return page(request, "follows/away.html", "Please try again in a while", status=503)

    return answer


@takes_posts
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Where the site’s form posts to. The answer is the same for every address there is."""
    site = published().site()
    if request.method != "POST":
        return redirect(site.page("follow") or f"{site.url}/")
    if Closing.objects.exists():
        return _closed(request, site)
    form = FollowForm(request.POST, site=site)
    form.full_clean()  # before there is a write that others wait for
    return _asked(request, form)


@transaction.atomic  # one write to the disk for all that comes of a form
def _asked(request: HttpRequest, form: FollowForm) -> HttpResponse:
    verdict = judge(request)
    if verdict is Verdict.SLOW:
        return page(request, "follows/slow.html", "Too many at once", status=429)
    if verdict is Verdict.ASK or not form.is_valid():
        status = 200 if form.is_valid() else 422
        fields = {"trap": TRAP, "age": AGE, "stamp": stamp(), "came_from": PAGE, "page": request.POST.get(PAGE, "")}
        fields |= {"proof": PROOF, "challenge": challenge()}
        title = "Follow by e-mail"
        shown = page(
            request,
            "follows/form.html",
            title,
            status,
            in_tab=title if form.is_valid() else f"Error: {title}",
            form=form,
            action=_own("follow"),
            **fields,
        )
        return with_programs(shown) if fields["challenge"] else shown
    if verdict is Verdict.PASS:
        ask(form.cleaned_data["email"], form.cleaned_data["target"], form.cleaned_data["frequency"], _came_from(request))
    return redirect(_own("sent"), permanent=False)


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """After the form."""
    return page(request, "follows/sent.html", "Check your inbox", from_address=settings.MAIL_FROM, an_hour=MOST_AN_HOUR, a_day=MOST_A_DAY)


@takes_posts
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Behind the link in the mail: a button; its press lets the follow begin."""
    found, consent = deciding.consent_of(secret)
    site = published().site()
    if Closing.objects.exists():
        return _closed(request, site)
    if found is Found.OPEN and request.method == "POST":
        deciding.confirm(consent)
        return redirect(site.page("welcome") or f"{site.url}/")
    if found is Found.UNKNOWN:
        return _no_such_link(request)
    if found is Found.EXPIRED:
        return page(request, "follows/expired.html", "This link is too old", status=404, follow_page=site.page("follow"))
    return _confirmable(request, found, consent, site)


def _confirmable(request: HttpRequest, found: Found, consent: Consent, site: Site) -> HttpResponse:
    """What a link that was ours has to say, by what its owner follows now."""
    follow, wanted = consent.follow, HOW_OFTEN[consent.frequency].lower()
    now = HOW_OFTEN[follow.frequency].lower() if follow.status == Follow.Status.CONFIRMED else ""
    fields = {"what": follow.what, "now": now, "follow_page": site.page("follow")}
    if found is Found.OPEN and now != wanted:
        title = "Change how often" if now else "Confirm that you want to follow"
        return page(request, "follows/confirm.html", title, wanted=wanted, email=follow.follower.readable_email, **fields)
    if now:
        return page(request, "follows/used.html", "Already done", **fields)
    if found is Found.WITHDRAWN:
        return page(request, "follows/withdrawn.html", "You have unsubscribed", status=404, **fields)
    return page(request, "follows/used.html", "You no longer follow this", **fields)


@takes_posts
@require_http_methods(["GET", "HEAD", "POST"])
def yours(request: HttpRequest, word: str) -> HttpResponse:
    """All that a follower has chosen and all that is kept, to see, to change and to end."""
    follower = _whose(links.YOURS, word)
    if follower is None:
        return _no_such_link(request)
    if request.method == "POST":
        return _decided(request, follower, links.word_in(links.YOURS, word))
    follows = follower.follows.filter(status=Follow.Status.CONFIRMED).order_by("pk")
    return page(
        request,
        "follows/yours.html",
        "What you follow",
        follower=follower,
        follows=follows,
        how_often=HOW_OFTEN.items(),
        kept=summaries(follower),
        can_leave=deciding.can_leave(follower),
        data_url=_own("data", links.word_in(links.YOURS, word)),
        saved="saved" in request.GET,
    )


@require_GET
def data(request: HttpRequest, word: str) -> HttpResponse:
    """All that is kept about a follower, as a file."""
    follower = _whose(links.YOURS, word)
    if follower is None:
        return _no_such_link(request)
    answer = JsonResponse(everything_about(follower), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer.headers["Content-Disposition"] = 'attachment; filename="what-is-kept-about-me.json"'
    return answer


@takes_posts
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, word: str) -> HttpResponse:
    """The way out. A mail program may post here by itself when its reader presses its own button (RFC 8058): no cookie, no redirect, and 200 however often.

    A link that cannot be read is answered 404 there too: told 200, a mail program tells its reader that they are unsubscribed.
    """
    key = links.key_in(links.LEAVE, word)
    if key is None:
        if ONE_CLICK in request.POST:
            DeadLink.note()
        return _no_such_link(request)
    follower = Follower.objects.filter(key=key).first()
    if follower is not None and request.method != "POST" and deciding.can_leave(follower):
        return page(request, "follows/leave.html", "Unsubscribe: stop these mails", email=follower.readable_email)
    if follower is not None and request.method == "POST":
        deciding.leave(follower)
    return _left(request)


def _decided(request: HttpRequest, follower: Follower, word: str) -> HttpResponse:
    if "erase" in request.POST:
        deciding.erase(follower)
        return page(request, "follows/erased.html", "Your address is deleted")
    if "leave" in request.POST:
        deciding.leave(follower)
        return _left(request)
    wanted = {follow.pk: request.POST.get(f"frequency-{follow.pk}") for follow in follower.follows.all()}
    deciding.change(follower, {number: frequency for number, frequency in wanted.items() if frequency == "" or frequency in HOW_OFTEN})
    return redirect(f"{_own('yours', word)}?saved")


def _left(request: HttpRequest) -> HttpResponse:
    return page(request, "follows/left.html", "You are unsubscribed", follow_page=published().site().page("follow"))


def _whose(purpose: str, word: str) -> Follower | None:
    key = links.key_in(purpose, word)
    return Follower.objects.filter(key=key).first() if key else None


def _closed(request: HttpRequest, site: Site) -> HttpResponse:
    return page(request, "follows/closed.html", "Following has ended", status=410, site_url=f"{site.url}/")


def _no_such_link(request: HttpRequest) -> HttpResponse:
    fields = {"follow_page": published().site().page("follow"), "write_to": parseaddr(settings.MAIL_FROM)[1]}
    return page(request, "follows/unknown.html", "This link does not work", 404, **fields)


def _own(name: str, *words: str) -> str:
    return f"{settings.DESK_URL}{reverse(name, args=words)}"


def _came_from(request: HttpRequest) -> str:
    """The page of the site that the form stood on, as the form says, since browsers tell another host no more than ours; else what they tell."""
    said = request.POST.get(PAGE, "")
    if _PATH.fullmatch(said):
        return f"{settings.SITE_URL}/{said}"
    origin = request.headers.get("Referer", "")
    return origin if urlsplit(origin).netloc == urlsplit(settings.SITE_URL).netloc else ""
