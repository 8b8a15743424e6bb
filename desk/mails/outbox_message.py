"""The fields of every mail in the outbox: of those about following itself, and of digests."""

from django.db import models
from django.utils import timezone

from desk.masking import MaskedCharField


class Status(models.TextChoices):
    """`CLAIMED`: a sender is sending it. `HELD`: an editor must decide. `REFUSED`: it will not be sent. `answer` says why."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    HELD = "held"
    SENT = "sent"
    REFUSED = "refused"


class OutboxMessage(models.Model):
    """One mail to one person, with the answer of the mail server."""

    # Never changes, so that mail programs recognise a copy that is sent after a crash.
    message_id = models.CharField(max_length=200, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    written = models.DateTimeField(default=timezone.now, db_index=True)
    due = models.DateTimeField(default=timezone.now)
    claimed = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    crashes = models.PositiveSmallIntegerField(default=0)
    answer = MaskedCharField(max_length=500, blank=True)

    class Meta:
        abstract = True
