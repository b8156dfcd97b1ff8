"""Many rows into one table at the speed of the database (批量写入).

For rows that were checked before, such as those of a workbook: no model instance is made, so nothing of the model but
its column types and defaults is asked. Only actions call it, and enter what they did in the ledger.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model

_AS_THEY_ARE = {"CharField", "TextField", "SlugField", "IntegerField", "PositiveIntegerField", "BigIntegerField",
                "SmallIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField", "FloatField",
                "ForeignKey", "OneToOneField"}  # fmt: skip


def insert_rows(model: type[Model], values: Mapping[str, Sequence[Any]]) -> int:
    """Insert rows given by column; columns left out get the default of their field. One statement, run for each row.

    Args:
        model: the table.
        values: field name (`unit`, holding ids) -> the values, equally many of each; a value of the field's own type.
    """
    count = len(next(iter(values.values()), ()))
    if not count:
        return 0
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001  documented interface
    columns = [_prepared(field, values.get(field.name), count) for field in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column or "") for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608, SLF001  names are the model's own
        cursor.executemany(statement, list(zip(*columns, strict=True)))
    return count


def _prepared(field: "Field[Any, Any]", cells: Sequence[Any] | None, count: int) -> Sequence[Any]:
    """A column as the database takes it."""
    if cells is None:
        return [field.get_db_prep_save(field.get_default(), connection=connection)] * count
    kind = field.get_internal_type()
    if kind in _AS_THEY_ARE:
        return cells
    if kind == "DateField":
        return list(map(connection.ops.adapt_datefield_value, cells))
    prepare: Callable[..., Any] = field.get_db_prep_save
    return [prepare(cell, connection=connection) for cell in cells]
