"""Pages of the campaign floor, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.campaigns.choices import ProgrammeScope
from mingcha.campaigns.tests.factories import a_campaign, a_participation, a_programme
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
PAGES = ("participation", "programme")


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _shown(response: Any) -> list[Any]:
    return [row.record for row in response.context["table"].rows]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_at_one_row_and_at_three(
    page: str, count: int, django_assert_max_num_queries: Counted
) -> None:
    client, campaign = _browser(a_post()), a_campaign()
    for number in range(count):
        unit = a_unit(f"{number}市")
        a_participation(campaign, unit)
        a_programme(campaign, unit)

    with django_assert_max_num_queries(8):
        response = client.get(reverse(f"campaigns:{page}_list"))

    assert len(_shown(response)) == count


@pytest.mark.parametrize("page", PAGES)
def test_lists_and_cards_are_not_there_for_a_stranger(page: str) -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    local = a_programme(campaign, city, scope=ProgrammeScope.LOCAL)
    record = {"participation": a_participation(campaign, city), "programme": local}[page]
    owner, stranger = _browser(a_post(city, role="CLERK")), _browser(a_post(a_unit("乙市"), role="CLERK"))
    card = reverse(f"campaigns:{page}_detail", args=[record.pk])

    assert _shown(owner.get(reverse(f"campaigns:{page}_list"))) == [record]
    assert owner.get(card).status_code == 200
    assert _shown(stranger.get(reverse(f"campaigns:{page}_list"))) == []
    assert stranger.get(card).status_code == 404


def test_programme_list_filters_by_scope() -> None:
    campaign = a_campaign()
    a_programme(campaign, campaign.office)
    local = a_programme(campaign, a_unit("甲市"), scope=ProgrammeScope.LOCAL)

    assert _shown(_browser(a_post()).get(reverse("campaigns:programme_list"), {"scope": "LOCAL"})) == [local]
