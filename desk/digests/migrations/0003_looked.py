"""When a feed was looked at, whether or not it had changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("digests", "0002_held"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="looked",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
