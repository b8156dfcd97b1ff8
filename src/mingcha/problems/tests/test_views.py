"""Pages of the problem register, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.problems.tests.factories import a_problem

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
LIST = "problems:problem_list"


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _shown(response: Any) -> list[Any]:
    return [row.record for row in response.context["table"].rows]


@pytest.mark.parametrize("count", [1, 3])
def test_problem_list_costs_the_same_at_one_row_and_at_three(
    count: int, django_assert_max_num_queries: Counted
) -> None:
    client, campaign = _browser(a_post()), a_campaign()
    for number in range(count):
        a_problem(a_unit(f"{number}市"), campaign)

    with django_assert_max_num_queries(7):
        response = client.get(reverse(LIST))

    assert len(_shown(response)) == count


def test_problem_list_filters_by_method_and_state() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    closed = a_problem(city, campaign, state="CLOSED")
    visited = a_problem(city, campaign, method="FIELD_VISIT")
    office = _browser(a_post())

    assert _shown(office.get(reverse(LIST), {"state": "CLOSED"})) == [closed]
    assert _shown(office.get(reverse(LIST), {"method": "FIELD_VISIT"})) == [visited]


def test_problem_list_and_card_are_not_there_for_a_stranger() -> None:
    city = a_unit("甲市")
    problem = a_problem(city, a_campaign())
    owner, stranger = _browser(a_post(city, role="CLERK")), _browser(a_post(a_unit("乙市"), role="CLERK"))
    card = reverse("problems:problem_detail", args=[problem.pk])

    assert _shown(owner.get(reverse(LIST))) == [problem]
    assert "座谈研讨" in owner.get(card).content.decode()
    assert _shown(stranger.get(reverse(LIST))) == []
    assert stranger.get(card).status_code == 404
