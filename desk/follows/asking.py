"""What follows when somebody gives an address: one mail to it, the same answer whatever is known of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from desk.follows import links
from desk.follows.addresses import mailbox, tidied
from desk.follows.forms import HOW_OFTEN, targets
from desk.follows.models import Consent, Follow, Follower
from desk.mails.writing import post
from desk.published import published

# So that nobody can have a mailbox filled by typing its address here. A day is 24 hours.
MOST_AN_HOUR, MOST_A_DAY = 3, 5
CONFIRM_WITHIN = timedelta(days=7)
# What people agree to, as theme/templates/follows/form.html says it.
WORDING = (
    "First we send one e-mail to check it is you. Every e-mail after that has a link to stop, and we use your address for nothing else."
)


@transaction.atomic
def ask(email: str, target: str, frequency: str, page: str) -> None:
    """Write to `email` for a confirmation that it wants to follow `target`, or that it does so already. Raises MailUnfit."""
    follower, _ = Follower.objects.get_or_create(mailbox=mailbox(email), defaults={"email": tidied(email)})
    if _had_enough(follower):
        return
    kind, _, slug = target.partition("/")
    name = targets(published().site())[target].name
    words = {"what": name, "how_often": HOW_OFTEN[frequency].lower()}
    follow, _ = Follow.objects.get_or_create(follower=follower, kind=kind, slug=slug, defaults={"frequency": frequency, "name": name})
    if follow.status == Follow.Status.CONFIRMED and follow.frequency == frequency:
        post(follower, "already", **words, yours_url=links.signed(links.YOURS, follower.key), days=links.YOURS_DAYS)
        return
    secret, digest = links.new_secret()
    Consent.objects.create(follow=follow, frequency=frequency, wording=WORDING, page=page[:500], secret=digest)
    post(follower, "confirm", **words, confirm_url=links.confirm(secret), days=CONFIRM_WITHIN.days)


def _had_enough(follower: Follower) -> bool:
    now = timezone.now()
    letters = follower.letters.filter(written__gt=now - timedelta(days=1))
    return letters.count() >= MOST_A_DAY or letters.filter(written__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR
