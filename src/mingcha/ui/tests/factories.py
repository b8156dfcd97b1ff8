"""Rows and pages for tests of the ui floor: calendar days stand in for the records of a mechanism."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from mingcha.kernel.models import CalendarDay, CalendarYear
from mingcha.ui import lists
from mingcha.ui.records import RecordKind

DAY = RecordKind("kernel.day", CalendarDay, "工作日历", headline="note")


def some_days(count: int, *, note: str = "调休") -> list[CalendarDay]:
    """Days from 1 January of a year of their own; every other one is a working day. Oldest first."""
    year = CalendarYear.objects.create(year=2001 + CalendarYear.objects.count())
    days = (date(year.year, 1, 1) + timedelta(days=number) for number in range(count))
    rows = [
        CalendarDay(year=year, day=day, is_working=number % 2 == 0, note=f"{note}{number + 1}")
        for number, day in enumerate(days)
    ]
    return CalendarDay.objects.bulk_create(rows)


def a_request(address: str = "/days/", **headers: str) -> HttpRequest:
    """A GET of an address, of a stranger."""
    return RequestFactory().get(address, headers=headers)


def the_list(address: str = "/days/", **headers: str) -> HttpResponse:
    """The list page of calendar days, as a mechanism makes its own."""
    return lists.record_list(
        a_request(address, **headers),
        queryset=CalendarDay.objects.order_by("day"),
        table=lists.table_for(CalendarDay, ["day", "year", "is_working", "note"]),
        filterset=lists.filterset_for(CalendarDay, ["year", "day", "is_working", "note"], search=["note"]),
        kind=DAY,
    )


def text_of(response: HttpResponse) -> str:
    """The page as text."""
    return response.content.decode()


def notes_in(response: HttpResponse) -> list[str]:
    """The notes shown in the rows, in their order."""
    cells: list[Any] = text_of(response).split('data-label="说明">')[1:]
    return [cell.split("<")[0] for cell in cells]
