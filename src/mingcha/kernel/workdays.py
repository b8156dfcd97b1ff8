"""Working days (工作日) by the calendar the State Council decides every year; a table, since a notice is data.

The calendar is asked anew each time: nothing is cached, every function runs a constant number of statements.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, DateField, Q, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from mingcha.kernel.errors import BadValue
from mingcha.kernel.models import CalendarDay, CalendarYear

ONE_DAY = timedelta(days=1)


class NoCalendar(BadValue):
    """A year has no working-day calendar (缺工作日历). An office may enter a provisional one.

    Args:
        year: the first year that is missing.
    """

    def __init__(self, year: int) -> None:
        super().__init__(
            gettext("%(year)d年没有工作日历，请先录入；国务院办公厅的通知发布之前，可录入暂定的日历") % {"year": year}
        )
        self.year = year


def is_working_day(day: date) -> bool:
    """Whether offices work on this day (是否工作日), make-up Saturdays and Sundays included.

    Raises:
        NoCalendar: the year is not known.
    """
    known = CalendarDay.objects.filter(day=day).values_list("is_working", flat=True).first()
    if known is None:
        raise NoCalendar(day.year)
    return known


def last_working_day_before(day: date) -> Combinable:
    """The working day before a day (上一个工作日), as an expression within another statement.

    Where the calendar does not reach so far, Monday to Friday: a list of what is new does not fail for want of it.
    """
    within = CalendarDay.objects.filter(day__lt=day, day__gte=day - 15 * ONE_DAY, is_working=True)
    by_week = day - ONE_DAY * {0: 3, 6: 2}.get(day.weekday(), 1)
    return Coalesce(Subquery(within.order_by("-day").values("day")[:1]), Value(by_week, DateField()))


def add_working_days(start: date, days: int) -> date:
    """The day that ends a limit of so many working days (期限届满日); the start day itself is not counted.

    Two statements.

    Args:
        start: the day the limit begins, working day or not.
        days: working days, from 0; 0 gives `start` back.

    Raises:
        BadValue: `days` is negative.
        NoCalendar: a year on the way is not known.

    Source: 民法典 201 (the first day is not counted); domain 11, deadlines.
    """
    if days < 0:
        raise BadValue(gettext("工作日数不能为负：%(days)d") % {"days": days}, field="days")
    if days == 0:
        return start
    later = CalendarDay.objects.filter(day__gt=start, is_working=True).order_by("day").values_list("day", flat=True)
    found = later[days - 1 : days].first()
    if found is None:
        raise NoCalendar(_first_unknown_year(start + ONE_DAY))
    _working_days_after(start, found)
    return found


def working_days_between(since: date, until: date) -> int:
    """Working days after `since` up to and with `until` (相隔工作日); negative if `until` lies before. One statement.

    Raises:
        NoCalendar: a year in between is not known.
    """
    if until < since:
        return -_working_days_after(until, since)
    return _working_days_after(since, until)


def _working_days_after(since: date, until: date) -> int:
    """Count the working days in (since, until] and make sure that every day of it is known."""
    counted = CalendarDay.objects.filter(day__gt=since, day__lte=until).aggregate(
        known=Count("pk"), working=Count("pk", filter=Q(is_working=True))
    )
    if counted["known"] != (until - since).days:
        raise NoCalendar(_first_unknown_year(since + ONE_DAY))
    return int(counted["working"])


def _first_unknown_year(since: date) -> int:
    """The first year without a calendar from this day on."""
    known = set(CalendarYear.objects.filter(year__gte=since.year).values_list("year", flat=True))
    year = since.year
    while year in known:
        year += 1
    return year


@transaction.atomic
def load_year(
    year: int, *, source: str, days: Mapping[date, bool] | None = None, is_provisional: bool = False
) -> CalendarYear:
    """Enter the calendar of a year (录入工作日历), in place of the one that may be there.

    Args:
        year: the year.
        source: the notice, with its number; for a provisional calendar, what it was made from.
        days: the days that differ from Monday to Friday: date -> whether it is worked. None: as the library
            `chinese_calendar` has it.
        is_provisional: the notice is not out yet.

    Raises:
        BadValue: no source, or a day of another year.
        NoCalendar: the library does not know the year and no days were given.
    """
    if not source.strip():
        raise BadValue(gettext("须写明日历的依据文件"), field="source")
    strange = [day for day in days or {} if day.year != year]
    if strange:
        raise BadValue(gettext("%(day)s 不在%(year)d年内") % {"day": strange[0], "year": year}, field="days")
    differing = _from_library(year) if days is None else {day: (works, "") for day, works in days.items()}
    entered, _ = CalendarYear.objects.update_or_create(
        year=year, defaults={"source": source.strip(), "is_provisional": is_provisional}
    )
    CalendarDay.objects.filter(year=entered).delete()
    CalendarDay.objects.bulk_create(_days_of(entered, differing))
    return entered


def _days_of(entered: CalendarYear, differing: Mapping[date, tuple[bool, str]]) -> list[CalendarDay]:
    """Every day of the year: Monday to Friday worked, unless it differs."""
    first = date(entered.year, 1, 1)
    every = (first + offset * ONE_DAY for offset in range((date(entered.year + 1, 1, 1) - first).days))
    rows = ((day, *differing.get(day, (day.weekday() < 5, ""))) for day in every)
    return [CalendarDay(year=entered, day=day, is_working=works, note=note) for day, works, note in rows]


def _from_library(year: int) -> dict[date, tuple[bool, str]]:
    """Holidays and make-up days with their names, as the maintained library has them."""
    import chinese_calendar

    if not any(day.year == year for day in chinese_calendar.holidays):
        raise NoCalendar(year)
    named = chinese_calendar.Holiday
    off = {day: (False, named(name).chinese) for day, name in chinese_calendar.holidays.items() if day.year == year}
    on = {
        day: (True, f"{named(name).chinese}调休") for day, name in chinese_calendar.workdays.items() if day.year == year
    }
    return off | on
