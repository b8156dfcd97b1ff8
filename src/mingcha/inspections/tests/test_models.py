"""What the tables of inspections refuse whatever the code does."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.inspections.models import Visit, VisitMethod
from mingcha.inspections.tests.factories import a_finding, a_reported_round, a_round, a_team, a_visit
from mingcha.leads.tests.factories import a_lead
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _a_visit() -> Visit:
    return a_visit(a_unit("甲市"), a_team(a_round(a_campaign())))


def test_a_round_number_a_team_number_and_a_method_stand_once() -> None:
    visit = _a_visit()
    VisitMethod.objects.create(visit=visit, method="ONSITE_TRACE")
    twice = (
        lambda: a_round(visit.campaign),
        lambda: a_team(visit.team.round),
        lambda: VisitMethod.objects.create(visit=visit, method="ONSITE_TRACE"),
        lambda: VisitMethod.objects.create(visit=visit, method="GUESSING"),
    )

    for write in twice:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_lead_belongs_to_one_finding_of_a_known_group() -> None:
    visit = _a_visit()
    lead = a_lead(visit.unit, visit.campaign)
    a_finding(visit, lead=lead)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_finding(visit, lead=lead)
    with pytest.raises(IntegrityError, match="inspections_known_group"), transaction.atomic():
        a_finding(visit, issue_group="GUESS")


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"kind": "GUESS"}, "inspections_known_reported_kind"),
        ({"began_on": date(2018, 4, 1)}, "inspections_period_begins_first"),
        ({"void_reason": "重复"}, "inspections_reportedround_void_reason"),
    ],
)
def test_a_report_has_a_kind_and_a_period_in_order(given: dict[str, Any], rule: str) -> None:
    city, campaign = a_unit("甲市"), a_campaign()

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        a_reported_round(city, campaign, **given)


def test_a_report_for_one_day_stands_once() -> None:
    city, campaign = a_unit("甲市"), a_campaign()
    a_reported_round(city, campaign)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_reported_round(city, campaign)


def test_records_name_themselves() -> None:
    visit = _a_visit()

    assert [str(visit.team.round), str(visit.team), str(visit)] == ["第1轮", "第1组", "检查（2018-03-27）"]
