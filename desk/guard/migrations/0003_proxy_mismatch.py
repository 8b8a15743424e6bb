"""That the proxies before the desk are not as DESK_TRUSTED_PROXIES says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guard", "0002_proof"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProxyMismatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hops", models.PositiveSmallIntegerField(unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
