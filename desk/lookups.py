"""Which columns the admin can be asked about by the address of a page: those of its filters, and no others.

Django lets whoever may see a list filter it by any column of the table (`?email__startswith=a`), which gives masked addresses away letter by letter.
"""

from django.contrib import admin
from django.db import models


class Guarded:
    """Mixed into every ModelAdmin, ours or a library’s."""

    def lookup_allowed(self, lookup: str, value: str, request=None) -> bool:
        """Whether `lookup` is one of those that a filter beside the list, or its dates, links to."""
        allowed = _dates(self.date_hierarchy) if self.date_hierarchy else set()
        for each in self.get_list_filter(request):
            if isinstance(each, str):
                allowed |= _of_field(self.model, each)
            elif isinstance(each, tuple | list):
                allowed |= _of_field(self.model, each[0])
            else:
                allowed.add(each.parameter_name)
        return lookup in allowed

    def get_actions(self, request) -> dict:
        """Those that say which permission they need. A library’s that does not say so would be offered to who may only look."""
        return {name: action for name, action in super().get_actions(request).items() if getattr(action[0], "allowed_permissions", None)}


class DeskAdminSite(admin.AdminSite):
    """Django’s admin, in which lists can be asked only what their filters ask, and offer no action that anybody may start."""

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        made = admin_class or admin.ModelAdmin
        super().register(model_or_iterable, type(made.__name__, (Guarded, made), {"__module__": made.__module__}), **options)


def _dates(name: str) -> set[str]:
    return {f"{name}__{part}" for part in ("year", "month", "day", "gte", "lt")}


def _of_field(model: type[models.Model], path: str) -> set[str]:
    """The lookups that Django’s filters make of a field: as a value, as none, between two days, by the key of another table."""
    field = admin.utils.get_fields_from_path(model, path)[-1]
    allowed = {path, f"{path}__exact", f"{path}__isnull"}
    if isinstance(field, models.DateField):
        allowed |= _dates(path)
    if field.is_relation:
        allowed.add(f"{path}__{field.target_field.name}__exact")
    return allowed
