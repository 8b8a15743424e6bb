"""Who has tried how often. No internet address is kept: only a keyed digest of it that is another one tomorrow."""

from django.db import models


class Attempt(models.Model):
    """One use of a form by `client`; gone after an hour, see desk/tidying.py."""

    client = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["client", "at"])]
