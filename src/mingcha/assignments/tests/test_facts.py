"""Measures over tasks, counted by hand."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Request, evaluate
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def world() -> tuple[Campaign, Unit, int]:
    """One directive to 甲市 (accepted), its 甲县 and 乙市, another to 甲市; a task of a third is voided."""
    campaign, city = a_campaign(), a_unit("甲市")
    first = a_directive(campaign)
    a_task(first, city, state="ACCEPTED")
    a_task(first, a_unit("甲县", level="COUNTY", parent=city))
    a_task(first, a_unit("乙市"), state="SUBMITTED")
    a_task(a_directive(campaign), city)
    void_row(a_task(a_directive(campaign), city), reason="录入有误")
    assert first.number is not None
    return campaign, city, first.number


def _value(key: str, campaign: Campaign, **given: Any) -> Any:
    return evaluate([Request(key, Slice(campaign_id=campaign.pk, **given))]).figures[0].value


@pytest.mark.parametrize(
    ("key", "where", "value"),
    [
        ("assignments.directives", {}, 2),
        ("assignments.tasks", {}, 4),
        ("assignments.tasks", {"state": ("SUBMITTED",)}, 1),
        ("assignments.tasks", {"level": ("COUNTY",)}, 1),
        ("assignments.accepted", {}, 1),
        ("assignments.accepted_share", {}, Fraction(1, 4)),
    ],
)
def test_measure_counts_what_its_definition_says(
    key: str, where: dict[str, Any], value: object, world: tuple[Campaign, Unit, int]
) -> None:
    assert _value(key, world[0], where=where) == value


def test_share_of_one_directive_within_a_unit_and_until_a_day(world: tuple[Campaign, Unit, int]) -> None:
    campaign, city, number = world

    one = {"where": {"directive": (number,)}}

    assert _value("assignments.accepted_share", campaign, **one) == Fraction(1, 3)
    assert _value("assignments.accepted_share", campaign, unit_id=city.pk, **one) == Fraction(1, 2)
    assert _value("assignments.accepted_share", campaign, until=date(2018, 2, 28)) is None
