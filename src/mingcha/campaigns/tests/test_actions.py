"""The verbs of a campaign: allowed, refused, wrong state, ledger."""

from datetime import date
from typing import Any

import pytest

from mingcha.campaigns import actions
from mingcha.campaigns.choices import ParticipantKind, ProgrammeScope
from mingcha.campaigns.models import Campaign, Participation, Phase, Programme
from mingcha.campaigns.tests.factories import a_campaign, a_participation
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = date(2018, 3, 1)


@pytest.fixture
def office() -> Post:
    return a_post()


@pytest.fixture
def clerk() -> Post:
    return a_post(a_unit("甲市"), role="CLERK")


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign()


def _entered() -> list[Any]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", "rows"))


def test_open_campaign_is_entered(office: Post) -> None:
    campaign = actions.open_campaign("全省整顿", actor=office, short_name="整顿", office=a_unit("整顿办"), began_on=DAY)

    assert (campaign.name, campaign.began_on) == ("全省整顿", DAY)
    assert _entered() == [("campaigns.open_campaign", None)]


@pytest.mark.parametrize(
    ("given", "field"), [({"short_name": "整顿"}, "short_name"), ({"began_on": date(2100, 1, 1)}, "began_on")]
)
def test_open_campaign_with_a_name_taken_or_in_the_future_is_refused(
    given: dict[str, Any], field: str, office: Post, campaign: Campaign
) -> None:
    with pytest.raises(BadValue) as error:
        actions.open_campaign("又一次", actor=office, **{"short_name": "又", "office": campaign.office, **given})

    assert error.value.field == field
    assert Campaign.objects.count() == 1


def test_begin_phase_ends_the_one_before(office: Post, campaign: Campaign) -> None:
    first = actions.begin_phase(campaign, actor=office, name="动员", began_on=DAY)
    second = actions.begin_phase(campaign, actor=office, name="整改", began_on=date(2018, 4, 1))

    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert (first.ended_on, second.ended_on) == (date(2018, 4, 1), None)
    assert _entered() == [("campaigns.begin_phase", None)] * 2


def test_begin_phase_before_the_campaign_or_the_last_phase_is_refused(office: Post, campaign: Campaign) -> None:
    with pytest.raises(BadValue, match="阶段不能早于"):
        actions.begin_phase(campaign, actor=office, name="动员", began_on=date(2018, 2, 21))
    actions.begin_phase(campaign, actor=office, name="动员", began_on=DAY)

    with pytest.raises(BadValue, match="阶段不能早于"):
        actions.begin_phase(campaign, actor=office, name="整改", began_on=date(2018, 2, 28))

    assert Phase.objects.count() == 1


def test_enrol_units_enters_all_at_once(office: Post, campaign: Campaign) -> None:
    units = {a_unit("甲市"): ParticipantKind.CITY, a_unit("省公安厅"): ParticipantKind.DEPARTMENT}

    made = actions.enrol_units(campaign, actor=office, units=units, happened_on=DAY)

    assert [(row.unit.name, row.kind, row.happened_on) for row in made] == [
        ("甲市", "CITY", DAY),
        ("省公安厅", "DEPARTMENT", DAY),
    ]
    assert _entered() == [("campaigns.enrol_units", 2)]


def test_enrol_units_names_who_is_there_already_or_not_in_being(office: Post, campaign: Campaign) -> None:
    there, closed = a_unit("甲市"), a_unit("乙地区", valid_until=date(2017, 12, 31))
    a_participation(campaign, there)

    for unit, says in ((there, "已参加：甲市"), (closed, "不在存续期内：乙地区")):
        with pytest.raises(BadValue, match=says):
            actions.enrol_units(campaign, actor=office, units={unit: ParticipantKind.CITY}, happened_on=DAY)

    assert Participation.objects.count() == 1


def test_add_programme_is_provincial_for_the_office_and_local_for_others(office: Post, campaign: Campaign) -> None:
    city = a_unit("甲市")

    for unit, scope in ((campaign.office, ProgrammeScope.PROVINCIAL), (city, ProgrammeScope.LOCAL)):
        made = actions.add_programme(campaign, actor=office, unit=unit, name="窗口专项", happened_on=DAY)
        assert (made.scope, made.is_reconstructed) == (scope, False)

    counted = actions.add_programme(campaign, actor=office, unit=city, name="口岸专项", source_note="通报")
    assert counted.is_reconstructed
    assert _entered() == [("campaigns.add_programme", None)] * 3


def test_add_programme_twice_is_refused(office: Post, campaign: Campaign) -> None:
    actions.add_programme(campaign, actor=office, unit=campaign.office, name="窗口专项")

    with pytest.raises(BadValue, match="已有专项“窗口专项”"):
        actions.add_programme(campaign, actor=office, unit=campaign.office, name="窗口专项")

    assert Programme.objects.count() == 1


def test_nobody_but_the_office_runs_a_campaign(clerk: Post, campaign: Campaign) -> None:
    with pytest.raises(Refused):
        actions.open_campaign("又一次", actor=clerk, short_name="又", office=campaign.office)
    with pytest.raises(Refused):
        actions.begin_phase(campaign, actor=clerk, name="动员")
    with pytest.raises(Refused):
        actions.enrol_units(campaign, actor=clerk, units={})
    with pytest.raises(Refused):
        actions.add_programme(campaign, actor=clerk, unit=campaign.office, name="专项")

    assert _entered() == []
