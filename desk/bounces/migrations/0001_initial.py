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
            name="Bounce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("hard", "Hard"), ("soft", "Soft"), ("complaint", "Complaint")], max_length=10)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("said", models.CharField(blank=True, max_length=500)),
                ("follower", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="bounces", to="follows.follower")),
            ],
        ),
    ]
