"""Whether mail gets out: figures, and what a person should look at, for `/health` and for the first page of the admin. Nothing about anybody."""

import shutil
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from desk import jobs
from desk.bounces import replies, unreadable
from desk.bounces.models import Bounce
from desk.digests.holds import ENDED, LEFT
from desk.digests.models import Delivery, Run, Source
from desk.digests.schedule import latest
from desk.digests.withdrawals import WITHDRAWN
from desk.follows import form_limits
from desk.follows.models import Closing, DeadLink
from desk.guard.client import proxy_alarms
from desk.keeping import was_restored
from desk.mails.admin_actions import NEVER
from desk.mails.models import Halt, TransactionalMail
from desk.mails.outbox_message import Status
from desk.published import published
from desk.signing_keys import key_alarms, missing_keys
from newsroom.digests.digest import PERIODICAL
from newsroom.errors import SiteUnreadable

LATE = timedelta(hours=1)
# Of what was sent in the last days; large mail providers turn away who has more complaints than that.
LATELY = timedelta(days=7)
ENOUGH_TO_TELL, MOST_BOUNCES, MOST_COMPLAINTS = 100, 0.02, 0.001
LEAST_DISK = 0.1
FEW_REFUSED = 2


@dataclass(frozen=True)
class Figures:
    """Counts, `mails_refused` of a week, `dead_links` of a day; `last_…`: when that job last ended well; moments in ISO 8601, "" before the first; `oldest_due` and `worker_waits` in seconds, 0 when nothing is due; rates and the free part of the disk between 0 and 1."""

    feeds_read: str
    feeds_with_problems: int
    last_run: str
    digests_late: int
    runs_held: int
    mails_held: int
    letters_waiting: int
    deliveries_waiting: int
    oldest_due: int
    bounce_rate: float
    complaint_rate: float
    disk_free: float
    posts_in_doubt: int
    mails_refused: int
    worker_waits: int
    dead_links: int
    keys_missing: int
    replies: int
    last_digest: str
    last_tidy: str
    last_backup: str


def figures(now: datetime) -> Figures:
    """As of now."""
    under_way = (Status.WAITING, Status.CLAIMED)
    letters, deliveries = TransactionalMail.objects.filter(status__in=under_way), Delivery.objects.filter(status__in=under_way)
    oldest = min((each for each in (_first(letters), _first(deliveries)) if each), default=now)
    held = Delivery.objects.filter(status=Status.HELD)
    sent = _lately(now)
    lately = dict(Bounce.objects.filter(at__gt=now - LATELY).values_list("kind").annotate(number=Count("pk")))
    complaints = lately.get(Bounce.Kind.COMPLAINT, 0)
    disk, ended = shutil.disk_usage(settings.PLACE), jobs.last_successes()
    return Figures(
        feeds_read=_moment(Source.objects.aggregate(last=Max("looked"))["last"]),
        feeds_with_problems=Source.objects.exclude(problem="").count(),
        last_run=_moment(Run.objects.aggregate(last=Max("planned"))["last"]),
        digests_late=len(_late(now)),
        runs_held=held.exclude(run__held="").values("run").distinct().count(),
        mails_held=held.count() + TransactionalMail.objects.filter(status=Status.HELD).count(),
        letters_waiting=letters.count(),
        deliveries_waiting=deliveries.count(),
        oldest_due=max(0, int((now - oldest).total_seconds())),
        bounce_rate=_rate(sum(lately.values()) - complaints, sent),
        complaint_rate=_rate(complaints, sent),
        disk_free=round(disk.free / disk.total, 3),
        posts_in_doubt=Source.objects.filter(disagrees_since__lt=now - LATE).count(),
        mails_refused=sum(_refused(model, now).count() for model in (TransactionalMail, Delivery)),
        worker_waits=jobs.worker_waits(now),
        dead_links=DeadLink.lately(now),
        keys_missing=len(missing_keys()),
        replies=replies.number(),
        **{f"last_{name}": _moment(ended.get(name)) for name in (jobs.DIGEST, jobs.TIDY, jobs.BACKUP)},
    )


