"""Bounces, and mails that people wrote to the return address."""

from django.db import models
from django.utils import timezone

from desk.masking import MaskedCharField


class Bounce(models.Model):
    """A failure of mail to a follower; the same one told twice is one row."""

    class Kind(models.TextChoices):
        HARD = "hard"
        SOFT = "soft"
        COMPLAINT = "complaint"
        # A refusal of us, whoever the mail was for: for people to look at, not counted against the follower.
        SENDER = "sender", "about us"

    follower = models.ForeignKey("follows.Follower", models.CASCADE, related_name="bounces")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    # A hash of the bounce, or of the mail and the kind.
    digest = models.CharField(max_length=64, unique=True)
    said = MaskedCharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}, {self.at:%Y-%m-%d}"


class Reply(models.Model):
    """A mail from a person to the return address, until an editor deletes it. `sender` is normalised by `desk.follows.addresses.mailbox`, and may be forged."""

    at = models.DateTimeField(default=timezone.now)
    # A hash of the mail.
    digest = models.CharField(max_length=64, unique=True)
    sender = models.CharField(max_length=254, db_index=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    asks_to_leave = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"reply of {self.at:%Y-%m-%d %H:%M}"
