"""One row for each mail that came back, and for each that a person wrote to where they come back."""

from django.db import models
from django.utils import timezone

from desk.masking import MaskedCharField


class Bounce(models.Model):
    """About one follower. The same mail read twice is one row."""

    class Kind(models.TextChoices):
        HARD = "hard"
        SOFT = "soft"
        COMPLAINT = "complaint"
        # A refusal of what we are, whoever the mail was for: kept for people to look at, and held against nobody.
        SENDER = "sender", "about us"

    follower = models.ForeignKey("follows.Follower", models.CASCADE, related_name="bounces")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    # A digest of the mail that came back.
    digest = models.CharField(max_length=64, unique=True)
    said = MaskedCharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}, {self.at:%Y-%m-%d}"


class Reply(models.Model):
    """What a person wrote to the return address, until somebody has read and deleted it. `sender` is spelled as `desk.follows.addresses.mailbox` does, and can be forged."""

    at = models.DateTimeField(default=timezone.now)
    # A digest of the whole mail.
    digest = models.CharField(max_length=64, unique=True)
    sender = models.CharField(max_length=254, db_index=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    asks_to_leave = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"reply of {self.at:%Y-%m-%d %H:%M}"
