"""Sends the mails and digests that are due; a paused queue does not stop the other."""

from datetime import datetime

from django.utils import timezone

from desk.digests.deliveries import send_digests
from desk.mails.models import Halt
from desk.mails.outbox import check_templates
from desk.mails.sender import QueuePaused
from desk.mails.transactional import send_letters
from newsroom.errors import InvalidMail, SiteUnreadable


def send_all(now: datetime | None = None) -> int:
    """Send all that is due and return how many mails were sent. Raises QueuePaused at the end with every reason why others wait."""
    now, sent, problems = now or timezone.now(), 0, []
    for send in (send_letters, send_digests):
        try:
            sent += send(now)
        except QueuePaused as error:
            sent += error.sent
            problems.append(str(error))
        except SiteUnreadable as error:
            problems.append(str(error))
    try:
        check_templates()
    except InvalidMail as error:
        problems.append(f"No letter can be written: {error}")
        Halt.note(Halt.TEMPLATES, problems[-1])
    except SiteUnreadable as error:
        problems.append(str(error))
    else:
        Halt.clear(Halt.TEMPLATES)
    if problems:
        raise QueuePaused("\n".join(dict.fromkeys(problems)), sent)
    return sent
