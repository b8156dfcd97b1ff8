"""Measures over plans, evaluated to numbers counted by hand."""

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
from mingcha.plans.tests.factories import a_criteria_set, a_filing, a_round

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def world() -> tuple[Campaign, Unit]:
    """甲市 passed in round 2, its 甲县 in round 1, 乙市 returned twice and once more voided, 丙市 open."""
    campaign = a_campaign()
    criteria = a_criteria_set(campaign)
    first, second, third = a_unit("甲市"), a_unit("乙市"), a_unit("丙市")
    county = a_unit("甲县", level="COUNTY", parent=first)
    histories = {first: "RP", county: "P", second: "RRP", third: "."}
    verdicts = {"R": "RETURNED", "P": "PASSED", ".": "PENDING"}
    for unit, history in histories.items():
        a_participation(campaign, unit)
        for number, letter in enumerate(history, 1):
            row = a_round(unit, criteria, number=number, verdict=verdicts[letter], on=date(2018, 3, number))
    void_row(a_filing(third, campaign), reason="录入有误")
    a_filing(first, campaign)
    a_filing(county, campaign)
    void_row(type(row).objects.get(unit=second, number=3), reason="录入有误")
    return campaign, first


def _value(key: str, campaign: Campaign, **given: Any) -> Any:
    return evaluate([Request(key, Slice(campaign_id=campaign.pk, **given))]).figures[0].value


@pytest.mark.parametrize(
    ("key", "where", "value"),
    [
        ("plans.filed", {}, 2),
        ("plans.passed", {}, 2),
        ("plans.passed", {"round": (2,)}, 1),
        ("plans.passed", {"level": ("COUNTY",)}, 1),
        ("plans.returned", {}, 3),
        ("plans.returned", {"round": (1,)}, 2),
        ("plans.rounds_held", {}, 2),
        ("plans.pass_share", {}, Fraction(2, 4)),
    ],
)
def test_measure_counts_what_its_definition_says(
    key: str, where: dict[str, Any], value: object, world: tuple[Campaign, Unit]
) -> None:
    assert _value(key, world[0], where=where) == value


def test_passed_within_a_unit_and_until_a_day(world: tuple[Campaign, Unit]) -> None:
    campaign, city = world

    assert _value("plans.passed", campaign, unit_id=city.pk) == 2
    assert _value("plans.passed", campaign, unit_id=city.pk, until=date(2018, 3, 1)) == 1
    assert _value("plans.passed", campaign, since=date(2018, 3, 2)) == 1
    assert _value("plans.passed", a_campaign("另一次")) == 0
