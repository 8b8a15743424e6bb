"""Permissions in migrations that rename a model."""

from django.db import migrations


def rename_permissions(app: str, old: str, new: str) -> migrations.RunPython:
    """Return an operation that renames the permissions of a model, so that editors keep theirs. `old` and `new` are model names in lower case."""

    def rename(apps, old: str, new: str) -> None:
        for permission in apps.get_model("auth", "Permission").objects.filter(content_type__app_label=app, codename__endswith=f"_{old}"):
            permission.codename = permission.codename.removesuffix(old) + new
            permission.save()

    return migrations.RunPython(lambda apps, _: rename(apps, old, new), lambda apps, _: rename(apps, new, old))
