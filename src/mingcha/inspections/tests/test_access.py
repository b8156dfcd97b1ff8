"""Who sees inspections."""

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.inspections import access
from mingcha.inspections.models import Finding, InspectionRound, ReportedRound, Team, Visit
from mingcha.inspections.tests.factories import a_finding, a_reported_round, a_round, a_team, a_visit
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_office_sees_its_rounds_teams_visits_and_findings_but_not_those_at_the_own_unit() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    team = a_team(a_round(campaign))
    visit = a_visit(city, team)
    finding = a_finding(visit)
    a_finding(a_visit(campaign.office, team))
    actor = a_post(campaign.office)

    assert list(InspectionRound.objects.visible_to(actor)) == [team.round]
    assert list(Team.objects.visible_to(actor)) == [team]
    assert list(Visit.objects.visible_to(actor)) == [visit]
    assert list(Finding.objects.visible_to(actor)) == [finding]
    assert access.may_open_round(actor)
    assert [access.may_record_visit(actor, unit) for unit in (city, campaign.office)] == [True, False]


def test_loader_sees_every_visit() -> None:
    visit = a_visit(a_unit("甲市"), a_team(a_round(a_campaign())))

    assert list(Visit.objects.visible_to(a_system_post("loader"))) == [visit]


@pytest.mark.parametrize("role", ["CLERK", "AUDITOR"])
def test_others_see_nothing_of_the_office_not_even_at_the_own_unit(role: str) -> None:
    city = a_unit("甲市")
    a_finding(a_visit(city, a_team(a_round(a_campaign()))))
    actor = a_post(city, role=role)

    assert [m.objects.visible_to(actor).count() for m in (InspectionRound, Team, Visit, Finding)] == [0, 0, 0, 0]
    assert not access.may_open_round(actor)
    assert not access.may_record_visit(actor, a_unit("乙市"))


def test_reported_rounds_are_seen_by_office_and_by_the_unit_and_those_above_it() -> None:
    campaign, city, other = a_campaign(), a_unit("甲市"), a_unit("乙市")
    county = a_unit("甲县", level="COUNTY", parent=city)
    of_county, of_other = a_reported_round(county, campaign), a_reported_round(other, campaign)
    rows = ReportedRound.objects.order_by("pk")

    assert list(rows.visible_to(a_post())) == [of_county, of_other]
    assert list(rows.visible_to(a_post(city, role="CLERK"))) == [of_county]
    assert list(rows.visible_to(a_post(other, role="CLERK"))) == [of_other]
    assert list(rows.visible_to(a_post(city, role="AUDITOR"))) == []


def test_a_clerk_reports_for_the_own_unit_alone_and_takes_nothing_back() -> None:
    city = a_unit("甲市")
    clerk = a_post(city, role="CLERK")

    assert [access.may_report_round(clerk, unit) for unit in (city, a_unit("乙市"))] == [True, False]
    assert not access.may_report_round(a_post(city, role="AUDITOR"), city)
    assert [access.may_void_reported_round(actor) for actor in (clerk, a_post())] == [False, True]


def test_visit_below_the_readers_own_unit_is_hidden_and_not_his_to_record() -> None:
    department = a_unit("某厅", level="PROVINCE", kind="DEPARTMENT")
    window = a_unit("某厅窗口", level="WINDOW", kind="WINDOW", parent=department, system_parent=department)
    visit = a_visit(window, a_team(a_round(a_campaign())))
    seconded = a_post(department)

    assert list(Visit.objects.visible_to(seconded)) == []
    assert list(Visit.objects.visible_to(a_post())) == [visit]
    assert access.may_record_visit(seconded, window) is False
