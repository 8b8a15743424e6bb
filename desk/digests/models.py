"""The posts that the desk knows, digest runs, and one delivery for each run and follower."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from desk.mails.outbox_message import OutboxMessage
from newsroom.feeds.feed import FeedItem, from_json
from newsroom.site_json import FREQUENCIES

# No reading takes longer; a run further in the future was planned while the clock was wrong.
_LONGEST_READING = timedelta(hours=1)


class Source(models.Model):
    """A feed of the site by its target (`everything`, `programme/circle`). `read`: when it last had a change; `looked`: when it was last fetched."""

    target = models.CharField(max_length=221, unique=True)
    url = models.CharField(max_length=2000)
    state = models.CharField(max_length=500, blank=True)
    read = models.DateTimeField(null=True, blank=True)
    looked = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    # Since when the feed has a post that posts.json lacks; the post waits until both have it.
    disagrees_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.target

    @classmethod
    def lock(cls) -> None:
        """Lock out other processes that store posts or plan digests until the transaction ends. SQLite has one writer anyway."""
        cls.objects.select_for_update().order_by("pk").first()


class Item(models.Model):
    """A post, by its permanent id. It is new when the desk first sees it, whatever its date, unless it was there before the desk."""

    id = models.CharField(max_length=500, primary_key=True)
    title = models.CharField(max_length=500)
    first_seen = models.DateTimeField(db_index=True)
    # Whether it was in a feed when that was first read, so that it is not new.
    baseline = models.BooleanField(default=False)
    sources = models.ManyToManyField(Source, related_name="items")
    # A JSON feed with this item alone.
    feed = models.TextField()
    # Whether posts.json had it at the last reading; None before the first.
    on_site = models.BooleanField(null=True, default=None)
    # The hash in posts.json when `feed` was read; another value there means that `feed` is outdated.
    text_hash = models.CharField(max_length=64, blank=True)

    def feed_item(self) -> FeedItem:
        """Return the post as it is in the feed."""
        return from_json(self.feed).items[0]

    def __str__(self) -> str:
        return self.title


class ItemId(models.Model):
    """Another id of a post whose file was renamed. See docs/adr/0023-a-post-keeps-its-id.md."""

    id = models.CharField(max_length=500, primary_key=True)
    item = models.ForeignKey(Item, models.CASCADE, related_name="other_ids")
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.id


class Run(models.Model):
    """The digests of one period, or of one moment for `immediately`. The process that creates the row plans its deliveries in the same transaction."""

    frequency = models.CharField(max_length=12, choices=[(each, each) for each in FREQUENCIES])
    key = models.CharField(max_length=40)
    planned = models.DateTimeField(default=timezone.now)
    # Why a person must check the run before it is sent; "" if it is not held.
    held = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["frequency", "key"], name="one_run_a_period")]

    @classmethod
    def after_latest(cls, now: datetime) -> datetime:
        """Return `now`, or a moment after a run that another process has planned since: the next run only looks for posts later than the last."""
        last = cls.objects.filter(planned__range=(now, now + _LONGEST_READING)).aggregate(last=models.Max("planned"))["last"]
        return last + timedelta(microseconds=1) if last else now

    def __str__(self) -> str:
        return f"{self.frequency} {self.key}"


class Delivery(OutboxMessage):
    """The digest of a run for one follower."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="deliveries")
    follower = models.ForeignKey("follows.Follower", models.CASCADE, related_name="deliveries")
    items = models.ManyToManyField(Item, related_name="deliveries")
    # A hash of the items: deliveries of a run with the same value share a rendered mail.
    content = models.CharField(max_length=64)

    @staticmethod
    def content_of(items: Iterable[str]) -> str:
        """Return a hash of the keys of items."""
        return hashlib.sha256("\n".join(sorted(items)).encode()).hexdigest()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["run", "follower"], name="one_delivery_a_follower")]
        indexes = [models.Index(fields=["status", "due"])]

    def __str__(self) -> str:
        return f"{self.run}, {self.status}"
