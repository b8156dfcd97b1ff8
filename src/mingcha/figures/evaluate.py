"""Figures from measures and slices (求值): all of them in one transaction, at most one statement per fact."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext

from mingcha.figures import registry
from mingcha.figures.definitions import Aggregate, Fact, Measure, Slice
from mingcha.kernel import clock

Value = int | Fraction | tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Request:
    """One figure wanted. `with_units` also asks for the units behind it (format `names`)."""

    measure: str
    slice: Slice
    with_units: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with what stands behind it.

    Attributes:
        value: a whole number; a Fraction of 1 for a ratio (None where the denominator is 0); (low, high) for a range.
        numerator, denominator: both numbers of a ratio, else None.
        rows: how many rows stand behind the aggregate (a ratio: the numerator's) – `evidence_count`.
        unit_ids: ids of the units behind, only where asked for.
        version: definition version; `sql` the figure's own SELECT with its values written in, for reading.
        statement: which statement of the evaluation gave it, from 0.
    """

    measure: Measure
    slice: Slice
    value: Value
    numerator: int | None
    denominator: int | None
    rows: int
    unit_ids: tuple[int, ...]
    fact: str
    version: str
    sql: str
    statement: int
    evaluated_at: datetime


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures in the order they were asked for, and how many statements were run for them."""

    figures: tuple[Figure, ...]
    statements: int


def definition_version(measure: Measure) -> str:
    """The version of a definition; a ratio's is made of its two."""
    if measure.aggregate is Aggregate.RATIO:
        return "/".join(definition_version(part) for part in registry.parts(measure))
    return measure.version(registry.fact(measure.fact))


def shape_and_values(measure: Measure, slice_: Slice) -> tuple[tuple[tuple[str, int], ...], dict[str, Any]]:
    """The slice's shape (names and how many values) and the values to bind."""
    adapt = connection.ops.adapt_datefield_value
    names: dict[str, int] = {}
    values: dict[str, Any] = {}
    for name, given in (("campaign", slice_.campaign_id), ("unit", slice_.unit_id)):
        if given is not None:
            names[name], values[name] = 1, given
    if slice_.unit_id is not None:
        values["line"] = slice_.line
    until = clock.today() if measure.before and slice_.until is None else slice_.until
    for name, day in (("since", slice_.since), ("until", until)):
        if day is not None:
            names[name], values[name] = 1, adapt(day)
    for name, given_values in slice_.where.items():
        names[name] = len(given_values)
        values |= {f"{name}_{i}": value for i, value in enumerate(given_values)}
    return tuple(sorted(names.items())), values


@contextmanager
def one_moment() -> Iterator[None]:
    """One transaction in which every statement sees the same records (REPEATABLE READ on PostgreSQL)."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


class _Statement:
    """One SELECT of scalar subqueries over one fact, put together from kept texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.values: list[Any] = []
        self.answers: Sequence[Any] = ()

    def ask(self, text: str, values: dict[str, Any]) -> int:
        from mingcha.figures.compile import place

        placed, order = place(text, values)
        self.texts.append(f"({placed})")
        self.values += order
        return len(self.texts) - 1

    def run(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(self.texts), self.values)
            self.answers = cursor.fetchone() or ()


@dataclass(slots=True)
class _Part:
    """Where the answers of one measure of one request stand in its fact's statement."""

    measure: Measure
    fact: Fact
    places: dict[str, int]
    sql: str


def evaluate(requests: Sequence[Request]) -> Evaluation:
    """Evaluate all requests in one transaction, one statement for each fact used.

    Raises:
        BadValue: unknown measure (slices are checked where they are made: `registry.checked`).
    """
    statements: dict[str, _Statement] = {}
    asked = [[_asked(part, request, statements) for part in _parts(request)] for request in requests]
    with one_moment():
        for statement in statements.values():
            statement.run()
    order = {key: i for i, key in enumerate(statements)}
    at = clock.now()
    figures = tuple(_figure(r, parts, statements, order, at) for r, parts in zip(requests, asked, strict=True))
    return Evaluation(figures=figures, statements=len(statements))


def _parts(request: Request) -> tuple[Measure, ...]:
    return registry.parts(registry.measure(request.measure))


def _asked(measure: Measure, request: Request, statements: dict[str, _Statement]) -> _Part:
    from mingcha.figures.compile import Form, compiled, written

    fact = registry.fact(measure.fact)
    shape, values = shape_and_values(measure, request.slice)
    version, vendor = measure.version(fact), connection.vendor
    forms = {"rows": Form.ROWS_COUNT}
    if measure.aggregate is Aggregate.RANGE:
        forms |= {"low": Form.LOW, "high": Form.HIGH}
    else:
        forms |= {"value": Form.VALUE}
    if request.with_units:
        forms |= {"units": Form.UNITS}
    texts = {name: compiled(measure.key, version, shape, vendor, form) for name, form in forms.items()}
    statement = statements.setdefault(fact.key, _Statement())
    places = {name: statement.ask(text, values) for name, text in texts.items()}
    shown = [written(texts[name], values) for name in ("value", "low", "high") if name in texts]
    return _Part(measure, fact, places, ";\n".join(shown))


def _figure(
    request: Request, parts: list[_Part], statements: dict[str, _Statement], order: dict[str, int], at: datetime
) -> Figure:
    first = parts[0]
    answers = statements[first.fact.key].answers
    measure = registry.measure(request.measure)
    numerator = denominator = None
    value: Value
    if measure.aggregate is Aggregate.RATIO:
        last = parts[1]
        numerator = int(answers[first.places["value"]])
        denominator = int(statements[last.fact.key].answers[last.places["value"]])
        value = Fraction(numerator, denominator) if denominator else None
    elif measure.aggregate is Aggregate.RANGE:
        low, high = answers[first.places["low"]], answers[first.places["high"]]
        value = None if low is None else (int(low), int(high))
    else:
        value = int(answers[first.places["value"]])
    units = str(answers[first.places["units"]] or "") if "units" in first.places else ""
    return Figure(
        measure=measure,
        slice=request.slice,
        value=value,
        numerator=numerator,
        denominator=denominator,
        rows=int(answers[first.places["rows"]]),
        unit_ids=tuple(int(i) for i in units.split(",") if i),
        fact=first.fact.key,
        version=definition_version(measure),
        sql=" /\n".join(part.sql for part in parts),
        statement=order[first.fact.key],
        evaluated_at=at,
    )


def table(key: str, slice_: Slice, *, by: str) -> list[tuple[Any, int]]:
    """A measure cut by one dimension: (dimension value, value) in order of the value. One statement.

    Raises:
        BadValue: no such dimension; or an aggregate (range, ratio, ancestors) that cannot be cut.
    """
    from mingcha.figures.compile import compiled_by, place
    from mingcha.kernel.errors import BadValue

    measure = registry.measure(key)
    if measure.aggregate not in {Aggregate.COUNT, Aggregate.DISTINCT}:
        raise BadValue(gettext("“%(key)s”不能按维度分列") % {"key": key}, field="by")
    registry.checked(measure, {by: ()})
    column = registry.dimensions(measure)[by]
    shape, values = shape_and_values(measure, slice_)
    text, order = place(compiled_by(key, definition_version(measure), shape, connection.vendor, by), values)
    with connection.cursor() as cursor:
        cursor.execute(text, order)
        return [(column.plain(value), int(count)) for value, count in cursor.fetchall()]
