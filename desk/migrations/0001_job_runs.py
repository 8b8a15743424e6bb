"""When each job last ran."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("first", models.DateTimeField(default=django.utils.timezone.now)),
                ("started", models.DateTimeField(default=django.utils.timezone.now)),
                ("succeeded", models.DateTimeField(blank=True, null=True)),
                ("problem", models.CharField(blank=True, max_length=500)),
            ],
        ),
    ]
