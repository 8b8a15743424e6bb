"""The tables as they began."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import desk.follows.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=desk.follows.models.new_key, editable=False, max_length=22, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("mailbox", models.CharField(editable=False, max_length=254, unique=True)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Stopped",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("since", models.DateField(default=django.utils.timezone.localdate)),
            ],
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("slug", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(max_length=300)),
                (
                    "frequency",
                    models.CharField(
                        choices=[("immediately", "immediately"), ("daily", "daily"), ("weekly", "weekly"), ("monthly", "monthly")],
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("unconfirmed", "Unconfirmed"), ("confirmed", "Confirmed"), ("ended", "Ended")],
                        default="unconfirmed",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("confirmed", models.DateTimeField(blank=True, null=True)),
                ("seen", models.DateTimeField(blank=True, null=True)),
                ("ended", models.DateTimeField(blank=True, null=True)),
                ("follower", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="follows.follower")),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("frequency", models.CharField(max_length=12)),
                ("asked", models.DateTimeField(default=django.utils.timezone.now)),
                ("wording", models.CharField(max_length=500)),
                ("page", models.CharField(blank=True, max_length=500)),
                ("secret", models.CharField(max_length=64, unique=True)),
                ("confirmed", models.DateTimeField(blank=True, null=True)),
                ("how", models.CharField(blank=True, max_length=100)),
                ("follow", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="follows.follow")),
            ],
            options={
                "indexes": [models.Index(fields=["asked"], name="follows_con_asked_38710e_idx")],
            },
        ),
        migrations.AddIndex(
            model_name="follow",
            index=models.Index(fields=["status", "frequency"], name="follows_fol_status_462da8_idx"),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(fields=("follower", "kind", "slug"), name="one_follow_of_a_target"),
        ),
    ]
