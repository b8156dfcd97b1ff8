"""What a fact, a measure and a slice are (事实、口径、范围). Plain data: importing this room imports no Ibis."""

import functools
import hashlib
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import models

from mingcha.orgs.choices import Category, Level, UnitKind

Given = str | int | bool


class ColumnKind(StrEnum):
    """What a column holds: CODE is a stored choice, written in lower case in marks and commands."""

    INT = "INT"
    TEXT = "TEXT"
    CODE = "CODE"
    DATE = "DATE"
    BOOL = "BOOL"


class Aggregate(StrEnum):
    """How rows become one value.

    COUNT sums `quantity` (1 where the fact has none). DISTINCT counts the different values of a column. ANCESTORS
    counts the different units of a level above the rows' units. RANGE is the lowest and the highest count per unit.
    RATIO divides two measures and keeps both numbers.
    """

    COUNT = "COUNT"
    DISTINCT = "DISTINCT"
    ANCESTORS = "ANCESTORS"
    RANGE = "RANGE"
    RATIO = "RATIO"


@dataclass(frozen=True, slots=True)
class Column:
    """A documented column of a fact; no personal data but the random `person_key`.

    `choices` are the codes a CODE column may hold; None where the records themselves say (指标代码).
    """

    name: str
    kind: ColumnKind
    label: str
    choices: type[models.TextChoices] | None = None

    def plain(self, value: Any) -> Any:
        """A stored value in the one form that every database gives: days and instants as text, yes and no as such."""
        if self.kind is ColumnKind.BOOL and value is not None:
            return bool(value)
        if isinstance(value, datetime):
            return value.replace(tzinfo=None).isoformat(sep=" ")
        return value.isoformat() if isinstance(value, date) else value


COMMON_COLUMNS = (
    Column("id", ColumnKind.INT, "记录号"),
    Column("unit_id", ColumnKind.INT, "单位"),
    Column("campaign_id", ColumnKind.INT, "集中整顿"),
    Column("happened_on", ColumnKind.DATE, "发生日期"),
    Column("recorded_at", ColumnKind.DATE, "登记时间"),
)
# Every fact may be cut by these, through the unit of its rows.
UNIT_DIMENSIONS = (
    Column("level", ColumnKind.CODE, "单位层级", Level),
    Column("kind", ColumnKind.CODE, "单位性质", UnitKind),
    Column("category", ColumnKind.CODE, "单位类别", Category),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A flat table to count over: one row per current record.

    Attributes:
        record: the model whose primary key a row's `id` is; evidence is shown through its `visible_to`.
        rows: table-of-model function -> Ibis table with the common columns and `columns`, voided rows left out.
        columns: the fact's own dimensions; `quantity` among them means one record may stand for many.
    """

    key: str
    label: str
    says: str
    record: type[models.Model]
    rows: Callable[..., Any]
    columns: tuple[Column, ...] = ()

    @property
    def documented(self) -> tuple[Column, ...]:
        """All columns in their order: what a digest covers."""
        return COMMON_COLUMNS + self.columns

    def column(self, name: str) -> Column | None:
        """The column or unit dimension of that name, None where there is none."""
        return next((c for c in (*self.documented, *UNIT_DIMENSIONS) if c.name == name), None)

    @property
    def has_quantity(self) -> bool:
        """Whether rows carry a quantity."""
        return any(c.name == "quantity" for c in self.columns)


@dataclass(frozen=True, slots=True)
class Measure:
    """A definition of what is counted (口径).

    Attributes:
        where: column -> the values that count; an empty mapping counts every row.
        of: for DISTINCT the column; for ANCESTORS the level (`COUNTY`), its kind after a slash (`PROVINCE/DEPARTMENT`).
        date: the column that periods apply to.
        before: `until` itself is left out, and is today where none is given: what had run out by then (逾期).
        dimensions: what a mark or command may cut by, beside level, kind and category of the unit.
        needs: dimensions without one value of which it would add up what does not belong together (指标须指明哪一项).
        numerator, denominator: keys of two measures, for RATIO alone.
        not_for_scoring: may be shown, never ranked or scored (domain.md 9).
        says: the definition in a sentence (口径说明).
    """

    key: str
    label: str
    word: str
    says: str
    fact: str = ""
    aggregate: Aggregate = Aggregate.COUNT
    where: Mapping[str, tuple[Given, ...]] = field(default_factory=dict, hash=False)
    of: str = ""
    date: str = "happened_on"
    before: bool = False
    dimensions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    not_for_scoring: bool = False

    def version(self, fact: Fact | None) -> str:
        """Twelve hex digits that change when the definition or its fact does."""
        return _version(self, fact)


@functools.cache
def _version(measure: Measure, fact: Fact | None) -> str:
    """Computed once for each definition: it takes longer than a figure."""
    told = [measure.key, measure.word, measure.says, measure.fact, measure.aggregate, sorted(measure.where.items())]
    told += [measure.of, measure.date, measure.numerator, measure.denominator]
    told += ["before"] if measure.before else []
    source = _source(fact.rows) if fact else ""
    return hashlib.sha256(json.dumps([told, source], ensure_ascii=False).encode()).hexdigest()[:12]


def _source(function: Callable[..., Any]) -> str:
    """The text of a function and of the functions of its own module that it calls."""
    named = (function.__globals__.get(name) for name in function.__code__.co_names)
    helpers = [f for f in named if inspect.isfunction(f) and f.__module__ == function.__module__]
    return "".join((inspect.getsource(function), *map(_source, helpers)))


@dataclass(frozen=True, slots=True)
class Slice:
    """For which campaign, units, period and dimension values a measure is evaluated. None means no limit.

    Attributes:
        campaign_id: the campaign's primary key.
        unit_id: root of a subtree on `line`, itself included.
        since, until: inclusive dates on the measure's date column.
        where: dimension -> values, checked against the measure by `figures.registry.checked`.
    """

    campaign_id: int | None = None
    unit_id: int | None = None
    line: str = "TERRITORY"
    since: date | None = None
    until: date | None = None
    where: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
