"""Whether a post is still on the site, the ids that it got by renaming, and feeds that have a post that posts.json lacks."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("digests", "0003_looked"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="on_site",
            field=models.BooleanField(default=None, null=True),
        ),
        migrations.AddField(
            model_name="item",
            name="text_hash",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="source",
            name="disagrees_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="ItemId",
            fields=[
                ("id", models.CharField(max_length=500, primary_key=True, serialize=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="other_ids", to="digests.item")),
            ],
        ),
    ]
