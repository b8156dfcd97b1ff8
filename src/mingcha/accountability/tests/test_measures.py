"""Figures about accountability."""

from datetime import date

import pytest

from mingcha.accountability.tests.factories import (
    a_case_reading,
    a_found_problem,
    a_person_outcome,
    a_transfer_batch,
    an_organisation_outcome,
)
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.figures.definitions import Given, Slice
from mingcha.figures.evaluate import Request, Value, evaluate
from mingcha.kernel import clock
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
APRIL = date(2018, 4, 2)


def _value(
    key: str, campaign: Campaign, *, unit: Unit | None = None, until: date | None = None, **where: Given
) -> Value:
    chosen = {name: (value,) for name, value in where.items()}
    slice_ = Slice(campaign_id=campaign.pk, unit_id=unit.pk if unit else None, until=until, where=chosen)
    return evaluate([Request(f"accountability.{key}", slice_)]).figures[0].value


def test_organisations_sum_named_and_counted_ones_below_an_area() -> None:
    campaign, area = a_campaign(), a_unit("大兴安岭地区", code="232700")
    county = a_unit("漠河县", level="COUNTY", parent=area)
    an_organisation_outcome(county, campaign, organisation="漠河县委")
    an_organisation_outcome(area, campaign, organisation="县级党委", quantity=2)
    an_organisation_outcome(
        area, campaign, organisation="某厅党组", organisation_level="PREFECTURE", measure="CIRCULAR"
    )
    an_organisation_outcome(county, campaign, voided_at=clock.now(), void_reason="重复")
    an_organisation_outcome(a_unit("乙市"), campaign, happened_on=APRIL)

    assert _value("organisations", campaign) == 5
    assert _value("organisations", campaign, unit=area, organisation_level="COUNTY") == 3
    assert _value("organisations", campaign, unit=area, level="COUNTY") == 1
    assert _value("organisations", campaign, measure="CIRCULAR") == 1
    assert _value("organisations", campaign, until=date(2018, 3, 31)) == 4


def test_persons_are_counted_by_form_and_treatment() -> None:
    campaign, area = a_campaign(), a_unit("大兴安岭地区")
    a_person_outcome(area, campaign, quantity=28)
    a_person_outcome(area, campaign, form="", treatment="ACCOUNTABILITY", disposal="ADMONISHED")
    a_person_outcome(a_unit("鹤岗市"), campaign, form="", disposal="UNSPECIFIED", quantity=12)

    assert _value("persons", campaign) == 41
    assert _value("persons", campaign, form="FIRST") == 28
    assert _value("persons", campaign, unit=area) == 29
    assert _value("persons", campaign, treatment="ACCOUNTABILITY") == 1


def test_totals_of_units_sum_their_quantities() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    a_transfer_batch(city, campaign, quantity=384)
    a_transfer_batch(city, campaign, quantity=1, happened_on=APRIL)
    a_found_problem(city, campaign, quantity=12)
    a_found_problem(city, campaign, quantity=3, field="口岸通关")
    a_case_reading(city, campaign, quantity=81)
    a_case_reading(a_unit("乙市"), campaign, quantity=2, case_kind="TYPICAL")

    assert _value("persons_transferred", campaign, until=date(2018, 3, 31)) == 384
    assert _value("problems_found", campaign, unit=city) == 15
    assert _value("problems_found", campaign, field="扶贫领域") == 12
    assert _value("cases_read", campaign) == 83
    assert _value("cases_read", campaign, case_kind="NEGATIVE") == 81


def test_voided_rows_count_nowhere() -> None:
    campaign, city, voided = a_campaign(), a_unit("甲市"), {"voided_at": clock.now(), "void_reason": "重复"}
    for make in (an_organisation_outcome, a_person_outcome, a_transfer_batch, a_found_problem, a_case_reading):
        make(city, campaign, **voided)

    keys = ("organisations", "persons", "persons_transferred", "problems_found", "cases_read")
    assert [_value(key, campaign) for key in keys] == [0, 0, 0, 0, 0]
