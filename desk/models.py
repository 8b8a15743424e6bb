"""What the desk remembers of itself: when each of its jobs last ran, and which keys signed its links."""

from django.db import models
from django.utils import timezone

from desk.masking import MaskedCharField


class JobRun(models.Model):
    """The last run of one job: when it was started for the first time and last, when it last ended well, and what was wrong if it did not."""

    name = models.CharField(max_length=40, primary_key=True)
    first = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(default=timezone.now)
    succeeded = models.DateTimeField(null=True, blank=True)
    problem = MaskedCharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.name}, {self.started:%Y-%m-%d %H:%M}"


class SigningKey(models.Model):
    """The fingerprint of a key that links in mails were signed with, and when it was first noted; see desk/signing_keys.py."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.fingerprint[:8]}…"
