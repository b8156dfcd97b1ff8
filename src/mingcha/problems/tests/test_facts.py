"""Measures over target problems, counted by hand."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign, a_participation
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Request, evaluate
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit
from mingcha.problems.tests.factories import a_problem

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def world() -> tuple[Campaign, Unit]:
    """甲市 has three problems (one closed), its 甲县 one, 乙市 one that is voided; all three take part."""
    campaign, city = a_campaign(), a_unit("甲市")
    county, other = a_unit("甲县", level="COUNTY", parent=city), a_unit("乙市")
    for unit in (city, county, other):
        a_participation(campaign, unit)
    a_problem(city, campaign, method="FIELD_VISIT")
    a_problem(city, campaign, state="CLOSED")
    a_problem(city, campaign, on=date(2018, 4, 1))
    a_problem(county, campaign)
    void_row(a_problem(other, campaign), reason="录入有误")
    return campaign, city


def _value(key: str, campaign: Campaign, **given: Any) -> Any:
    return evaluate([Request(key, Slice(campaign_id=campaign.pk, **given))]).figures[0].value


@pytest.mark.parametrize(
    ("key", "where", "value"),
    [
        ("problems.registered", {}, 4),
        ("problems.registered", {"method": ("FIELD_VISIT",)}, 1),
        ("problems.registered", {"state": ("CLOSED",)}, 1),
        ("problems.registered", {"level": ("COUNTY",)}, 1),
        ("problems.units", {}, 2),
        ("problems.per_unit", {}, (1, 3)),
        ("problems.unit_share", {}, Fraction(2, 3)),
    ],
)
def test_measure_counts_what_its_definition_says(
    key: str, where: dict[str, Any], value: object, world: tuple[Campaign, Unit]
) -> None:
    assert _value(key, world[0], where=where) == value


def test_registered_within_a_unit_and_until_a_day(world: tuple[Campaign, Unit]) -> None:
    campaign, city = world

    assert _value("problems.registered", campaign, unit_id=city.pk) == 4
    assert _value("problems.registered", campaign, unit_id=city.pk, until=date(2018, 3, 31)) == 3
    assert _value("problems.per_unit", campaign, until=date(2018, 3, 4)) is None
