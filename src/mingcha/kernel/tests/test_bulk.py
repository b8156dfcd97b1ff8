"""Rows inserted at once."""

from datetime import date, datetime

import pytest

from mingcha.kernel.bulk import insert_rows
from mingcha.kernel.models import CalendarDay, CalendarYear, NumberTaken

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_rows_get_their_values_and_defaults_for_the_rest() -> None:
    CalendarYear.objects.create(year=2018, source="通知")

    written = insert_rows(
        CalendarDay, {"year": [2018, 2018], "day": [date(2018, 4, 9), date(2018, 4, 10)], "is_working": [True, False]}
    )

    assert written == 2
    assert list(CalendarDay.objects.order_by("day").values_list("day", "is_working", "note")) == [
        (date(2018, 4, 9), True, ""),
        (date(2018, 4, 10), False, ""),
    ]


def test_instants_and_blanks_are_kept_as_the_table_has_them() -> None:
    insert_rows(NumberTaken, {"series": ["交办"], "year": [2018], "number": [1], "object_id": [None]})

    taken = NumberTaken.objects.get()
    assert (taken.object_id, taken.void_reason) == (None, "")
    assert isinstance(taken.taken_at, datetime)


def test_no_rows_ask_nothing() -> None:
    assert insert_rows(CalendarDay, {"day": []}) == 0
    assert insert_rows(CalendarDay, {}) == 0
