"""The rows behind a figure (数据来源): always through the reader's own access; what is hidden is not counted aloud."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

from mingcha.figures import registry
from mingcha.figures.definitions import Fact, Measure, Slice
from mingcha.figures.evaluate import shape_and_values


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a fact: its documented columns, and their digest (design ruling 8)."""

    id: int
    values: dict[str, Any]
    digest: str


def fact_behind(key: str) -> Fact:
    """The fact whose rows stand behind a measure; a ratio's is its numerator's."""
    return registry.fact(registry.parts(registry.measure(key))[0].fact)


def records(key: str, slice_: Slice, *, actor: Any) -> models.QuerySet[Any]:
    """The records behind a figure that `actor` may see, by id. Lazy; one statement when read."""
    fact = fact_behind(key)
    text, values = _placed(key, slice_, "IDS")
    manager: Any = fact.record._default_manager  # noqa: SLF001  Django's documented API
    found: models.QuerySet[Any] = manager.visible_to(actor).filter(pk__in=RawSQL(text, values))  # noqa: S611  compiled text, bound values
    return found.order_by("pk")


def rows(key: str, slice_: Slice) -> Iterator[Row]:
    """Every row behind a figure with its digest, by id: for a freeze and for `system`. One statement.

    Raises:
        BadValue: unknown measure.
    """
    fact = fact_behind(key)
    text, values = _placed(key, slice_, "ROWS")
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        for answer in cursor.fetchall():
            given = {column.name: column.plain(value) for column, value in zip(fact.documented, answer, strict=True)}
            yield Row(id=int(given["id"]), values=given, digest=digest(given))


def digest(values: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a row's documented columns, each in its plain form (design, ruling 8)."""
    told = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _placed(key: str, slice_: Slice, form: str) -> tuple[str, list[Any]]:
    from mingcha.figures.compile import Form, compiled, place

    measure: Measure = registry.parts(registry.measure(key))[0]
    shape, values = shape_and_values(measure, slice_)
    version = measure.version(registry.fact(measure.fact))
    return place(compiled(measure.key, version, shape, connection.vendor, Form(form)), values)
