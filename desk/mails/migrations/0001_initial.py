"""The tables as they began."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("follows", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message_id", models.CharField(max_length=200, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("claimed", "Claimed"), ("sent", "Sent"), ("refused", "Refused")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("written", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("due", models.DateTimeField(default=django.utils.timezone.now)),
                ("claimed", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("crashes", models.PositiveSmallIntegerField(default=0)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("kind", models.CharField(max_length=20)),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=250)),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("follower", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="follows.follower")),
            ],
            options={
                "indexes": [models.Index(fields=["status", "due"], name="mails_lette_status_21e2ca_idx")],
            },
        ),
    ]
