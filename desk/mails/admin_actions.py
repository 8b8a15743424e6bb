"""What a person decides of mails that are held or were refused: to let them go, or that they never do."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from desk.mails.outbox_message import OutboxMessage, Status
from desk.masking import without_addresses

NEVER = "A person decided that it never goes."


class OutboxMessageAdmin(admin.ModelAdmin):
    """Mails on their way, to look at, and with these decisions. `forget`: what fields of one become that never goes; without them it cannot be sent again."""

    actions = ("let_go", "send_again", "drop")
    forget: dict[str, str] = {}

    def held(self, mails: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        """Those of them of which something is to be decided here."""
        return self.model.objects.filter(pk__in=mails.filter(status=Status.HELD).values("pk"))

    @admin.display(description="answer")
    def answered(self, mail: OutboxMessage) -> str:
        """In the server's words, in which addresses are masked."""
        return without_addresses(mail.answer)

    @admin.action(description="Let those that are held go with the next start", permissions=["release"])
    def let_go(self, request: HttpRequest, mails: QuerySet[OutboxMessage]) -> None:
        """A person has seen that they may have gone already."""
        self.message_user(request, f"{self.held(mails).update(status=Status.WAITING, crashes=0, answer='')} released.")

    def refused(self, mails: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        """Those of them that were refused, and of which it is still known what they say."""
        known = mails.filter(status=Status.REFUSED)
        return self.model.objects.filter(pk__in=(known.exclude(**self.forget) if self.forget else known).values("pk"))

    @admin.action(description="Send again those that were refused", permissions=["release"])
    def send_again(self, request: HttpRequest, mails: QuerySet[OutboxMessage]) -> None:
        """What was in the way is no more. They have three days again, and keep their Message-ID."""
        asked, now = mails.filter(status=Status.REFUSED).count(), timezone.now()
        number = self.refused(mails).update(status=Status.WAITING, crashes=0, attempts=0, answer="", written=now, due=now)
        left = (
            f" Of {asked - number} it is no longer known what they say, or their run is held: they stay as they are."
            if asked > number
            else ""
        )
        self.message_user(request, f"{number} will be sent again.{left}")

    @admin.action(description="Never send those that are held", permissions=["release"])
    def drop(self, request: HttpRequest, mails: QuerySet[OutboxMessage]) -> None:
        """They have gone, or are too old."""
        self.message_user(request, f"{self.held(mails).update(status=Status.REFUSED, answer=NEVER, **self.forget)} will not be sent.")

    def has_release_permission(self, request: HttpRequest) -> bool:
        """Who may change such mails, though nobody does by hand."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def get_fields(self, request: HttpRequest, obj: OutboxMessage | None = None) -> tuple[str, ...]:
        """A Message-ID is for who may change such mails: whoever knows one can forge a returned mail, and end somebody's mails with it."""
        return tuple(name for name in self.fields if name != "message_id" or self.has_release_permission(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
