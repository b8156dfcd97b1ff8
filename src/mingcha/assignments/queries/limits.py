"""When a limit runs out (期限届满)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext

from mingcha.assignments.choices import LimitUnit
from mingcha.assignments.rules import Due, Limit
from mingcha.kernel import workdays
from mingcha.kernel.clock import CHINA
from mingcha.kernel.errors import BadValue


def due_for(limit: Limit, start: datetime) -> Due:
    """When a limit that begins at `start` runs out. Two statements for working days, else none.

    Days are counted from the next one; a limit in days that ends on a holiday is not moved, as the office's own
    limits are (the moving of 民法典 203 is for periods of law). Hours run through nights and holidays.

    Raises:
        BadValue: no such limit; NoCalendar: a year on the way has no working-day calendar.

    Source: domain.md 11; 民法典 201.
    """
    if not limit.is_sound:
        raise BadValue(gettext("期限须在1至1000之间"), field="limit")
    day = start.astimezone(CHINA).date()
    if limit.unit == LimitUnit.WORKING_DAYS:
        return Due(workdays.add_working_days(day, limit.count))
    if limit.unit == LimitUnit.DAYS:
        return Due(day + timedelta(days=limit.count))
    at = start + timedelta(hours=limit.count)
    return Due(at.astimezone(CHINA).date(), at)
