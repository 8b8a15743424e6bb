"""What the columns of other services' exports say of a follower, after each service's own documents.

Whether somebody may be written to stands in a column of its own at nearly every service, and some write only when somebody left. A column that looks as if it
said so, and a word in one that we do not know, are never passed over: whoever unsubscribed must not get mail because we did not understand it.
"""

import enum
import re
from collections.abc import Callable


class Verdict(enum.Enum):
    """What one cell says; where several do, the first of these counts."""

    LEFT = "left"
    ASK = "ask"
    FOLLOWS = "confirmed"


Rule = Callable[[str], Verdict | None]


class UnknownWord(Exception):
    """A cell of a column of status holds a word that is not known."""


_YES = frozenset("true yes 1 y on t".split())
_NO = frozenset("false no 0 n off f".split())
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{9,13}$|\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4}")
WORDS: dict[str, Verdict] = {
    # Kit, beehiiv, MailerLite, EmailOctopus, Sendy, MailPoet, Campaign Monitor, FeedBlitz, Jetpack, our own export.
    **dict.fromkeys(("confirmed", "active", "subscribed", "opted in", "opt in", "explicit", "verified"), Verdict.FOLLOWS),
    # Buttondown's types of who gets everything, paid for or not; Mailman's delivery status.
    **dict.fromkeys(("regular", "premium", "gifted", "trialed", "churning", "past due", "enabled"), Verdict.FOLLOWS),
    **dict.fromkeys(
        (
            "pending",
            "unconfirmed",
            "unactivated",
            "not confirmed",
            "unverified",
            "validating",
            "invited",
            "requested",
            "implied",
            "upcoming",
        ),
        Verdict.ASK,
    ),
    # Buttondown: paid once; Google Groups: somebody may have put them there.
    **dict.fromkeys(("churned", "unpaid", "member", "owner", "manager"), Verdict.ASK),
    **dict.fromkeys(
        (
            "unsubscribed",
            "not subscribed",
            "non subscribed",
            "nonsubscribed",
            "opted out",
            "opt out",
            "optout",
            "cancelled",
            "canceled",
            "ended",
            "left",
        ),
        Verdict.LEFT,
    ),
    **dict.fromkeys(
        (
            "blocked",
            "blocklisted",
            "blacklisted",
            "banned",
            "suppressed",
            "suspended",
            "held",
            "stopped",
            "paused",
            "muted",
            "removed",
            "deleted",
            "archived",
        ),
        Verdict.LEFT,
    ),
    **dict.fromkeys(
        (
            "bounced",
            "hard bounced",
            "soft bounced",
            "hard bounce",
            "soft bounce",
            "bouncing",
            "cleaned",
            "undeliverable",
            "invalid",
            "not sending",
        ),
        Verdict.LEFT,
    ),
    **dict.fromkeys(
        (
            "complained",
            "complaint",
            "marked as spam",
            "spam",
            "junk",
            "spammy",
            "abuse",
            "disabled",
            "inactive",
            "transactional",
            "needs attention",
        ),
        Verdict.LEFT,
    ),
    # Mailman: who stopped it; Google Groups: what a member gets.
    **dict.fromkeys(
        ("by user", "by bounces", "by moderator", "by admin", "unknown", "no email", "no mail", "nomail", "none", "web only"), Verdict.LEFT
    ),
}
_DELIVERY = {"email": None, "each email": None, "all email": None, "digest": None, "abridged": None}


