"""Why the queue waits, and mails that wait for a person."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mails", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Halt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("why", models.CharField(max_length=500)),
            ],
        ),
        migrations.AlterField(
            model_name="letter",
            name="status",
            field=models.CharField(
                choices=[("waiting", "Waiting"), ("claimed", "Claimed"), ("held", "Held"), ("sent", "Sent"), ("refused", "Refused")],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
