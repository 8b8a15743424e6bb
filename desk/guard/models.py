"""Who has tried how often. No internet address is kept: only a keyed digest of it that is another one tomorrow."""

from django.db import models
from django.utils import timezone


class Attempt(models.Model):
    """One use of a form by `client`; gone after an hour, see desk/tidying.py."""

    client = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)
    # Let through by hand where a proof of work is asked for.
    by_hand = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["client", "at"])]


class Spent(models.Model):
    """A challenge of desk/guard/proof.py that was solved and used: it counts once. Gone when it would be too old anyway."""

    nonce = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)


class ProxyMismatch(models.Model):
    """That a request came which did not fit DESK_TRUSTED_PROXIES: `hops` is 1 with X-Forwarded-For where none was expected, 0 without it where one was; see desk/guard/client.py."""

    hops = models.PositiveSmallIntegerField(unique=True)
    at = models.DateTimeField()
