"""`/health`: whether mail gets out, for people and for programs that wake people."""

from datetime import timedelta

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from desk.mails.models import Letter

LATE = timedelta(hours=1)


@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when a letter has been due for more than an hour; numbers, and nothing about anybody."""
    now = timezone.now()
    waiting = Letter.objects.filter(status__in=(Letter.Status.WAITING, Letter.Status.CLAIMED))
    oldest = waiting.order_by("written").values_list("written", flat=True).first()
    age = now - oldest if oldest else timedelta()
    well = age < LATE
    figures = {"well": well, "letters waiting": waiting.count(), "oldest, seconds": int(age.total_seconds())}
    return JsonResponse(figures, status=200 if well else 503)
