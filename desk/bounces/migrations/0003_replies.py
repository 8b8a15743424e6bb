"""What people write to the return address."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bounces", "0002_about_us"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sender", models.CharField(db_index=True, max_length=254)),
                ("subject", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("asks_to_leave", models.BooleanField(default=False)),
            ],
            options={"verbose_name_plural": "replies"},
        ),
    ]
