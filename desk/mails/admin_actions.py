"""What editors do with mails that are held or were refused: release them, send them again, or never send them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from desk.mails.outbox_message import OutboxMessage, Status
from desk.masking import without_addresses

NEVER = "A person decided that it never goes."


class OutboxMessageAdmin(admin.ModelAdmin):
    """List the mails of an outbox, with actions. `forget` gives the fields that are cleared in a mail that is never sent; it cannot be sent again."""

    actions = ("release", "send_again", "drop")
    forget: dict[str, str] = {}

    def held(self, mails: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        """Return those of `mails` that are held."""
        return self.model.objects.filter(pk__in=mails.filter(status=Status.HELD).values("pk"))

    @admin.display(description="answer")
    def answered(self, mail: OutboxMessage) -> str:
        """Return what the mail server answered, with addresses masked."""
        return without_addresses(mail.answer)

    @admin.action(description="Release those that are held: they are sent within minutes", permissions=["release"])
    def release(self, request: HttpRequest, mails: QuerySet[OutboxMessage]) -> None:
        """Send them with the next run, although some may have been sent already."""
        self.message_user(request, f"{self.held(mails).update(status=Status.WAITING, crashes=0, answer='')} released.")

    def refused(self, mails: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        """Return those of `mails` that were refused and whose text is still stored."""
        known = mails.filter(status=Status.REFUSED)
        return self.model.objects.filter(pk__in=(known.exclude(**self.forget) if self.forget else known).values("pk"))

    @admin.action(description="Send again those that were refused", permissions=["release"])
    def send_again(self, request: HttpRequest, mails: QuerySet[OutboxMessage]) -> None:
        """Try them for three days again, under the same Message-ID."""
        asked, now = mails.filter(status=Status.REFUSED).count(), timezone.now()
        number = self.refused(mails).update(status=Status.WAITING, crashes=0, attempts=0, answer="", written=now, due=now)
        left = f" The text of {asked - number} is no longer stored, or their run is held: they stay as they are." if asked > number else ""
        self.message_user(request, f"{number} will be sent again.{left}")

    @admin.action(description="Never send those that are held", permissions=["release"])
    def drop(self, request: HttpRequest, mails: QuerySet[OutboxMessage]) -> None:
        """Refuse them for good."""
        self.message_user(request, f"{self.held(mails).update(status=Status.REFUSED, answer=NEVER, **self.forget)} will not be sent.")

    def has_release_permission(self, request: HttpRequest) -> bool:
        """Tell whether the user may change such mails; nobody edits them by hand."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def get_fields(self, request: HttpRequest, obj: OutboxMessage | None = None) -> tuple[str, ...]:
        """Hide the Message-ID from users who may only look: with one, a bounce can be forged that ends somebody's mails."""
        return tuple(name for name in self.fields if name != "message_id" or self.has_release_permission(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
