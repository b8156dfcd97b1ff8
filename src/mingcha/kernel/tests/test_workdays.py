"""Working days by the yearly notice."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.kernel.errors import BadValue
from mingcha.kernel.models import CalendarDay, CalendarYear
from mingcha.kernel.workdays import (
    NoCalendar,
    add_working_days,
    is_working_day,
    last_working_day_before,
    load_year,
    working_days_between,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def known_years() -> None:
    load_year(2018, source="国办发明电〔2017〕12号")
    load_year(2026, source="国办发明电〔2025〕7号")


def test_load_year_holds_every_day_with_its_note() -> None:
    assert CalendarDay.objects.filter(year=2026).count() == 365
    assert CalendarDay.objects.get(day=date(2026, 10, 1)).note == "国庆节"
    assert CalendarDay.objects.get(day=date(2026, 10, 10)).note == "国庆节调休"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2026, 10, 12), True),
        (date(2018, 12, 29), True),
    ],
)
def test_is_working_day_follows_the_notice(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 9, 30), 5, date(2026, 10, 13)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        (date(2026, 10, 3), 1, date(2026, 10, 8)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2017, 12, 31), 1, date(2018, 1, 2)),
    ],
)
def test_add_working_days_counts_make_up_days_and_not_the_start(start: date, days: int, end: date) -> None:
    assert add_working_days(start, days) == end


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (date(2026, 9, 30), date(2026, 10, 13), 5),
        (date(2026, 10, 13), date(2026, 9, 30), -5),
        (date(2026, 9, 30), date(2026, 10, 7), 0),
        (date(2026, 9, 30), date(2026, 9, 30), 0),
    ],
)
def test_working_days_between_is_the_inverse(since: date, until: date, days: int) -> None:
    assert working_days_between(since, until) == days


def test_negative_days_are_refused() -> None:
    with pytest.raises(BadValue) as refused:
        add_working_days(date(2026, 9, 30), -1)

    assert refused.value.field == "days"


def test_unknown_year_is_named() -> None:
    load_year(2020, source="x")
    for missing, ask in (
        (2031, lambda: is_working_day(date(2031, 1, 1))),
        (2027, lambda: add_working_days(date(2026, 12, 30), 5)),
        (2019, lambda: add_working_days(date(2018, 12, 28), 5)),
        (2019, lambda: add_working_days(date(2018, 12, 31), 1)),
        (2019, lambda: working_days_between(date(2018, 12, 1), date(2020, 1, 5))),
        (2017, lambda: working_days_between(date(2017, 12, 1), date(2018, 1, 5))),
    ):
        with pytest.raises(NoCalendar, match=f"^{missing}年没有工作日历") as refused:
            ask()
        assert refused.value.year == missing


def test_year_the_library_does_not_know_is_refused_and_may_be_entered_provisionally() -> None:
    with pytest.raises(NoCalendar):
        load_year(2035, source="x")
    assert not CalendarYear.objects.filter(year=2035).exists()

    entered = load_year(2035, source="按双休日暂定", days={date(2035, 1, 1): False}, is_provisional=True)

    assert entered.is_provisional
    assert add_working_days(date(2034, 12, 31), 1) == date(2035, 1, 2)


def test_load_year_again_replaces_the_provisional_calendar() -> None:
    load_year(2018, source="暂定", days={}, is_provisional=True)
    assert is_working_day(date(2018, 10, 1))

    load_year(2018, source="通知")

    assert not is_working_day(date(2018, 10, 1))
    assert not CalendarYear.objects.get(year=2018).is_provisional


@pytest.mark.parametrize(("source", "days", "field"), [(" ", None, "source"), ("x", {date(2027, 1, 1): False}, "days")])
def test_load_year_without_source_or_with_a_strange_day_is_refused(
    source: str, days: dict[date, bool] | None, field: str
) -> None:
    with pytest.raises(BadValue) as refused:
        load_year(2028, source=source, days=days)

    assert refused.value.field == field
    assert not CalendarYear.objects.filter(year=2028).exists()


@pytest.mark.parametrize("days", [1, 200])
def test_statements_are_constant(days: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        end = add_working_days(date(2026, 1, 1), days)
    with django_assert_num_queries(1):
        assert working_days_between(date(2026, 1, 1), end) == days


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2018, 3, 12), date(2018, 3, 9)),
        (date(2018, 3, 13), date(2018, 3, 12)),
        (date(2026, 10, 12), date(2026, 10, 10)),
        (date(2026, 10, 8), date(2026, 9, 30)),
        (date(2033, 3, 14), date(2033, 3, 11)),
        (date(2033, 3, 13), date(2033, 3, 11)),
        (date(2033, 3, 12), date(2033, 3, 11)),
    ],
)
def test_last_working_day_before_follows_the_notice_and_the_week_where_there_is_none(day: date, before: date) -> None:
    assert (
        CalendarYear.objects.annotate(before=last_working_day_before(day)).values_list("before", flat=True)[0] == before
    )
