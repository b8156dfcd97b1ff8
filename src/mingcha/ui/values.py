"""How a value is written on a page (取值的写法), the same in lists, details and panels."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext

from mingcha.ui import records

NOTHING = "—"


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


def value_at(record: Model, path: str) -> Any:
    """The value at a path: a choice gives its label, translated; None if a link on the way is empty."""
    value: Any = record
    *steps, last = path.split("__")
    for step in steps:
        value = getattr(value, step)
        if value is None:
            return None
    display = getattr(value, f"get_{last}_display", None)
    return gettext(display() or NOTHING) if display else getattr(value, last)


def shown(value: Any) -> str:
    """A value as a reader sees it: 是/否, dates as 2018年4月9日, instants in China's time, a record as a link.

    None and "" mean "not reported" and are written as a dash; 0 stays 0.
    """
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Model):
        return _record(value)
    return str(value)


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


def _record(record: Model) -> str:
    url = records.url_of(record)
    return format_html('<a href="{}">{}</a>', url, record) if url else str(record)
