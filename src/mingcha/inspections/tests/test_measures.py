"""Figures about inspections."""

from datetime import date

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.figures.definitions import Given, Slice
from mingcha.figures.evaluate import Request, Value, evaluate
from mingcha.inspections.tests.factories import a_finding, a_reported_round, a_round, a_team, a_visit
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
    return evaluate([Request(f"inspections.{key}", slice_)]).figures[0].value


def _hall(name: str, parent: Unit) -> Unit:
    return a_unit(name, level="HALL", kind="HALL", parent=parent)


def _window(name: str, parent: Unit) -> Unit:
    return a_unit(name, level="WINDOW", kind="WINDOW", parent=parent)


def test_places_count_once_however_often_and_areas_through_what_stands_in_them() -> None:
    campaign, province = a_campaign(), a_unit("省", level="PROVINCE")
    team = a_team(a_round(campaign))
    department = a_unit("省司法厅", level="PROVINCE", kind="DEPARTMENT", parent=province)
    city, other = a_unit("甲市", parent=province), a_unit("乙市", parent=province)
    county = a_unit("甲县", level="COUNTY", parent=city)
    bureau = a_unit("甲县局", level="COUNTY", kind="DEPARTMENT", parent=county)
    hall, window = _hall("甲县大厅", county), _window("甲县局窗口", bureau)
    for unit in (_hall("厅大厅", department), hall, hall, window):
        a_visit(unit, team)
    a_visit(_window("乙市窗口", other), team, happened_on=APRIL, is_covert=False)
    a_visit(other, team)
    a_visit(_hall("乙市大厅", other), team, voided_at=clock.now(), void_reason="重复")

    assert _value("visits", campaign) == 6
    assert _value("halls", campaign) == 4
    assert [_value("halls", campaign, place=place) for place in ("HALL", "WINDOW")] == [2, 2]
    assert _value("halls", campaign, unit=county) == 2
    assert _value("halls", campaign, until=date(2018, 3, 31)) == 3
    assert _value("visits", campaign, is_covert=False) == 1
    assert _value("visits", campaign, level="PREFECTURE") == 1
    assert [_value(key, campaign) for key in ("departments", "prefectures", "counties")] == [1, 2, 1]
    assert _value("prefectures", campaign, place="HALL") == 1


def test_teams_count_by_round() -> None:
    campaign = a_campaign()
    first = a_round(campaign)
    for number in (1, 2):
        a_team(first, number=number)
    a_team(a_round(campaign, number=2))

    assert _value("teams", campaign) == 3
    assert _value("teams", campaign, round=1) == 2


def test_findings_count_by_group() -> None:
    campaign = a_campaign()
    visit = a_visit(a_unit("大厅"), a_team(a_round(campaign)))
    a_finding(visit)
    a_finding(visit, issue_group="ATTITUDE")
    a_finding(visit, voided_at=clock.now(), void_reason="重复")

    assert _value("findings", campaign) == 2
    assert _value("findings", campaign, issue_group="ATTITUDE") == 1


def test_reported_rounds_sum_what_was_reported_by_kind_unit_and_period() -> None:
    campaign, city = a_campaign(), a_unit("鸡西市")
    county = a_unit("虎林市", level="COUNTY", parent=city)
    a_reported_round(city, campaign)
    a_reported_round(county, campaign, quantity=2)
    a_reported_round(city, campaign, kind="FULL_COVERAGE", quantity=1)
    a_reported_round(city, campaign, began_on=date(2018, 4, 1), happened_on=APRIL, quantity=5)
    a_reported_round(a_unit("乙市"), campaign, quantity=7)

    assert _value("reported_rounds", campaign) == 18
    assert _value("reported_rounds", campaign, unit=city, until=date(2018, 3, 31), round_kind="SPECIAL") == 5
    assert _value("reported_rounds", campaign, unit=city, level="PREFECTURE", round_kind="SPECIAL") == 8


def test_voided_rows_count_nowhere() -> None:
    campaign, voided = a_campaign(), {"voided_at": clock.now(), "void_reason": "重复"}
    team = a_team(a_round(campaign))
    visit = a_visit(a_unit("大厅", level="HALL", kind="HALL"), team)
    finding, reported = a_finding(visit), a_reported_round(visit.unit, campaign)
    for record in (team, visit, finding, reported):
        type(record).objects.filter(pk=record.pk).update(**voided)

    keys = ("teams", "visits", "halls", "prefectures", "findings", "reported_rounds")
    assert [_value(key, campaign) for key in keys] == [0, 0, 0, 0, 0, 0]
