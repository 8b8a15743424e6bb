"""Refusals of what we are, whoever the mail was for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bounces", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bounce",
            name="kind",
            field=models.CharField(
                choices=[("hard", "Hard"), ("soft", "Soft"), ("complaint", "Complaint"), ("sender", "about us")], max_length=10
            ),
        ),
    ]
