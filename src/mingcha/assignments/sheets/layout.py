"""Where everything stands in a workbook for filling in (填报表的版面): one known layout, written and read by it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext

from mingcha.assignments.choices import FieldKind
from mingcha.kernel.workbooks.package import sheet_name

SPECS = "mingcha"
"""The hidden sheet: mark, then every field as it was asked, then choices in columns of their own."""

WORDS = "@answer"
"""Stands for the words of the answer among the codes of fields."""

TABLE = "#"
"""In the hidden first column of a table's sheet, before the field's code: beside it stand the codes of its columns."""

CODES_HEAD = "代码"
"""Head of the hidden first column of the first sheet."""

FIRST_HEAD = 4
FIRST_ROW = 5
TABLE_CODES = 2
TABLE_HEAD = 3
TABLE_ROW = 4


def head_of(spec: Any) -> str:
    """A field's or column's head: its label with the counter word, starred where it must be filled in."""
    label, word, is_required = spec["label"], spec.get("word", ""), spec.get("is_required", False)
    return f"{label}{f'（{word}）' if word else ''}{' *' if is_required else ''}"


def spec_of(field: Any) -> dict[str, Any]:
    """A field as its workbook tells of it."""
    return {
        "code": field.code,
        "label": field.label,
        "kind": field.kind,
        "word": field.word,
        "choices": list(field.choices),
        "is_required": field.is_required,
        "columns": [dict(column) for column in field.columns],
    }


def table_names(fields: Iterable[Any]) -> dict[str, str]:
    """Field code -> name of its sheet, each name once."""
    names: dict[str, str] = {}
    taken = {SPECS, first_name()}
    for field in fields:
        if field.kind != FieldKind.TABLE:
            continue
        name, number = sheet_name(field.label), 2
        while name.casefold() in {one.casefold() for one in taken}:
            name, number = sheet_name(f"{field.label[:24]}（{number}）"), number + 1
        taken.add(name)
        names[field.code] = name
    return names


def first_name() -> str:
    """Name of the first sheet."""
    return gettext("填报")


def described(spec: dict[str, Any]) -> Sequence[str]:
    """A field as one line of the hidden sheet: code, label, kind, and whatever else makes it another question."""
    columns = [f"{c['code']}:{c['label']}:{c.get('kind', FieldKind.TEXT)}" for c in spec["columns"]]
    return (spec["code"], spec["label"], spec["kind"], spec["word"], "、".join(spec["choices"]), "、".join(columns))
