"""Pages of leads, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.records import void_row
from mingcha.leads.tests.factories import a_lead
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
LIST = "leads:lead_list"


@pytest.fixture
def office(client: Client) -> Client:
    """A browser in which the office is signed in."""
    client.force_login(an_account(a_post()))
    return client


def _references(response: Any) -> list[str]:
    return [row.record.reference for row in response.context["table"].rows]


def test_lead_list_shows_the_newest_first_and_no_voided_one(office: Client) -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    leads = [a_lead(city, campaign) for _ in range(3)]
    void_row(leads[1], reason="重复")

    assert _references(office.get(reverse(LIST))) == ["线索〔2018〕3号", "线索〔2018〕1号"]


def test_lead_list_filters_and_searches(office: Client) -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    a_lead(city, campaign)
    a_lead(a_unit("乙市"), campaign, source_kind="TIP", headline="收取费用")

    for asked in ({"source_kind": "TIP"}, {"q": "费用"}, {"q": "〕2号"}, {"state": "CHECKING", "q": "收"}):
        assert _references(office.get(reverse(LIST), asked)) == ["线索〔2018〕2号"]


def test_lead_list_costs_the_same_at_one_and_at_three_rows(office: Client, django_assert_num_queries: Counted) -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    a_lead(city, campaign)
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert len(_references(office.get(reverse(LIST)))) == 1
    a_lead(a_unit("乙市"), campaign)
    a_lead(a_unit("丙市"), campaign)

    with django_assert_num_queries(len(one)):
        assert len(_references(office.get(reverse(LIST)))) == 3


def test_lead_detail_shows_the_lead_and_says_if_it_is_voided(office: Client) -> None:
    lead = a_lead(a_unit("甲市"), a_campaign(), headline="窗口无人值守")
    page = office.get(reverse("leads:lead_detail", args=[lead.pk])).content.decode()
    void_row(lead, reason="登记有误")

    voided = office.get(reverse("leads:lead_detail", args=[lead.pk])).content.decode()

    assert "窗口无人值守" in page
    assert "登记有误" in voided


@pytest.mark.parametrize("role", ["CLERK", "AUDITOR"])
def test_a_lead_does_not_exist_for_its_own_unit_and_for_the_auditor(client: Client, role: str) -> None:
    city = a_unit("甲市")
    lead = a_lead(city, a_campaign())
    client.force_login(an_account(a_post(city, role=role)))

    assert client.get(reverse("leads:lead_detail", args=[lead.pk])).status_code == 404
    assert _references(client.get(reverse(LIST))) == []


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse(LIST)).status_code == 302
