"""Who a condition means (交办范围)."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from mingcha.assignments.rules import Audience, AudienceGroup
from mingcha.campaigns.models import Campaign, Participation
from mingcha.kernel.errors import BadValue
from mingcha.orgs import queries as orgs
from mingcha.orgs.choices import Line
from mingcha.orgs.models import Unit, UnitClosure
from mingcha.orgs.models.units import UnitQuerySet


def audience_units(
    audience: Audience, *, on: date, campaign: Campaign | None = None, within: Unit | None = None, line: str = ""
) -> UnitQuerySet:
    """The units a condition means on a day, in official order; not run yet. One statement to find the codes.

    Args:
        campaign: whose participants are meant by 参加单位.
        within: only units below this one (二次交办); on `line`, or on either where that is empty.

    Raises:
        BadValue: a code nobody held that day, or 参加单位 without a campaign.
    """
    known = orgs.ids_by_code(audience.codes, on=on)
    missing = [code for code in audience.codes if code not in known]
    if missing:
        says = gettext("交办范围中的代码没有对应单位：%(codes)s")
        raise BadValue(says % {"codes": "、".join(missing[:10])}, field="audience")
    any_of = Q(pk__in=())
    for group in audience.groups:
        any_of |= _meant(group, known, campaign)
    found = Unit.objects.valid_on(on).filter(any_of).exclude(pk__in=[known[code] for code in audience.minus])
    if within is not None:
        found = found.filter(pk__in=units_below(within, line).values("descendant"))
    return found.in_official_order()


def units_below(unit: Unit, line: str = "") -> QuerySet[UnitClosure]:
    """Closure rows of the units below one, itself left out, on a line or on either."""
    below = UnitClosure.objects.filter(ancestor=unit, depth__gt=0)
    return below.filter(line=line) if line else below


def _meant(group: AudienceGroup, known: dict[str, int], campaign: Campaign | None) -> Q:
    """A group's conditions, all of them."""
    named = {"level__in": group.levels, "kind__in": group.kinds, "category__in": group.categories}
    meant = Q(**{name: values for name, values in named.items() if values})
    if group.codes:
        meant &= Q(pk__in=[known[code] for code in group.codes])
    for line, codes in ((Line.TERRITORY, group.under), (Line.SYSTEM, group.system)):
        if codes:
            below = UnitClosure.objects.filter(line=line, ancestor__in=[known[code] for code in codes])
            meant &= Q(pk__in=below.values("descendant"))
    if group.participants:
        if campaign is None:
            raise BadValue(gettext("参加单位须在集中整顿内选择"), field="audience")
        meant &= Q(pk__in=Participation.objects.current().filter(campaign=campaign).values("unit"))
    return meant
