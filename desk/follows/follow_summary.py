"""What is kept about each follow, in sentences for its owner: what holds now, and what was asked for when."""

from dataclasses import dataclass

from desk.follows.asking import ALREADY
from desk.follows.deciding import WITHDRAWN
from desk.follows.forms import HOW_OFTEN
from desk.follows.models import Consent, Follow, Follower


@dataclass(frozen=True)
class FollowSummary:
    """One follow: its target, what holds now (“once a week”), and a sentence for each time that it was asked for, oldest first."""

    what: str
    now: str
    requests: tuple[str, ...]


def summaries(follower: Follower) -> list[FollowSummary]:
    """One for each target that was ever asked for with this address and is still kept, oldest first."""
    follows = follower.follows.order_by("pk").prefetch_related("consents")
    return [
        FollowSummary(
            follow.what,
            _now(follow),
            tuple(_request(follow, each) for each in sorted(follow.consents.all(), key=lambda consent: consent.asked)),
        )
        for follow in follows
    ]


def _now(follow: Follow) -> str:
    if follow.status == Follow.Status.CONFIRMED:
        return HOW_OFTEN[follow.frequency].lower()
    if follow.status == Follow.Status.UNCONFIRMED:
        return "not confirmed yet, so nothing is sent"
    return "you no longer follow this" if follow.confirmed else "you do not follow this"


def _request(follow: Follow, consent: Consent) -> str:
    place = f" at {consent.page}" if consent.page else ""
    return f"Asked for {HOW_OFTEN[consent.frequency].lower()} on {consent.asked:%Y-%m-%d}{place}{_outcome(follow, consent)}."


def _outcome(follow: Follow, consent: Consent) -> str:
    if consent.confirmed:
        return f"; confirmed on {consent.confirmed:%Y-%m-%d}"
    if consent.how == WITHDRAWN:
        return "; taken back when you unsubscribed"
    if consent.how == ALREADY:
        return ", which you had already"
    return "; not confirmed"
