"""The last day of a unit (单位终止)."""

from datetime import date, timedelta

from django.utils.translation import gettext

from mingcha.kernel.errors import BadValue, NotInThisState
from mingcha.orgs.choices import Certainty
from mingcha.orgs.models import Unit


def end_before(unit: Unit, day: date, certainty: Certainty) -> None:
    """End a unit the day before its successor begins, unless it ended then."""
    last_day = day - timedelta(days=1)
    if unit.valid_until != last_day:
        end_unit(unit, last_day, certainty)


def end_unit(unit: Unit, last_day: date, certainty: Certainty) -> None:
    """Set the last day of a unit still open; of two who do it at once, one wins."""
    if last_day < unit.valid_from:
        words = {"name": unit.name, "until": last_day, "since": unit.valid_from}
        raise BadValue(gettext("%(name)s终止日期 %(until)s 早于设立日期 %(since)s") % words, field="happened_on")
    still_open = Unit.objects.filter(pk=unit.pk, valid_until__isnull=True)
    if not still_open.update(valid_until=last_day, until_certainty=certainty):
        raise NotInThisState(unit)
    unit.valid_until, unit.until_certainty = last_day, certainty
