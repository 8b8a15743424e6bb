"""Deliveries that wait for a person, and which of a run are the same mail."""

from django.db import migrations, models
from django.db.models.functions import Cast


def each_by_itself(apps, schema_editor) -> None:
    """Those planned before: nothing is known of them, so each is put together alone."""
    apps.get_model("digests", "Delivery").objects.update(content=Cast("pk", models.CharField()))


class Migration(migrations.Migration):
    dependencies = [
        ("digests", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="status",
            field=models.CharField(
                choices=[("waiting", "Waiting"), ("claimed", "Claimed"), ("held", "Held"), ("sent", "Sent"), ("refused", "Refused")],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="content",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(each_by_itself, migrations.RunPython.noop),
    ]
