"""Measures to SQL text (编译口径). Each measure compiles alone, once for each shape of slice, and the text is kept.

Combining several measures inside Ibis would hoist the shared fact into a materialised CTE, many times slower: see
`docs/decisions/0003`. Importing this room imports Ibis (0.3 s); callers import it where they need it.

A shape is the sorted tuple of (name, how many values) of everything the slice binds; values never enter a text.
"""

import functools
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import ibis
import ibis.expr.datashape as ds
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import sqlglot.expressions as sge
from django.db import models
from ibis.backends.sql.compilers import PostgresCompiler, SQLiteCompiler

from mingcha.figures import registry
from mingcha.figures.definitions import UNIT_DIMENSIONS, Aggregate, ColumnKind, Fact, Measure
from mingcha.orgs.models import Unit, UnitClosure

Shape = tuple[tuple[str, int], ...]
_TYPES = {
    ColumnKind.INT: "int64",
    ColumnKind.TEXT: "string",
    ColumnKind.CODE: "string",
    ColumnKind.DATE: "date",
    ColumnKind.BOOL: "boolean",
}


class Form(StrEnum):
    """What is asked of the same rows: the value, how many rows, which units, the rows themselves."""

    VALUE = "VALUE"
    LOW = "LOW"
    HIGH = "HIGH"
    ROWS_COUNT = "ROWS_COUNT"
    UNITS = "UNITS"
    IDS = "IDS"
    ROWS = "ROWS"


class Bound(ops.Value):  # type: ignore[misc]  # Ibis ships no types
    """A named value bound at execution; `ibis.param()` would be written in as a literal."""

    name: str
    dtype: dt.DataType
    shape = ds.scalar


class _Binding:
    def visit_Bound(self, op: Bound, **_: object) -> sge.Expression:  # noqa: N802  named by Ibis' dispatch
        return sge.Var(this=f"\x01{op.name}\x02")


class _LiveSQLite(_Binding, SQLiteCompiler): ...  # type: ignore[misc]  # Ibis ships no types


class _LivePostgres(_Binding, PostgresCompiler): ...  # type: ignore[misc]  # Ibis ships no types


_LIVE: dict[str, Any] = {"sqlite": _LiveSQLite(), "postgresql": _LivePostgres()}


def bound(name: str, dtype: str) -> Any:
    """An Ibis value that stays a placeholder `\\x01name\\x02` in the text."""
    return Bound(name, dt.dtype(dtype)).to_expr()


@functools.cache
def table_of(model: type[models.Model]) -> Any:
    """The unbound Ibis table of a model, columns as in the database; kinds that facts never use are left out."""
    columns = {field.column: kind for field in model._meta.concrete_fields if (kind := _dtype(field))}  # noqa: SLF001  Django's documented API
    return ibis.table(columns, name=model._meta.db_table)  # noqa: SLF001


def _dtype(field: Any) -> str | None:
    if isinstance(field, models.ForeignKey):
        return _dtype(field.target_field)
    kinds: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
        (models.BooleanField, "boolean"),
        (models.DateTimeField, "timestamp('UTC')"),
        (models.DateField, "date"),
        (models.DecimalField, "decimal(18, 4)"),
        (models.IntegerField, "int64"),
        (models.CharField, "string"),
        (models.TextField, "string"),
        (models.UUIDField, "uuid"),
    )
    return next((name for kind, name in kinds if isinstance(field, kind)), None)


def rows_of(fact: Fact) -> Any:
    """The fact's rows as an Ibis table, exactly its documented columns."""
    return fact.rows(table_of).select(*(column.name for column in fact.documented))


def _filtered(measure: Measure, fact: Fact, shape: Shape) -> Any:
    rows = rows_of(fact)
    for name, values in sorted(measure.where.items()):
        rows = rows.filter(rows[name].isin(list(values)))
    for name, count in shape:
        rows = rows.filter(_condition(rows, measure, fact, name, count))
    return rows


def _condition(rows: Any, measure: Measure, fact: Fact, name: str, count: int) -> Any:
    if name == "campaign":
        return rows.campaign_id == bound("campaign", "int64")
    if name == "since":
        return rows[measure.date] >= bound("since", "date")
    if name == "until":
        day = bound("until", "date")
        return rows[measure.date] < day if measure.before else rows[measure.date] <= day
    if name == "unit":
        links = table_of(UnitClosure)
        inside = links.filter(links.line == bound("line", "string"), links.ancestor_id == bound("unit", "int64"))
        return rows.unit_id.isin(inside.descendant_id)
    column = fact.column(name)
    if column is None:
        raise KeyError(name)
    values = [bound(f"{name}_{i}", _TYPES[column.kind]) for i in range(count)]
    if column in UNIT_DIMENSIONS:
        units = table_of(Unit)
        return rows.unit_id.isin(units.filter(units[name].isin(values)).id)
    return rows[name].isin(values)


