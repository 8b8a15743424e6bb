"""Letters: mails about following itself."""

from django.db import models
from django.utils import timezone

from desk.mails.outgoing import Outgoing, Status
from desk.masking import MaskedCharField


class Letter(Outgoing):
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
    """There is one while the mail server takes nothing: since when, and why. The queue waits."""

    since = models.DateTimeField(default=timezone.now)
    why = MaskedCharField(max_length=500)

    def __str__(self) -> str:
        return self.why
