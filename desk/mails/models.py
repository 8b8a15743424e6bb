"""Letters: mails about following itself; and what says that mails wait."""

from django.db import models
from django.utils import timezone

from desk.mails.outbox_message import OutboxMessage, Status
from desk.masking import MaskedCharField


class Letter(OutboxMessage):
    """What it says is forgotten once it is sent, since there are secrets in its links."""

    Status = Status

    follower = models.ForeignKey("follows.Follower", models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=20)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["status", "due"])]

    def __str__(self) -> str:
        return f"{self.kind}, {self.status}"


class Halt(models.Model):
    """There is one for each queue that waits, since when and why: the mail server takes nothing, or a template has a mistake in it."""

    # The queue of letters that cannot even be written.
    TEMPLATES = "templates"

    queue = models.CharField(max_length=20, unique=True, default="mails")
    since = models.DateTimeField(default=timezone.now)
    why = MaskedCharField(max_length=500)

    def __str__(self) -> str:
        return self.why

    @classmethod
    def note(cls, queue: str, why: str) -> None:
        """Say why `queue` waits; since when stays as it was."""
        cls.objects.update_or_create(queue=queue, defaults={"why": why})

    @classmethod
    def clear(cls, queue: str) -> None:
        """Say that `queue` waits no longer."""
        cls.objects.filter(queue=queue).delete()
