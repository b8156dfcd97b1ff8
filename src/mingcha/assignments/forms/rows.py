"""Rows that are added, removed and reordered by buttons that any browser has (可增删、排序的行)."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from django import forms

F = TypeVar("F", bound=forms.Form)
MOST_ROWS = 200


class RowSet(Generic[F]):
    """Forms of one kind, numbered from 0 by prefix; `count` says how many came in.

    A button named `edit` sends `add`, `remove-2`, `up-2` or `down-2`: the rows come back changed, nothing is checked.
    """

    def __init__(self, kind: type[F], *, sent: Mapping[str, Any] | None = None, kept: Sequence[Any] = ()) -> None:
        self.kind = kind
        self.is_bound = sent is not None
        self.moved: int | None = None
        if sent is None:
            self.rows = self._shown(kept or [{}])
        else:
            self.rows = [kind(sent, prefix=str(n)) for n in range(_count(sent))]

    def _shown(self, kept: Sequence[Any]) -> list[F]:
        return [self.kind(initial=row, prefix=str(n)) for n, row in enumerate(kept)]

    def edit(self, button: str) -> None:
        """Add, remove or move a row; what was typed stays."""
        typed = [self._typed(row) for row in self.rows]
        verb, _, place = button.partition("-")
        number = int(place) if place.isdecimal() else len(typed)
        if verb == "add" and len(typed) < MOST_ROWS:
            typed.append({})
            self.moved = len(typed) - 1
        elif verb == "remove" and number < len(typed):
            typed.pop(number)
            self.moved = min(number, max(len(typed) - 1, 0))
        elif verb in {"up", "down"}:
            self.moved = _swap(typed, number, number + (1 if verb == "down" else -1))
        self.rows, self.is_bound = self._shown(typed), False

    def _typed(self, row: F) -> dict[str, Any]:
        return {name: row[name].value() for name in row.fields}

    def is_valid(self) -> bool:
        """Whether every row is sound."""
        sound = [row.is_valid() for row in self.rows]
        return all(sound)

    def refuse(self, number: int, message: str) -> None:
        """Put what an action found wrong at a row, from 0; at the first where there is no such row."""
        if self.rows:
            self.rows[number if number < len(self.rows) else 0].add_error(None, message)

    @property
    def has_errors(self) -> bool:
        """Whether a row that was sent is not sound."""
        return self.is_bound and any(row.errors for row in self.rows)


def _count(sent: Mapping[str, Any]) -> int:
    given = str(sent.get("count", ""))
    return min(int(given), MOST_ROWS) if given.isdecimal() and len(given) < 5 else 0


def _swap(rows: list[dict[str, Any]], one: int, other: int) -> int | None:
    if not (0 <= one < len(rows) and 0 <= other < len(rows)):
        return None
    rows[one], rows[other] = rows[other], rows[one]
    return other
