"""The end of following by e-mail: a last mail to everybody. Until desk/erasing.py has erased them, it can be taken back. The site stays as it is."""

from django.db import transaction

from desk.digests import holds
from desk.digests.models import Source
from desk.follows.models import Closing, Follow, Follower
from desk.mails.models import TransactionalMail
from desk.mails.outbox import Outbox
from desk.mails.outbox_message import Status

# `TAKEN_BACK`: one that had gone when following went on after all; another end has another one.
GOODBYE, TAKEN_BACK = "shutdown", "shutdown taken back"
_AT_ONCE = 200


class NotYet(Exception):
    """The text says what is still to be done, and how."""


def close(words: str) -> int:
    """Take no more forms, send no more digests, and write a last mail to everybody who follows; to how many it was written now.

    Started again, after it was killed or with more to write, it goes on where it was.
    """
    with transaction.atomic():
        Source.lock()
        Closing.objects.get_or_create(pk=1, defaults={"words": words})
        holds.refuse_all()
        waiting = TransactionalMail.objects.filter(status__in=(Status.WAITING, Status.HELD)).exclude(kind=GOODBYE)
        waiting.update(status=Status.REFUSED, answer=holds.ENDED, text="", html="")
    number = 0
    while some := _write_some():
        number += some
    return number


@transaction.atomic
def _write_some() -> int:
    """Last mails to a few of those who have none yet, one start at a time; how many. To nobody, once it is taken back."""
    closing = Closing.objects.select_for_update().first()
    some = list(without_goodbye()[:_AT_ONCE]) if closing else []
    outbox = Outbox() if some else None
    for follower in some:
        outbox.write(follower, GOODBYE, words=closing.words)
    return len(some)


def undo() -> int:
    """Take forms and plan digests again, as if it had not ended, for who has not left; how many had their last mail already.

    Who still waited for the mail with which to confirm has to ask again. Raises NotYet when it has not ended, when everybody is erased, and while last mails are just going out.
    """
    closing = Closing.objects.first()
    if closing is None or closing.erased:
        raise NotYet(
            "Everybody is erased, and nothing brings them back." if closing else "Following has not ended; there is nothing to take back."
        )
    last = TransactionalMail.objects.filter(kind=GOODBYE)
    last.filter(status__in=(Status.WAITING, Status.HELD)).delete()
    with transaction.atomic():
        if in_hand := last.filter(status=Status.CLAIMED).count():
            raise NotYet(
                f"{in_hand} last mails are just going out. The others are stopped; start this again in a minute, and if a sender was killed, in half an hour."
            )
        gone = last.filter(status=Status.SENT).count()
        last.update(kind=TAKEN_BACK)
        closing.delete()
        holds.resume()
    return gone


def left_to_send() -> int:
    """Last mails that are not out yet."""
    return TransactionalMail.objects.filter(kind=GOODBYE, status__in=(Status.WAITING, Status.CLAIMED, Status.HELD)).count()


def without_goodbye():
    """Who follows and has no last mail yet."""
    following = Follower.objects.filter(follows__status=Follow.Status.CONFIRMED).exclude(letters__kind=GOODBYE)
    return following.distinct().order_by("pk")
