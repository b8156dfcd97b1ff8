"""What a definition says of itself, and the version that changes with it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mingcha.figures.definitions import Column, ColumnKind
from mingcha.figures.tests.factories import GROUPS, SEATS, a_measure


def _helper(rows: Any) -> Any:
    return rows


def _rows_by_helper(table: Any) -> Any:
    return _helper(table(None))


def test_fact_knows_its_columns_and_those_of_its_unit() -> None:
    assert [column.name for column in GROUPS.documented] == [
        "id", "unit_id", "campaign_id", "happened_on", "recorded_at", "name", "founded_on",
    ]  # fmt: skip
    assert SEATS.column("level") is not None
    assert SEATS.column("colour") is None
    assert (SEATS.has_quantity, GROUPS.has_quantity) == (True, False)


@pytest.mark.parametrize(
    "change", [{"where": {"seat": ("LEADER",)}}, {"says": "不同"}, {"word": "家"}, {"of": "title"}]
)
def test_version_changes_with_the_definition(change: dict[str, Any]) -> None:
    measure = a_measure()

    assert replace(measure, **change).version(SEATS) != measure.version(SEATS)
    assert replace(measure, label="另一个名称").version(SEATS) == measure.version(SEATS)


def test_version_changes_with_the_rows_and_what_they_call() -> None:
    before = a_measure().version(replace(SEATS, rows=_rows_by_helper))

    assert before != a_measure().version(SEATS)
    assert len(before) == 12
    assert before == a_measure().version(replace(SEATS, rows=_rows_by_helper))


@pytest.mark.parametrize(
    ("kind", "stored", "plain"),
    [
        (ColumnKind.BOOL, 1, True),
        (ColumnKind.BOOL, None, None),
        (ColumnKind.DATE, date(2018, 3, 5), "2018-03-05"),
        (ColumnKind.DATE, "2018-03-05", "2018-03-05"),
        (ColumnKind.DATE, datetime(2018, 3, 5, 1, 2, 3, 4, UTC), "2018-03-05 01:02:03.000004"),
        (ColumnKind.INT, 1, 1),
    ],
)
def test_plain_value_is_the_same_from_every_database(kind: ColumnKind, stored: Any, plain: Any) -> None:
    assert Column("x", kind, "列").plain(stored) == plain
