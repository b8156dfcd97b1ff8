"""How a value is written on a page (取值的写法), the same in lists, details and panels."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model, TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext

from mingcha.ui import records

NOTHING = "—"


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


def _record(record: Model) -> str:
    url = records.url_of(record)
    return format_html('<a href="{}">{}</a>', url, record) if url else str(record)


def choices_of(choices: type[TextChoices]) -> Mapping[str, str]:
    """What a cell may say -> the choice: its label in Chinese or in the reader's language, or its stored value."""
    named = {str(choice.label): choice for choice in choices}
    return named | {gettext(label): choice for label, choice in named.items()} | {c.value: c for c in choices}