def _ancestors(rows: Any, of: str) -> Any:
    level, _, kind = of.partition("/")
    units, links = table_of(Unit), table_of(UnitClosure)
    wanted = units.filter(units.level == level)
    wanted = wanted.filter(wanted.kind == kind) if kind else wanted
    above = links.filter(links.line == "TERRITORY", links.descendant_id.isin(rows.unit_id))
    return above.filter(above.ancestor_id.isin(wanted.id)).ancestor_id


def _value(rows: Any, measure: Measure, fact: Fact) -> Any:
    if measure.aggregate is Aggregate.DISTINCT:
        return rows.aggregate(value=rows[measure.of].nunique())
    if measure.aggregate is Aggregate.ANCESTORS:
        above = _ancestors(rows, measure.of)
        return above.as_table().aggregate(value=above.nunique())
    if fact.has_quantity:
        return rows.aggregate(value=rows.quantity.sum().coalesce(0))
    return rows.aggregate(value=rows.count())


def _per_unit(rows: Any, fact: Fact) -> Any:
    return rows.group_by("unit_id").aggregate(n=rows.quantity.sum() if fact.has_quantity else rows.count())


def _units(rows: Any, measure: Measure) -> Any:
    ids = _ancestors(rows, measure.of) if measure.aggregate is Aggregate.ANCESTORS else rows.unit_id
    once = ids.name("unit_id").as_table().distinct()
    return once.aggregate(value=once.unit_id.cast("string").group_concat(","))


def _expression(measure: Measure, fact: Fact, shape: Shape, form: Form) -> Any:
    rows = _filtered(measure, fact, shape)
    if form is Form.ROWS_COUNT:
        return rows.aggregate(value=rows.count())
    if form is Form.UNITS:
        return _units(rows, measure)
    if form in {Form.LOW, Form.HIGH}:
        per = _per_unit(rows, fact)
        return per.aggregate(value=per.n.min() if form is Form.LOW else per.n.max())
    if form is Form.IDS:
        return rows.select("id")
    if form is Form.ROWS:
        return rows.order_by("id")
    return _value(rows, measure, fact)


def _text(vendor: str, expression: Any) -> str:
    compiler = _LIVE[vendor]
    text: str = compiler.to_sqlglot(expression).sql(compiler.dialect)
    return text.replace("%", "%%")


@functools.cache
def compiled(key: str, version: str, shape: Shape, vendor: str, form: Form) -> str:
    """SQL text of one measure (not a ratio) for one shape, placeholders as \\x01name\\x02. Kept per definition version.

    Raises:
        KeyError: a name in the shape that is no dimension (slices are checked before, see `registry.checked`).
    """
    measure, fact = _defined(key, version)
    return _text(vendor, _expression(measure, fact, shape, form))


def _defined(key: str, version: str) -> tuple[Measure, Fact]:
    measure = registry.measure(key)
    fact = registry.fact(measure.fact)
    if measure.version(fact) != version:
        raise ValueError(f"{key}: no definition of version {version} any more")
    return measure, fact


@functools.cache
def compiled_by(key: str, version: str, shape: Shape, vendor: str, by: str) -> str:
    """SQL text of a table: (dimension value, measure value), ordered by the dimension; NULL last."""
    measure, fact = _defined(key, version)
    rows = _filtered(measure, fact, shape)
    if by in {column.name for column in UNIT_DIMENSIONS}:
        units = table_of(Unit)
        units = units.select(by_unit=units.id, by_value=units[by])
        rows = rows.join(units, rows.unit_id == units.by_unit)
    else:
        rows = rows.mutate(by_value=rows[by])
    if measure.aggregate is Aggregate.DISTINCT:
        value = rows[measure.of].nunique()
    elif fact.has_quantity:
        value = rows.quantity.sum().coalesce(0)
    else:
        value = rows.count()
    return _text(vendor, rows.group_by("by_value").aggregate(value=value).order_by("by_value"))


@functools.cache
def _pieces(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A compiled text taken apart at its placeholders, once: what stands between them, and their names in order."""
    parts = re.split("\x01(\\w+)\x02", text)
    return tuple(parts[::2]), tuple(parts[1::2])


@functools.cache
def _placed(text: str) -> str:
    return "%s".join(_pieces(text)[0])


def place(text: str, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The text with `%s` for each placeholder, and the values in their order."""
    return _placed(text), [values[name] for name in _pieces(text)[1]]


def written(text: str, values: Mapping[str, Any]) -> str:
    """The text with its values written in, for reading only (never executed)."""
    between, names = _pieces(text)
    told = [between[0]]
    for name, after in zip(names, between[1:], strict=True):
        value = values[name]
        told += (str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'", after)
    return "".join(told).replace("%%", "%")
