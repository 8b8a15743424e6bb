"""Name the kinds of mails after their templates."""

from django.db import migrations

RENAMED = {"again": "reconfirm", "already": "already_following", "goodbye": "shutdown", "goodbye taken back": "shutdown taken back"}


def rename(apps, schema_editor) -> None:
    letters = apps.get_model("mails", "Letter").objects
    for old, new in RENAMED.items():
        letters.filter(kind=old).update(kind=new)


def rename_back(apps, schema_editor) -> None:
    letters = apps.get_model("mails", "Letter").objects
    for old, new in RENAMED.items():
        letters.filter(kind=new).update(kind=old)


class Migration(migrations.Migration):
    dependencies = [("mails", "0003_halt_of_a_queue")]

    operations = [migrations.RunPython(rename, rename_back)]
