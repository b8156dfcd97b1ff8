"""Figures about leads."""

from datetime import date
from fractions import Fraction

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.figures.definitions import Given, Slice
from mingcha.figures.evaluate import Request, Value, evaluate
from mingcha.kernel import clock
from mingcha.leads.tests.factories import a_lead
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _value(
    key: str, campaign: Campaign, *, unit: Unit | None = None, until: date | None = None, **where: Given
) -> Value:
    chosen = {name: (value,) for name, value in where.items()}
    slice_ = Slice(campaign_id=campaign.pk, unit_id=unit.pk if unit else None, until=until, where=chosen)
    return evaluate([Request(key, slice_)]).figures[0].value


def _closed(result: str, on: date) -> dict[str, object]:
    return {"state": "CLOSED", "result": result, "closed_on": on}


def test_opened_counts_current_leads_by_source_subtree_level_and_day() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    county = a_unit("甲县", level="COUNTY", parent=city)
    a_lead(county, campaign)
    a_lead(city, campaign, happened_on=date(2018, 4, 2), source_kind="TIP")
    a_lead(a_unit("乙市"), campaign)
    a_lead(city, campaign, voided_at=clock.now(), void_reason="重复")
    a_lead(city, a_campaign("另一次"))

    assert _value("leads.opened", campaign) == 3
    assert _value("leads.opened", campaign, unit=city) == 2
    assert _value("leads.opened", campaign, unit=city, level="COUNTY") == 1
    assert _value("leads.opened", campaign, until=date(2018, 3, 31)) == 2
    assert _value("leads.opened", campaign, source_kind="INSPECTION") == 2


def test_proved_and_closed_count_by_the_day_of_closing_and_keep_both_numbers() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    a_lead(city, campaign, **_closed("PROVED", date(2018, 3, 30)))
    a_lead(city, campaign, **_closed("PARTLY", date(2018, 3, 31)))
    a_lead(city, campaign, **_closed("NOT_PROVED", date(2018, 3, 31)))
    a_lead(city, campaign, **_closed("PROVED", date(2018, 4, 1)))
    a_lead(city, campaign)

    end_of_march = Slice(campaign_id=campaign.pk, until=date(2018, 3, 31))
    [share] = evaluate([Request("leads.proved_share", end_of_march)]).figures

    assert (share.value, share.numerator, share.denominator) == (Fraction(2, 3), 2, 3)
    assert _value("leads.closed", campaign) == 4
    assert _value("leads.proved", campaign) == 3
    assert _value("leads.proved", campaign, result="PARTLY") == 1


def test_proved_share_is_not_there_while_nothing_is_closed() -> None:
    campaign = a_campaign()
    a_lead(a_unit("甲市"), campaign)

    assert _value("leads.proved_share", campaign) is None
