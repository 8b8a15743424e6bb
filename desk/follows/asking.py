"""What follows when somebody gives an address: one mail to it, the same answer whatever is known of it."""

from datetime import timedelta

from django.db import transaction

from desk.follows import links
from desk.follows.addresses import mailbox, tidied
from desk.follows.form_limits import had_enough
from desk.follows.forms import HOW_OFTEN, targets
from desk.follows.models import Consent, Follow, Follower, within_a_sentence
from desk.mails.outbox import Outbox
from desk.mails.tasks import send_letters
from desk.published import published

CONFIRM_WITHIN = timedelta(days=7)
# In `Consent.how`: the address had what was asked for, so there is nothing to confirm.
ALREADY = "followed already"
# What people agree to, as theme/templates/follows/form.html says it.
WORDING = (
    "First we send one e-mail to check it is you. Every e-mail after that has a link to stop, and we use your address for nothing else."
)


def ask(email: str, target: str, frequency: str, page: str) -> None:
    """Write to `email` for a confirmation that it wants to follow `target`, or that it does so already. Raises InvalidMail.

    Whatever is known of the address, as much is read and written, so that nobody learns it from how long an answer takes. Also for one that had enough mails: what was
    written to that is taken back.
    """
    with transaction.atomic():
        follower = _follower(email)
        enough = had_enough(follower)
        _write_to(follower, target, frequency, page)
        if enough:
            transaction.set_rollback(True)
        else:
            send_letters.enqueue()
    if enough:
        send_letters.enqueue()  # a job as after every letter; it finds nothing


def _write_to(follower: Follower, target: str, frequency: str, page: str) -> None:
    name = targets(published().site())[target].name
    follow = _follow(follower, target, frequency, name)
    words = {"what": within_a_sentence(follow.kind, name), "how_often": HOW_OFTEN[frequency].lower()}
    secret, digest = links.new_secret()
    already = follow.status == Follow.Status.CONFIRMED and follow.frequency == frequency
    Consent.objects.create(
        follow=follow, frequency=frequency, wording=WORDING, page=page[:500], secret=digest, how=ALREADY if already else ""
    )
    if already:
        # That it was asked for is kept all the same; the link that confirms it goes to nobody.
        Outbox().write(follower, "already_following", **words, yours_url=links.signed(links.YOURS, follower.key), days=links.YOURS_DAYS)
    else:
        Outbox().write(follower, "confirm", **words, confirm_url=links.confirm(secret), days=CONFIRM_WITHIN.days)


def _follower(email: str) -> Follower:
    """Who has this mailbox, in the same two queries whether it is known or new. Others who ask for it wait, or together they would have it mailed too often."""
    Follower.objects.bulk_create([Follower(mailbox=mailbox(email), email=tidied(email))], ignore_conflicts=True)
    return Follower.objects.select_for_update().get(mailbox=mailbox(email))


def _follow(follower: Follower, target: str, frequency: str, name: str) -> Follow:
    """What it has of this target, likewise."""
    kind, _, slug = target.partition("/")
    Follow.objects.bulk_create([Follow(follower=follower, kind=kind, slug=slug, frequency=frequency, name=name)], ignore_conflicts=True)
    return Follow.objects.get(follower=follower, kind=kind, slug=slug)
