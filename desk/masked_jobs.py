"""What a job said when it failed is stored with addresses masked, whichever job it was."""

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django_tasks_db.models import DBTaskResult

from desk.masking import without_addresses


@receiver(pre_save, sender=DBTaskResult, dispatch_uid="desk.masked_jobs")
def mask(sender: type, instance: DBTaskResult, **_) -> None:
    """Mask the traceback before it is written."""
    instance.traceback = without_addresses(instance.traceback)
