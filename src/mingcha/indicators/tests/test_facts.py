"""Measures over indicators, counted by hand: one row stands for many."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Figure, Request, evaluate
from mingcha.indicators.tests.factories import a_target, a_value, an_indicator
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def world() -> tuple[Campaign, Unit]:
    """841 of 1391 plates in two blocks, 22059 cases, 30 persons, 5 things, 0 more things; some corrected."""
    campaign, city = a_campaign(), a_unit("甲市")
    plates = an_indicator(campaign)
    for block, target, value in (("A", 1000, 641), ("B", 391, 200)):
        void_row(a_target(plates, city, 1, block=block), reason="调整")
        a_target(plates, city, target, block=block)
        a_value(plates, city, value, block=block)
    county = a_unit("甲县", level="COUNTY", parent=city)
    a_value(an_indicator(campaign, "CASES", word="起"), county, 22059)
    a_value(an_indicator(campaign, "PERSONS", word="人"), county, 30)
    things = an_indicator(campaign, "THINGS", word="个")
    void_row(a_value(things, city, 9), reason="录入有误")
    a_value(things, city, 5)
    a_value(things, city, 0, on=date(2018, 4, 30))
    return campaign, city


def _figure(key: str, campaign: Campaign, **given: Any) -> Figure:
    return evaluate([Request(key, Slice(campaign_id=campaign.pk, **given))]).figures[0]


@pytest.mark.parametrize(
    ("key", "where", "value"),
    [
        ("indicators.cases", {}, 22059),
        ("indicators.cases", {"level": ("PREFECTURE",)}, 0),
        ("indicators.persons", {}, 30),
        ("indicators.sets", {}, 841),
        ("indicators.sets", {"block": ("A",)}, 641),
        ("indicators.things", {}, 5),
        ("indicators.achieved", {"indicator": ("PLATES",)}, 841),
        ("indicators.target", {"indicator": ("PLATES",)}, 1391),
        ("indicators.completion", {"indicator": ("PLATES",)}, Fraction(841, 1391)),
        ("indicators.completion", {"indicator": ("CASES",)}, None),
    ],
)
def test_measure_sums_what_its_definition_says(
    key: str, where: dict[str, Any], value: object, world: tuple[Campaign, Unit]
) -> None:
    assert _figure(key, world[0], where=where).value == value


def test_cases_stand_on_one_record_within_the_unit_above(world: tuple[Campaign, Unit]) -> None:
    figure = _figure("indicators.cases", world[0], unit_id=world[1].pk)

    assert (figure.value, figure.rows) == (22059, 1)


def test_things_reported_as_zero_are_a_record(world: tuple[Campaign, Unit]) -> None:
    figure = _figure("indicators.things", world[0], since=date(2018, 4, 1))

    assert (figure.value, figure.rows) == (0, 1)
