"""Statements kept compiled (留存的语句): putting one together through the ORM can take longer than running it.

Whoever keeps one holds it under all that it was made from, such as a post and a day (`functools.lru_cache`), with
`connection.vendor` among it. What is kept is text and values, never a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Statement:
    """A query of plain columns, ready to be run again and again."""

    text: str
    values: Sequence[Any]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> Self:
        """The statement of a query that ends in `values_list`, of columns that the database gives as they are."""
        return cls(*rows.query.sql_with_params())

    def rows(self) -> list[tuple[Any, ...]]:
        """Its rows now. One statement."""
        with connection.cursor() as cursor:
            cursor.execute(self.text, self.values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
