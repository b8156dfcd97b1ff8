"""Measures over who takes part, programmes and leading groups, counted by hand."""

from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.choices import ParticipantKind, ProgrammeScope
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign, a_participation, a_programme
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Request, evaluate
from mingcha.kernel.records import void_row
from mingcha.orgs.models import LeadingGroup, LeadingGroupMember, Unit
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _group(unit: Unit, on: date, *roles: str) -> LeadingGroup:
    group: LeadingGroup = LeadingGroup.objects.create(unit=unit, name=f"{on.year}年领导小组", founded_on=on)
    for position, role in enumerate(roles, 1):
        LeadingGroupMember.objects.create(group=group, role=role, title="书记", position=position)
    return group


@pytest.fixture
def campaign() -> Campaign:
    """Two cities and two departments of one category take part; 甲市 has a group of its time, and an older one."""
    campaign, city = a_campaign(), a_unit("甲市")
    a_participation(campaign, city)
    a_participation(campaign, a_unit("乙市"))
    for name in ("省公安厅", "省司法厅"):
        unit = a_unit(name, level="PROVINCE", kind="DEPARTMENT", category="ENFORCEMENT")
        a_participation(campaign, unit, ParticipantKind.DEPARTMENT)
    void_row(a_participation(campaign, a_unit("丙市")), reason="录入有误")
    a_programme(campaign, campaign.office)
    a_programme(campaign, city, scope=ProgrammeScope.LOCAL)
    _group(city, date(2018, 3, 1), "LEADER", "LEADER", "DEPUTY")
    _group(city, date(2017, 3, 1), "LEADER")
    _group(a_unit("丁市"), date(2018, 3, 1), "LEADER")
    void_row(_group(a_unit("戊市"), date(2018, 3, 1), "LEADER"), reason="录入有误")
    return campaign


@pytest.mark.parametrize(
    ("key", "where", "value"),
    [
        ("campaigns.participants", {}, 4),
        ("campaigns.participants", {"participant_kind": ("CITY",)}, 2),
        ("campaigns.participants", {"category": ("ENFORCEMENT",)}, 2),
        ("campaigns.categories", {"participant_kind": ("DEPARTMENT",)}, 1),
        ("campaigns.programmes", {}, 2),
        ("campaigns.programmes", {"scope": ("LOCAL",)}, 1),
        ("campaigns.seats", {}, 3),
        ("campaigns.seats", {"seat": ("LEADER",)}, 2),
        ("campaigns.groups", {}, 1),
    ],
)
def test_measure_counts_what_its_definition_says(
    key: str, where: dict[str, Any], value: int, campaign: Campaign
) -> None:
    assert _value(key, campaign, where=where) == value


def test_groups_within_a_unit_and_until_a_day(campaign: Campaign) -> None:
    city = Unit.objects.get(name="甲市")

    assert _value("campaigns.groups", campaign, unit_id=city.pk) == 1
    assert _value("campaigns.groups", campaign, until=date(2018, 2, 28)) == 0


def test_seats_of_a_campaign_that_has_ended_are_those_founded_before_its_end(campaign: Campaign) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(ended_on=date(2018, 2, 28))

    assert _value("campaigns.seats", campaign) == 0


def _value(key: str, campaign: Campaign, **given: Any) -> Any:
    return evaluate([Request(key, Slice(campaign_id=campaign.pk, **given))]).figures[0].value
