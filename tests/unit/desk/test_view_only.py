"""Staff who may look and change nothing are shown nothing with which to change something."""

import pytest
from axes.models import AccessAttempt, AccessLog
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from desk.digests.models import Delivery, Run
from desk.mails.models import TransactionalMail
from desk.permissions import rename_permissions


@pytest.fixture
def staff(client):
    def do(*permissions: str) -> None:
        user = get_user_model().objects.create_user("ed", "ed@example.com", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    return do


@pytest.mark.parametrize(
    "may", [("view_accessattempt",), ("view_accessattempt", "change_accessattempt", "delete_accessattempt")], ids=["view", "all"]
)
def test_the_action_of_a_library_that_asks_for_no_permission_is_offered_to_nobody(staff, client, transactional_db, may):
    staff(*may)
    attempt = AccessAttempt.objects.create(username="ed", ip_address="192.0.2.1", failures_since_start=1)
    page = "/admin/axes/accessattempt/"
    assert "cleanup_expired_attempts" not in client.get(page).content.decode()
    assert client.post(page, {"action": "cleanup_expired_attempts", "_selected_action": [attempt.pk]}).status_code in (200, 302)
    assert AccessAttempt.objects.exists() and not AccessLog.objects.exists()


def test_every_action_of_the_admin_says_who_may(rf, django_user_model, transactional_db):
    request = rf.get("/")
    request.user = django_user_model.objects.create_superuser("root")
    for model_admin in admin.site._registry.values():
        for action, _, _ in model_admin.get_actions(request).values():
            assert getattr(action, "allowed_permissions", None), (model_admin, action)


def test_staff_keep_their_permissions_when_a_model_is_renamed(transactional_db, django_user_model):
    staff = django_user_model.objects.create_user("reader")
    permission = Permission.objects.get(codename="view_transactionalmail")
    staff.user_permissions.add(permission)
    Permission.objects.filter(pk=permission.pk).update(codename="view_letter")  # as it was before
    migration = rename_permissions("mails", "letter", "transactionalmail")
    migration.code(apps, None)
    assert django_user_model.objects.get(pk=staff.pk).has_perm("mails.view_transactionalmail")
    migration.reverse_code(apps, None)
    assert django_user_model.objects.get(pk=staff.pk).has_perm("mails.view_letter")


@pytest.mark.parametrize("kind", ["transactionalmail", "delivery"])
def test_a_message_id_is_shown_to_who_may_change_such_mails_alone(following, staff, client, kind):
    run = Run.objects.create(frequency="weekly", key="2026-W05")
    Delivery.objects.create(run=run, follower=following, content="c", message_id="<secret@x>", status="sent")
    TransactionalMail.objects.update(message_id="<secret@x>")
    app, model = {"transactionalmail": ("mails", TransactionalMail), "delivery": ("digests", Delivery)}[kind]
    pages = (
        f"/admin/{app}/{kind}/",
        f"/admin/{app}/{kind}/{model.objects.get().pk}/change/",
        f"/admin/{app}/{kind}/?message_id=%3Csecret@x%3E",
    )
    staff(f"view_{kind}")
    for page in pages:
        assert "secret@x" not in client.get(page, follow=True).content.decode()
    get_user_model().objects.all().delete()
    staff(f"view_{kind}", f"change_{kind}")
    assert "secret@x" in client.get(pages[1]).content.decode()
