"""Pages of indicators, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.indicators.models import Indicator
from mingcha.indicators.tests.factories import a_target, a_value, an_indicator
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
MAKE: dict[str, Callable[[Indicator, Unit], Any]] = {"value": a_value, "target": a_target}


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _shown(response: Any) -> list[Any]:
    return [row.record for row in response.context["table"].rows]


@pytest.mark.parametrize("page", MAKE)
@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_at_one_row_and_at_three(
    page: str, count: int, django_assert_max_num_queries: Counted
) -> None:
    client, indicator = _browser(a_post()), an_indicator(a_campaign())
    for number in range(count):
        MAKE[page](indicator, a_unit(f"{number}市"))

    with django_assert_max_num_queries(8):
        response = client.get(reverse(f"indicators:{page}_list"))

    assert len(_shown(response)) == count


@pytest.mark.parametrize("page", MAKE)
def test_lists_and_cards_are_not_there_for_a_stranger(page: str) -> None:
    city = a_unit("甲市")
    record = MAKE[page](an_indicator(a_campaign()), city)
    owner, stranger = _browser(a_post(city, role="CLERK")), _browser(a_post(a_unit("乙市"), role="CLERK"))
    card = reverse(f"indicators:{page}_detail", args=[record.pk])

    assert _shown(owner.get(reverse(f"indicators:{page}_list"))) == [record]
    assert owner.get(card).status_code == 200
    assert _shown(stranger.get(reverse(f"indicators:{page}_list"))) == []
    assert stranger.get(card).status_code == 404


def test_cards_of_value_and_target_show_each_other() -> None:
    indicator, city = an_indicator(a_campaign()), a_unit("甲市")
    value, target = a_value(indicator, city, 841), a_target(indicator, city, 1391)
    office = _browser(a_post())

    assert ">1391<" in office.get(reverse("indicators:value_detail", args=[value.pk])).content.decode()
    assert ">841<" in office.get(reverse("indicators:target_detail", args=[target.pk])).content.decode()
