"""What `ui` does with a mechanism's records: lists and pages of review rounds stand for all."""

from datetime import date

import pytest
from django.test import Client

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_unit, an_account
from mingcha.plans.models import ReviewRound
from mingcha.plans.tests.factories import a_criteria_set, a_round
from mingcha.ui import filters
from mingcha.ui.records import url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    """A browser of the office."""
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.login(username=an_account(a_post()).username, password=PASSWORD)
    return client


def test_voided_record_and_its_successor_name_each_other(office: Client) -> None:
    criteria = a_criteria_set(a_campaign())
    wrong = a_round(a_unit("甲市"), criteria, verdict="RETURNED")
    void_row(wrong, reason="录错")
    right = a_round(wrong.unit, criteria, verdict="PASSED", on=date(2018, 3, 9))
    ReviewRound.objects.filter(pk=right.pk).update(succeeds=wrong, is_reconstructed=True)

    old, new = (office.get(url_of(record)).content.decode() for record in (wrong, right))

    assert "本记录已作废" in old
    assert "录错" in old
    assert f'href="{url_of(right)}">看更正后的记录' in old
    assert f'href="{url_of(wrong)}">看原记录' in new
    assert "按原文数量重建" in new
    assert "本记录已作废" not in new


def test_list_leads_to_each_record(office: Client) -> None:
    made = a_round(a_unit("甲市"), a_criteria_set(a_campaign()))

    assert f'<a href="{url_of(made)}">甲市</a>' in office.get("/plans/rounds/").content.decode()


def test_number_and_choice_columns_are_filtered_by_value() -> None:
    criteria, unit = a_criteria_set(a_campaign()), a_unit("甲市")
    rounds = [a_round(unit, criteria, number=number, verdict="RETURNED") for number in (1, 2)]
    filterset = filters.filterset_for(ReviewRound, ["number", "verdict"])

    assert list(filterset({"number": "2"}, queryset=ReviewRound.objects.all()).qs) == [rounds[1]]
    assert list(filterset({"verdict": "PASSED"}, queryset=ReviewRound.objects.all()).qs) == []
