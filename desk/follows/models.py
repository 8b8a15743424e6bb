"""Who follows what, and how they said so."""

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from desk.domains import readable
from desk.masking import MaskedCharField, masked
from newsroom.site_json import FREQUENCIES


def new_key() -> str:
    """128 bits that say nothing about anybody."""
    return secrets.token_urlsafe(16)


def within_a_sentence(kind: str, name: str) -> str:
    """The name of a target as it stands after “you follow”: a callout is a question, so it is its answers that are followed."""
    return f"answers to “{name}”" if kind == "callout" else name


class Follower(models.Model):
    """An address that somebody asked us to write to. `key` stands for it wherever others may see it."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    email = models.EmailField(max_length=254)
    # The same for all spellings that reach one mailbox.
    mailbox = models.CharField(max_length=254, unique=True, editable=False)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        permissions = [("see_address", "Can see the whole address of a follower, for a reason that is kept")]

    @property
    def readable_email(self) -> str:
        """With a domain in its own letters, for its owner to see."""
        return readable(self.email)

    def __str__(self) -> str:
        return masked(self.email)


class Follow(models.Model):
    """One address following one target at one frequency."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed"
        CONFIRMED = "confirmed"
        ENDED = "ended"

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=200, blank=True)
    # As the site called it when it was asked for: the site may not have it any more.
    name = models.CharField(max_length=300)
    frequency = models.CharField(max_length=12, choices=[(each, each) for each in FREQUENCIES])
    status = models.CharField(max_length=12, choices=Status, default=Status.UNCONFIRMED)
    reason = MaskedCharField(max_length=200, blank=True)
    confirmed = models.DateTimeField(null=True, blank=True)
    # Posts that the desk first saw up to this moment are delivered, or were there before.
    seen = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "kind", "slug"], name="one_follow_of_a_target")]
        indexes = [models.Index(fields=["status", "frequency"])]

    @property
    def target(self) -> str:
        """`everything` or, for example, `programme/circle`, as the form names it."""
        return f"{self.kind}/{self.slug}" if self.slug else self.kind

    @property
    def what(self) -> str:
        """What is followed, as it stands within a sentence."""
        return within_a_sentence(self.kind, self.name)

    def __str__(self) -> str:
        return f"{self.follower}: {self.target}, {self.frequency}"


class Consent(models.Model):
    """That somebody asked: when, in which words, on which page; and how it was confirmed that it was the owner of the address, or why there was nothing to confirm."""

    follow = models.ForeignKey(Follow, models.CASCADE, related_name="consents")
    frequency = models.CharField(max_length=12)
    asked = models.DateTimeField(default=timezone.now)
    wording = models.CharField(max_length=500)
    page = models.CharField(max_length=500, blank=True)
    # What the link in the mail has; only its digest is kept.
    secret = models.CharField(max_length=64, unique=True)
    confirmed = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["asked"])]

    def __str__(self) -> str:
        return f"{self.follow.target}, asked {self.asked:%Y-%m-%d}"


class Stopped(models.Model):
    """A digest of an address that was erased at its owner’s wish: so that no list of old addresses brings it back."""

    digest = models.CharField(max_length=64, unique=True)
    since = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return f"{self.digest[:8]}…"


class DeadLink(models.Model):
    """That a mail program was to unsubscribe its reader with a link that cannot be read, and was told so. Nothing about anybody; gone after a day."""

    KEPT = timedelta(days=1)
    # A scanner may try one; several are a key that is missing, or a mail server that changes links. Beyond the most, none is counted.
    SEVERAL, MOST = 5, 1000

    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def note(cls) -> None:
        """Count one more."""
        if cls.lately(timezone.now()) < cls.MOST:
            cls.objects.create()

    @classmethod
    def lately(cls, now: datetime) -> int:
        """How many there were within a day."""
        return cls.objects.filter(at__gt=now - cls.KEPT).count()


class Closing(models.Model):
    """There is one once following has ended for good: since when, what the last mail says, and when all addresses were erased."""

    since = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=2000, blank=True)
    erased = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"closed {self.since:%Y-%m-%d}"
