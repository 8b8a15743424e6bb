"""A reason to wait for each queue. What was noted before is noted again by the next start, if it still is so."""

from django.db import migrations, models


def forget(apps, schema_editor) -> None:
    apps.get_model("mails", "Halt").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("mails", "0002_halt"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AddField(
            model_name="halt",
            name="queue",
            field=models.CharField(default="mails", max_length=20, unique=True),
        ),
    ]
