"""How many letters the form may cause: to one mailbox, however it is written, and to one domain."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from desk.follows.addresses import domain_spellings, inbox
from desk.follows.models import Follow, Follower
from desk.mails.models import TransactionalMail

# So that nobody can have a mailbox filled by typing its address here. A day is 24 hours.
MOST_AN_HOUR, MOST_A_DAY = 3, 5
# Letters an hour to one domain that nobody has answered by following: whoever confirms makes room for another.
MOST_TO_A_DOMAIN = 100
# At these every mailbox is somebody else's, so that a domain that gets many letters is not one victim; and strangers could keep all their readers out.
PUBLIC_PROVIDERS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com live.co.uk msn.com yahoo.com yahoo.co.uk ymail.com aol.com icloud.com me.com mac.com btinternet.com sky.com virginmedia.com talktalk.net"
    " gmx.com gmx.de gmx.net web.de t-online.de orange.fr wanadoo.fr free.fr laposte.net libero.it mail.com proton.me protonmail.com zoho.com fastmail.com".split()
)
# The letters that the form causes.
_KINDS = ("confirm", "already_following")
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def had_enough(follower: Follower) -> bool:
    """Whether no more letters may go to this mailbox, or to its domain, just now; in one query, whatever is known of it."""
    now, own = timezone.now(), inbox(follower.mailbox)
    domain = own.rpartition("@")[2]
    there = Q()
    for each in domain_spellings(domain):
        there |= Q(follower__mailbox__endswith=f"@{each}")
    rows = list(_letters(now - _DAY).filter(there))
    written = [at for mailbox, at, _ in rows if inbox(mailbox) == own]
    lately = sum(at > now - _HOUR for at in written)
    return len(written) >= MOST_A_DAY or lately >= MOST_AN_HOUR or _unanswered(rows, now)[domain] >= MOST_TO_A_DOMAIN


def alarms(now: datetime) -> list[str]:
    """What is wrong with what the form is used for, in a sentence with what to do."""
    if max(_unanswered(list(_letters(now - _HOUR)), now).values(), default=0) < MOST_TO_A_DOMAIN:
        return []
    return [
        f"The form was asked for {MOST_TO_A_DOMAIN} letters or more to one domain within an hour, and nobody there confirms: further ones are not written. If programs do that, set DESK_PROOF_OF_WORK=1."
    ]


def _letters(since: datetime) -> QuerySet:
    """Of each that the form caused since then: to which mailbox, when, and whether that follows anything."""
    confirmed = Exists(Follow.objects.filter(follower=OuterRef("follower"), status=Follow.Status.CONFIRMED))
    return TransactionalMail.objects.filter(kind__in=_KINDS, written__gt=since).values_list("follower__mailbox", "written", confirmed)


def _unanswered(rows: list[tuple[str, datetime, bool]], now: datetime) -> Counter[str]:
    """How many letters of the last hour went to who has not followed since, by domain; none to public providers."""
    domains = (mailbox.rpartition("@")[2] for mailbox, at, confirmed in rows if at > now - _HOUR and not confirmed)
    return Counter(domain for domain in domains if domain not in PUBLIC_PROVIDERS)
