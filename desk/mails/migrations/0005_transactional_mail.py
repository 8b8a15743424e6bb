"""Rename the model Letter, with its permissions; the table keeps its name, which copies of the database have."""

from django.db import migrations

from desk.permissions import rename_permissions


class Migration(migrations.Migration):
    dependencies = [
        ("mails", "0004_kinds"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelTable("letter", "mails_letter"),
        migrations.RenameModel("Letter", "TransactionalMail"),
        migrations.AlterModelOptions("transactionalmail", {"verbose_name": "letter"}),
        rename_permissions("mails", "letter", "transactionalmail"),
    ]
