"""Reads over indicators."""

from django.utils.translation import gettext

from mingcha.indicators.models import Indicator, IndicatorRecordQuerySet, ReportedValue, Target
from mingcha.kernel.errors import NotThere
from mingcha.orgs.models import Post, Unit


def indicator_by_code(campaign_id: int, code: str) -> Indicator:
    """The indicator of that code.

    Raises:
        NotThere: none of that code in this campaign.
    """
    found = Indicator.objects.filter(campaign_id=campaign_id, code=code.upper()).first()
    if found is None:
        raise NotThere(gettext("指标“%(code)s”") % {"code": code})
    return found


def reported_values(actor: Post) -> IndicatorRecordQuerySet:
    """Every current value the actor may see, newest period first. One statement."""
    found: IndicatorRecordQuerySet = ReportedValue.objects.current().visible_to(actor)
    return found.select_related("unit", "indicator").order_by("-happened_on", "unit__official_order", "indicator", "pk")


def targets(actor: Post) -> IndicatorRecordQuerySet:
    """Every current target the actor may see. One statement."""
    found: IndicatorRecordQuerySet = Target.objects.current().visible_to(actor)
    return found.select_related("unit", "indicator").order_by("indicator", "unit__official_order", "block", "pk")


def current_target(indicator: Indicator, unit: Unit, block: str) -> Target | None:
    """The target in force, None before the first."""
    return Target.objects.current().filter(indicator=indicator, unit=unit, block=block).first()
