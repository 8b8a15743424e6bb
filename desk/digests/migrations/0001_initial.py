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
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target", models.CharField(max_length=221, unique=True)),
                ("url", models.CharField(max_length=2000)),
                ("state", models.CharField(blank=True, max_length=500)),
                ("read", models.DateTimeField(blank=True, null=True)),
                ("problem", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "frequency",
                    models.CharField(
                        choices=[("immediately", "immediately"), ("daily", "daily"), ("weekly", "weekly"), ("monthly", "monthly")],
                        max_length=12,
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("planned", models.DateTimeField(default=django.utils.timezone.now)),
                ("held", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("frequency", "key"), name="one_run_a_period")],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.CharField(max_length=500, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=500)),
                ("first_seen", models.DateTimeField(db_index=True)),
                ("baseline", models.BooleanField(default=False)),
                ("feed", models.TextField()),
                ("sources", models.ManyToManyField(related_name="items", to="digests.source")),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
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
                (
                    "follower",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="follows.follower"),
                ),
                ("items", models.ManyToManyField(related_name="deliveries", to="digests.item")),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="digests.run")),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "indexes": [models.Index(fields=["status", "due"], name="digests_del_status_8b8bce_idx")],
                "constraints": [models.UniqueConstraint(fields=("run", "follower"), name="one_delivery_a_follower")],
            },
        ),
    ]
