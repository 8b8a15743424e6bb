"""What is left of an address besides its follower's own rows, and on the disk once those are deleted; and how it is removed."""

import logging

from django.db import OperationalError, connection, transaction
from django.db.models.functions import Lower
from django_tasks_db.models import DBTaskResult

from desk.bounces import unreadable
from desk.bounces.models import Bounce, Reply
from desk.digests.models import Delivery
from desk.follows.addresses import mailbox
from desk.follows.models import Follow
from desk.mails import inbox
from desk.mails.models import Halt, TransactionalMail
from desk.masking import without_addresses

logger = logging.getLogger(__name__)

# Columns with the words of mail servers, and of others who write to us. Those of servers are masked when they are stored; those of a desk that is older than that may not be.
_SAID = (
    (Halt, "why"),
    (TransactionalMail, "answer"),
    (Delivery, "answer"),
    (Bounce, "said"),
    (Follow, "reason"),
    (DBTaskResult, "traceback"),
    (Reply, "subject"),
    (Reply, "text"),
)
# A reader of the database is done within milliseconds; a web page must not wait for one that is not, a job may.
PAGE_PATIENCE, JOB_PATIENCE = 1, 20
IN_USE = "Just now another program is reading the database, so traces stay in its log of writes; they are removed as soon as that program is done."


def mask_everywhere(email: str, key: str = "") -> None:
    """Mask `email` of the follower with that `key`, if there is one, in whatever mail servers and people said of others, and of our jobs, and delete mails that came from it, mails to it from the inbox of a desk that is tried out, and returned ones that could not be read."""
    for model, name in _SAID:
        for row in model.objects.annotate(said_of=Lower(name)).filter(said_of__contains=mailbox(email)):
            model.objects.filter(pk=row.pk).update(**{name: without_addresses(getattr(row, name))})
    Reply.objects.filter(sender=mailbox(email)).delete()
    inbox.delete_mails_to(email)
    unreadable.delete_about(email, key)


def wipe_later() -> None:
    """Remove what was deleted from the disk, once the transaction is committed; with a job for it when another program reads the database."""
    transaction.on_commit(_wipe_or_enqueue)


def _wipe_or_enqueue() -> None:
    from desk.follows.tasks import wipe_traces  # imports this module

    if not wipe(PAGE_PATIENCE):
        logger.warning(IN_USE)
        wipe_traces.enqueue()


def wipe(patience: int) -> bool:
    """Write SQLite's log back into the database and empty it; False when after `patience` seconds another program still reads it. Elsewhere there is nothing to do.

    Deleted rows are overwritten with zeros (`secure_delete`), but the log holds the pages as they were before.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {patience * 1000}")
        try:
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except OperationalError:  # somebody writes
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
    return not busy
