"""What is known of a column from its path (`round__unit`): field, label, order, what must be fetched along (字段)."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model


def field_at(model: type[Model], path: str) -> "Field[Any, Any] | None":
    """The column at a path such as `round__unit`; None if the path ends in a property or annotation."""
    *steps, last = path.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model  # noqa: SLF001  documented interface
        assert isinstance(related, type)  # noqa: S101  a path leads through foreign keys only
        model = related
    try:
        found = model._meta.get_field(last)  # noqa: SLF001  documented interface
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def label_of(model: type[Model], path: str) -> str:
    """The label of a column, in Chinese (translate when shown)."""
    found = field_at(model, path)
    return str(found.verbose_name) if found else path


def foreign_keys(model: type[Model], paths: Iterable[str]) -> list[str]:
    """What of these paths must be fetched along (`select_related`) so that a list costs one statement."""
    needed = []
    for path in paths:
        if isinstance(field_at(model, path), ForeignKey):
            needed.append(path)
        elif "__" in path:
            needed.append(path.rpartition("__")[0])
    return needed


def natural_order(model: type[Model], prefix: str = "") -> list[str]:
    """Sort paths of a kind of record: units and what else has one in official order, all others as they came."""
    has_official_order = any(column.name == "official_order" for column in model._meta.get_fields())  # noqa: SLF001  documented interface
    return [f"{prefix}official_order", f"{prefix}pk"] if has_official_order else [f"{prefix}pk"]
