"""Real rows for tests."""

from datetime import date

from mingcha.campaigns.models import Campaign
from mingcha.indicators.models import Indicator, ReportedValue, Target
from mingcha.orgs.models import Unit


def an_indicator(campaign: Campaign, code: str = "PLATES", *, name: str = "更换号牌", word: str = "副") -> Indicator:
    """An indicator of that counter word."""
    return Indicator.objects.create(campaign=campaign, code=code, name=name, word=word)


def a_target(indicator: Indicator, unit: Unit, quantity: int = 100, *, block: str = "") -> Target:
    """A target set on 2018-03-01."""
    target: Target = Target.objects.create(
        campaign=indicator.campaign,
        indicator=indicator,
        unit=unit,
        block=block,
        quantity=quantity,
        happened_on=date(2018, 3, 1),
    )
    return target


def a_value(
    indicator: Indicator, unit: Unit, quantity: int = 60, *, block: str = "", on: date = date(2018, 3, 31)
) -> ReportedValue:
    """A value reported for the time up to that day."""
    value: ReportedValue = ReportedValue.objects.create(
        campaign=indicator.campaign, indicator=indicator, unit=unit, block=block, quantity=quantity, happened_on=on
    )
    return value
