"""Links to unsubscribe that a mail program used and that could not be read."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("follows", "0004_ascii_domains"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeadLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
    ]
