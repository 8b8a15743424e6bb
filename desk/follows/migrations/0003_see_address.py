"""A permission of its own to see the whole address of a follower; nothing in the tables changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("follows", "0002_closing"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="follower",
            options={"permissions": [("see_address", "Can see the whole address of a follower, for a reason that is kept")]},
        ),
    ]
