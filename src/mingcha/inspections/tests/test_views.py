"""Pages of inspection, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.inspections.models import VisitMethod
from mingcha.inspections.tests.factories import a_finding, a_reported_round, a_round, a_team, a_visit
from mingcha.leads.tests.factories import a_lead
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.ui import records

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
KINDS = ("round", "team", "visit", "finding", "reported_round")


@pytest.fixture
def office(client: Client) -> Client:
    """A browser in which the office is signed in."""
    client.force_login(an_account(a_post()))
    return client


def _a_chain(campaign: Campaign, unit: Unit, *, number: int = 1) -> dict[str, Any]:
    """One record of each kind, about the unit, by the last part of its kind's key."""
    visit = a_visit(unit, a_team(a_round(campaign, number=number)))
    VisitMethod.objects.create(visit=visit, method="MYSTERY_SERVICE")
    lead = a_lead(unit, campaign)
    return {
        "round": visit.team.round,
        "team": visit.team,
        "visit": visit,
        "finding": a_finding(visit, lead=lead),
        "reported_round": a_reported_round(unit, campaign),
    }


def _rows(client: Client, record: str, **asked: str) -> list[Any]:
    response = client.get(reverse(f"inspections:{record}_list"), asked)
    assert response.status_code == 200
    return [row.record for row in response.context["table"].rows]


@pytest.mark.parametrize("kind", KINDS)
def test_lists_cost_the_same_at_one_and_at_three_rows(
    office: Client, django_assert_num_queries: Counted, kind: str
) -> None:
    campaign = a_campaign()
    first = _a_chain(campaign, a_unit("甲市"))
    with CaptureQueriesContext(connection) as one:
        assert _rows(office, kind) == [first[kind]]
    _a_chain(campaign, a_unit("乙市"), number=2)
    _a_chain(campaign, a_unit("丙市"), number=3)

    with django_assert_num_queries(len(one)):
        assert len(_rows(office, kind)) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_details_show_the_record_under_its_headline(office: Client, kind: str) -> None:
    record = _a_chain(a_campaign(), a_unit("甲市"))[kind]
    headline = records.kind_by_key(f"inspections.{kind}").headline_of(record)

    response = office.get(reverse(f"inspections:{kind}_detail", args=[record.pk]))

    assert response.context["title"].rpartition(" · ")[2] == headline


def test_visit_detail_shows_methods_and_findings_and_finding_detail_its_lead(office: Client) -> None:
    made = _a_chain(a_campaign(), a_unit("甲市"))

    visit = office.get(reverse("inspections:visit_detail", args=[made["visit"].pk])).content.decode()
    finding = office.get(reverse("inspections:finding_detail", args=[made["finding"].pk])).content.decode()

    assert "模拟办事" in visit
    assert "三号窗口九时无人值守" in visit
    assert reverse("leads:lead_detail", args=[made["finding"].lead_id]) in finding


def test_lists_filter_and_search(office: Client) -> None:
    campaign = a_campaign()
    _a_chain(campaign, a_unit("甲市"))
    second = _a_chain(campaign, a_unit("乙市"), number=2)

    assert _rows(office, "visit", q="乙") == [second["visit"]]
    assert _rows(office, "finding", unit=str(second["finding"].unit_id)) == [second["finding"]]
    assert len(_rows(office, "reported_round", kind="SPECIAL")) == 2


@pytest.mark.parametrize("kind", KINDS[:4])
@pytest.mark.parametrize("role", ["CLERK", "AUDITOR"])
def test_the_offices_records_do_not_exist_for_the_unit_visited_and_the_auditor(
    client: Client, role: str, kind: str
) -> None:
    city = a_unit("甲市")
    record = _a_chain(a_campaign(), city)[kind]
    client.force_login(an_account(a_post(city, role=role)))

    assert _rows(client, kind) == []
    assert client.get(reverse(f"inspections:{kind}_detail", args=[record.pk])).status_code == 404


def test_reported_rounds_are_there_for_the_own_clerk_and_not_for_a_strange_one(client: Client) -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    own, other = a_reported_round(city, campaign), a_reported_round(a_unit("乙市"), campaign)
    client.force_login(an_account(a_post(city, role="CLERK")))

    replies = [client.get(reverse("inspections:reported_round_detail", args=[row.pk])) for row in (own, other)]

    assert _rows(client, "reported_round") == [own]
    assert [reply.status_code for reply in replies] == [200, 404]


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert [client.get(reverse(f"inspections:{kind}_list")).status_code for kind in KINDS] == [302] * 5
