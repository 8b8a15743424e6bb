"""Posts as the desk came to know them, digest runs, and one delivery for each run and follower."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from desk.mails.outbox_message import OutboxMessage
from newsroom.feeds.feed import FeedItem, from_json
from newsroom.site_json import FREQUENCIES

# No start takes longer to read; a run that is further ahead was planned while the clock was wrong.
_LONGEST_START = timedelta(hours=1)


class Source(models.Model):
    """A feed of the site, by its target's word (`everything`, `programme/circle`): `read` when it was another than before, `looked` when we looked at all."""

    target = models.CharField(max_length=221, unique=True)
    url = models.CharField(max_length=2000)
    state = models.CharField(max_length=500, blank=True)
    read = models.DateTimeField(null=True, blank=True)
    looked = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    # Since when the feed has a post that posts.json lacks; such a post waits until the two agree.
    disagrees_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.target

    @classmethod
    def wait_for_others(cls) -> None:
        """Within a transaction, before it notes posts or plans digests: two at once would not see what the other does. SQLite has one write at a time anyway."""
        cls.objects.select_for_update().order_by("pk").first()


class Item(models.Model):
    """A post, by the id that never changes. It is new when the desk first sees it, whatever date it has; what was there before the desk was, is not."""

    id = models.CharField(max_length=500, primary_key=True)
    title = models.CharField(max_length=500)
    first_seen = models.DateTimeField(db_index=True)
    # Whether it was in a feed already when that was read for the first time.
    baseline = models.BooleanField(default=False)
    sources = models.ManyToManyField(Source, related_name="items")
    # A JSON feed with this item alone.
    feed = models.TextField()
    # Whether posts.json had it when the desk looked last; None before the first look.
    on_site = models.BooleanField(null=True, default=None)
    # What posts.json said of its words when `feed` was read: another value there means that the words here are old.
    text_hash = models.CharField(max_length=64, blank=True)

    def as_read(self) -> FeedItem:
        """What the feed says of it."""
        return from_json(self.feed).items[0]

    def __str__(self) -> str:
        return self.title


class ItemId(models.Model):
    """Another id of a post, which it got when its file was renamed. See docs/adr/0023-a-post-keeps-its-id.md."""

    id = models.CharField(max_length=500, primary_key=True)
    item = models.ForeignKey(Item, models.CASCADE, related_name="other_ids")
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.id


class Run(models.Model):
    """The digests of one period, or of one moment for who gets posts immediately. Whoever makes the row plans its deliveries, in the same transaction."""

    frequency = models.CharField(max_length=12, choices=[(each, each) for each in FREQUENCIES])
    key = models.CharField(max_length=40)
    planned = models.DateTimeField(default=timezone.now)
    # Empty, or why a person must look at it before anything is sent.
    held = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["frequency", "key"], name="one_run_a_period")]

    @classmethod
    def after_all(cls, now: datetime) -> datetime:
        """Where another start has planned since this one began, a moment later: a run looks for posts that came after the one before, and would pass over this one for ever."""
        last = cls.objects.filter(planned__range=(now, now + _LONGEST_START)).aggregate(last=models.Max("planned"))["last"]
        return last + timedelta(microseconds=1) if last else now

    def __str__(self) -> str:
        return f"{self.frequency} {self.key}"


class Delivery(OutboxMessage):
    """One digest for one follower."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="deliveries")
    follower = models.ForeignKey("follows.Follower", models.CASCADE, related_name="deliveries")
    items = models.ManyToManyField(Item, related_name="deliveries")
    # The same for all deliveries of a run that have the same items: a mail is put together once for them.
    content = models.CharField(max_length=64)

    @staticmethod
    def content_of(items: Iterable[str]) -> str:
        """A hash of these items' keys."""
        return hashlib.sha256("\n".join(sorted(items)).encode()).hexdigest()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["run", "follower"], name="one_delivery_a_follower")]
        indexes = [models.Index(fields=["status", "due"])]

    def __str__(self) -> str:
        return f"{self.run}, {self.status}"
