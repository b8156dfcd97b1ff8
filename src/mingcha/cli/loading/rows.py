"""A section of a TOML file as one of the dataclasses that actions take, every value checked against its annotation."""

from dataclasses import MISSING, fields
from datetime import date
from types import UnionType
from typing import Any, TypeVar, get_args, get_type_hints

from django.db.models import TextChoices

from mingcha.kernel.files import Section

Row = TypeVar("Row")


def filled(section: Section, row: type[Row], **fixed: Any) -> Row:
    """A row filled from the section's values; `fixed` gives fields that the section does not.

    Raises:
        BadFile: a value missing or of another kind, or a choice that is not on its list.
    """
    hints = get_type_hints(row)
    values: dict[str, Any] = {}
    for field in fields(row):  # type: ignore[arg-type]  # rows are dataclasses
        if field.name in fixed:
            values[field.name] = fixed[field.name]
        elif field.name in section.values:
            values[field.name] = _value(section, field.name, hints[field.name])
        elif field.default is MISSING:
            raise section.error(f"缺少 {field.name}")
    return row(**values)


def _value(section: Section, name: str, hint: Any) -> Any:
    kind = next(k for k in get_args(hint) if k is not type(None)) if isinstance(hint, UnionType) else hint
    if isinstance(kind, type) and issubclass(kind, TextChoices):
        given = section.get(name, str).upper()
        if given not in kind.values:
            raise section.error(f"{name} 应为 {'、'.join(kind.values)} 之一，现为“{given}”")
        return kind(given)
    if kind is bool:
        if not isinstance(section.values[name], bool):
            raise section.error(f"{name} 应为 true 或 false")
        return section.values[name]
    return section.get(name, kind if kind in {str, int, date} else str)