def normalised(name: str) -> str:
    """`Subscriber_Type`, `subscriber-type` and `Subscriber type` are one name."""
    return re.sub(r"[\s_\-.:/]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip().lower()


def words(cell: str) -> Verdict | None:
    """A status in words, or yes and no. Raises UnknownWord."""
    word = normalised(cell)
    if not word:
        return Verdict.ASK
    if word in _YES | _NO:
        return Verdict.FOLLOWS if word in _YES else Verdict.LEFT
    if word not in WORDS:
        raise UnknownWord
    return WORDS[word]


def gets_mail(cell: str) -> Verdict | None:
    """Yes, or since when: they get mail. No: they have left. Raises UnknownWord."""
    return Verdict.FOLLOWS if _DATE.match(cell) else words(cell)


def since(cell: str) -> Verdict | None:
    """Mostly a date, which says that they came and not that they stayed. Raises UnknownWord."""
    return None if not cell or _DATE.match(cell) else words(cell)


def gets_none(cell: str) -> Verdict | None:
    """Yes, since when or why: they get no mail any more. No, or nothing: that they do."""
    word = normalised(cell)
    return None if word in _NO or word in ("", "never", "none", "null", "nil", "n/a") else Verdict.LEFT


def no_mail(cell: str) -> Verdict | None:
    """As `gets_none`; a no says that they do get mail. Raises UnknownWord for what is neither."""
    word = normalised(cell)
    if not word:
        return Verdict.ASK
    if word not in _YES | _NO:
        raise UnknownWord
    return Verdict.LEFT if word in _YES else Verdict.FOLLOWS


def confirmed_at(cell: str) -> Verdict | None:
    """A moment or a yes: confirmed. Nothing, or a no: they never said so, and never left. Raises UnknownWord."""
    return Verdict.ASK if normalised(cell) in _NO | {""} else gets_mail(cell)


def delivery(cell: str) -> Verdict | None:
    """How somebody gets mail, if at all. Raises UnknownWord."""
    word = normalised(cell)
    return _DELIVERY[word] if word in _DELIVERY else words(cell)


RULES: dict[str, Rule] = {
    **dict.fromkeys(
        (
            "status",
            "subscription status",
            "subscriber status",
            "email status",
            "list status",
            "global status",
            "member status",
            "group status",
            "consent",
        ),
        words,
    ),
    **dict.fromkeys(
        (
            "subscriber type",
            "type",
            "state",
            "subscriber state",
            "email subscription",
            "delivery status",
            "email permission status",
            "email marketing status",
        ),
        words,
    ),
    **dict.fromkeys(
        (
            "subscribed to emails",
            "subscribed to email",
            "accepts marketing",
            "accepts email marketing",
            "email opt in",
            "opted in",
            "opt in",
            "active",
            "enabled",
        ),
        gets_mail,
    ),
    **dict.fromkeys(("confirmed", "confirm time", "confirmed at", "double opt in", "verified"), confirmed_at),
    **dict.fromkeys(("subscribed", "subscribed at"), since),
    **dict.fromkeys(("email disabled", "disabled", "mail disabled"), no_mail),
    **dict.fromkeys(
        (
            "unsubscribed",
            "unsubscribed at",
            "unsub time",
            "unsubscribe date",
            "unsubscribed date",
            "unsubscribe time",
            "date unsubscribed",
            "unsubscribe reason",
            "unsub reason",
        ),
        gets_none,
    ),
    **dict.fromkeys(
        (
            "unsub campaign title",
            "unsub campaign id",
            "unsub reason other",
            "clean time",
            "clean campaign title",
            "clean campaign id",
            "cleaned",
            "stop time",
            "stop status",
        ),
        gets_none,
    ),
    **dict.fromkeys(
        ("bounced", "bounced at", "bounce", "hard bounced", "hard bounced at", "bounce date", "bounce reason", "bounce type"), gets_none
    ),
    **dict.fromkeys(
        ("complained", "complained at", "complaint", "spam", "marked as spam", "spam complaint", "reported as spam"), gets_none
    ),
    **dict.fromkeys(
        ("blacklist", "blacklisted", "email blacklisted", "blocklisted", "blocked", "suppressed", "suppression reason", "suppressed at"),
        gets_none,
    ),
    **dict.fromkeys(
        (
            "deleted",
            "deleted at",
            "removed",
            "removed at",
            "cancelled at",
            "canceled at",
            "cancelled",
            "canceled",
            "ended",
            "ended at",
            "archived",
            "archived at",
        ),
        gets_none,
    ),
    **dict.fromkeys(
        (
            "opt out",
            "opted out",
            "opt out date",
            "opt out time",
            "email opt out date",
            "email opt out reason",
            "optout",
            "optout date",
            "global unsubscribe",
            "do not email",
            "do not mail",
            "nomail",
            "no mail",
        ),
        gets_none,
    ),
    **dict.fromkeys(("paused", "paused at", "muted", "on hold"), gets_none),
    "email preference": delivery,
}
# They look as if they said who may be written to, and say something else: what is paid for, when somebody came, how mail looks.
OTHERS = frozenset(
    (
        "subscription date;subscribe time;subscribe date;date subscribed;subscription created at;last subscribed at;subscribe page;subscription source;subscribed via;subscribed date;"
        "active subscription;subscription tier;subscription type;subscription plan;subscription interval;subscription expires at;premium tiers;subscription premium tier names;"
        "optin time;optin ip;opt in time;opt in ip;optin date;opted in at;opt in date;confirm ip;signup ip;confirmation ip;confirmed ip;last active;last active at;last clean;days active;"
        "email type;member type;content type;delivery mode;posting permissions;complimentary plan;membership state;activity rating;bounce count;bounces;soft bounces;hard bounces;"
        "unsubscribe url;unsubscribe link;unsubscribe token;subscription id;subscriber id;subscriptions;subscription url;unsubscribe key;digest enabled;stripe connected;stop url"
    ).split(";")
)
_LOOKS_LIKE_STATUS = re.compile(
    r"\b(status|state|type|active|inactive|enabled|disabled|deleted|confirmed|unconfirmed|verified|valid|invalid|consent|left|opt|optin|optout|stop|stopped|paused?|muted?|hold|permission|preference|do not|no e?mail|mailable|deliverable)\b"
    r"|unsub|subscri|bounc|suppress|complain|spam|blo?c?k?(?:list|ed)|blacklist|cancel|clean|remov|archiv|expire?d|zustand|abgemeldet|abbestell|gesperrt|d[ée]sabonn|desinscri|statut|estado|stato|bajas?\b"
)


def looks_like_status(name: str) -> bool:
    """Whether a column that is not known may say who must not be written to."""
    plain = normalised(name)
    return plain not in RULES and plain not in OTHERS and _LOOKS_LIKE_STATUS.search(plain) is not None