def alarms(now: datetime, found: Figures) -> list[str]:
    """What is wrong, each in a sentence with what to do."""
    said = [
        f"Since {halt.since:%d %B %H:%M} UTC mails wait: {halt.why.rstrip('.')}. Nothing is lost; see to it, and all goes with the next start."
        for halt in Halt.objects.order_by("queue")
    ]
    closed = Closing.objects.exists()
    said += [] if closed else jobs.job_alarms(now, found.worker_waits)
    if found.feeds_read and now - datetime.fromisoformat(found.feeds_read) > LATE and not closed:
        said.append("The feeds were last read more than an hour ago: does the timer of `desk digest` run, and can it reach the site?")
    if was_restored():
        said.append(
            "The database was put back from a copy, and nothing has been planned since: start the timers again, then look under Runs at what waits for a person."
        )
    if found.oldest_due > LATE.total_seconds():
        said.append("A mail waits for more than an hour: does `desk db_worker` run, and the timer of `desk digest`?")
    if found.digests_late:
        said += [f"The {frequency} digest is more than an hour late: does the timer of `desk digest` run?" for frequency in _late(now)]
    if found.mails_held:
        said.append(
            "Mails wait for a person: under Runs, Deliveries and Letters, release those that nobody has yet, and say of the others that they never go."
        )
    if found.bounce_rate > MOST_BOUNCES:
        said.append("More than 2 % of the mails come back: look under Bounces whether one provider refuses you.")
    if ours := Bounce.objects.filter(kind=Bounce.Kind.SENDER, at__gt=now - timedelta(days=1)).count():
        said.append(
            f"In the last day, {ours} of our mails were refused for what we are, not for whom they were to. Read under Bounces what the servers say: "
            "are we on a blocklist, are the DNS records right? It is held against nobody."
        )
    if aside := unreadable.number():
        said.append(
            f"{aside} returned mails could not be read: they lie in {unreadable.folder().name} of DESK_DATA_DIR, each with a report. They counted for nothing; look at them and throw them away."
        )
    if found.complaint_rate > MOST_COMPLAINTS:
        said.append("More than one in a thousand complains: do people know what they follow?")
    if found.mails_refused > FEW_REFUSED and found.mails_refused > MOST_BOUNCES * _lately(now):
        said.append(
            f"{found.mails_refused} mails of the last week were refused, and not for having left: under Deliveries and Letters each says why."
        )
    if found.posts_in_doubt and not closed:
        said.append(
            f"{found.posts_in_doubt} feeds have posts that posts.json lacks, and these wait: build the site whole and publish it; does a cache keep an old file?"
        )
    if found.dead_links >= DeadLink.SEVERAL:
        said.append(
            f"{found.dead_links} times in the last day a mail program was to unsubscribe its reader with a link that cannot be read, and was told so: "
            "are all earlier keys in DESK_SECRET_KEY_FALLBACKS, and does a mail server change links?"
        )
    said += replies.reply_alarms(found.replies) + (key_alarms() if found.keys_missing else []) + proxy_alarms() + form_limits.alarms(now)
    if found.disk_free < LEAST_DISK:
        said.append("The disk is nearly full: make room before nothing can be kept.")
    if found.feeds_with_problems:
        said.append(
            f"{found.feeds_with_problems} of the site's feeds cannot be read: build and publish the site; `desk digest` names them."
        )
    return said


@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when a person should look; numbers alone."""
    now = timezone.now()
    found = figures(now)
    wrong = len(alarms(now, found))
    return JsonResponse({"well": not wrong, "alarms": wrong, **asdict(found)}, status=503 if wrong else 200)


def _lately(now: datetime) -> int:
    """How many mails were sent."""
    return sum(model.objects.filter(status=Status.SENT, written__gt=now - LATELY).count() for model in (TransactionalMail, Delivery))


def _refused(model: type[TransactionalMail] | type[Delivery], now: datetime) -> QuerySet:
    """Mails that will not go, though whom they are for had not left, and nobody had decided so."""
    return model.objects.filter(status=Status.REFUSED, written__gt=now - LATELY).exclude(answer__in=(LEFT, ENDED, NEVER, WITHDRAWN))


def _first(mails) -> datetime | None:
    """When the one was due that is due for longest; one that was put off is due later."""
    return mails.order_by("due").values_list("due", flat=True).first()


def _late(now: datetime) -> list[str]:
    """Frequencies whose last period is due and not planned, where digests are planned at all and still."""
    if not Run.objects.exists() or Closing.objects.exists():
        return []
    try:
        zone = published().site().time_zone
    except SiteUnreadable:
        return []
    due = {frequency: latest(frequency, now, zone, settings.DIGEST_HOUR) for frequency in PERIODICAL}
    planned = set(
        Run.objects.filter(frequency__in=PERIODICAL, key__in=[period.key for period, _ in due.values()]).values_list("frequency", "key")
    )
    return [frequency for frequency, (period, since) in due.items() if (frequency, period.key) not in planned and now - since > LATE]


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _rate(number: int, sent: int) -> float:
    return round(number / sent, 4) if sent >= ENOUGH_TO_TELL else 0.0
