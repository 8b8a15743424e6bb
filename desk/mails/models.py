"""Mails about following itself, and why a queue is paused."""

from django.db import models
from django.utils import timezone

from desk.mails.outbox_message import OutboxMessage, Status
from desk.masking import MaskedCharField


class TransactionalMail(OutboxMessage):
    """A mail about following itself. Its text holds secret links, so it is cleared once it is sent."""

    Status = Status

    follower = models.ForeignKey("follows.Follower", models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=20)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()

    class Meta:
        # The name of the table in copies of the database, which `desk restore` takes whatever their age.
        db_table = "mails_letter"
        verbose_name = "letter"
        indexes = [models.Index(fields=["status", "due"])]

    def __str__(self) -> str:
        return f"{self.kind}, {self.status}"


class Halt(models.Model):
    """Why and since when a queue is paused: the mail server takes nothing, or a template has a mistake. One row a queue."""

    # Stands for transactional mails that cannot even be rendered.
    TEMPLATES = "templates"

    queue = models.CharField(max_length=20, unique=True, default="mails")
    since = models.DateTimeField(default=timezone.now)
    why = MaskedCharField(max_length=500)

    def __str__(self) -> str:
        return self.why

    @classmethod
    def note(cls, queue: str, why: str) -> None:
        """Store why `queue` is paused; `since` stays as it was."""
        cls.objects.update_or_create(queue=queue, defaults={"why": why})

    @classmethod
    def clear(cls, queue: str) -> None:
        """Note that `queue` is no longer paused."""
        cls.objects.filter(queue=queue).delete()
