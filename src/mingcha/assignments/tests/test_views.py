"""Pages of assignments, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _shown(response: Any) -> list[Any]:
    return [row.record for row in response.context["table"].rows]


@pytest.mark.parametrize("page", ["directive", "task"])
@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_at_one_row_and_at_three(
    page: str, count: int, django_assert_max_num_queries: Counted
) -> None:
    client, campaign = _browser(a_post()), a_campaign()
    for number in range(count):
        a_task(a_directive(campaign), a_unit(f"{number}市"))

    with django_assert_max_num_queries(11):
        response = client.get(reverse(f"assignments:{page}_list"))

    assert len(_shown(response)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_directive_detail_names_who_has_not_answered_at_constant_cost(
    count: int, django_assert_max_num_queries: Counted
) -> None:
    client, directive = _browser(a_post()), a_directive(a_campaign())
    for number in range(count):
        a_task(directive, a_unit(f"{number}市"))
    a_task(directive, a_unit("报过市"), state="SUBMITTED")

    with django_assert_max_num_queries(11):
        page = client.get(reverse("assignments:directive_detail", args=[directive.pk])).content.decode()

    assert [f"{number}市" in page for number in range(count)] == [True] * count
    assert "报过市" not in page.split("未报单位")[1].split("已报单位")[0]
    assert f"{reverse('assignments:task_list')}?directive={directive.pk}" in page


def test_directive_detail_tells_a_clerk_of_the_own_task_alone() -> None:
    directive, city = a_directive(a_campaign()), a_unit("甲市")
    a_task(directive, city)
    a_task(directive, a_unit("乙市"))

    response = _browser(a_post(city, role="CLERK")).get(reverse("assignments:directive_detail", args=[directive.pk]))

    assert response.context["counts"].asked == 1
    assert "乙市" not in response.content.decode()


def test_task_list_and_card_are_not_there_for_a_stranger() -> None:
    city = a_unit("甲市")
    task = a_task(a_directive(a_campaign()), city)
    owner, stranger = _browser(a_post(city, role="CLERK")), _browser(a_post(a_unit("乙市"), role="CLERK"))
    card = reverse("assignments:task_detail", args=[task.pk])

    assert _shown(owner.get(reverse("assignments:task_list"))) == [task]
    assert owner.get(card).status_code == 200
    assert _shown(stranger.get(reverse("assignments:task_list"))) == []
    assert stranger.get(card).status_code == 404


def test_directive_is_not_there_for_the_auditor() -> None:
    directive, auditor = a_directive(a_campaign()), _browser(a_post(role="AUDITOR"))

    assert auditor.get(reverse("assignments:directive_detail", args=[directive.pk])).status_code == 404
    assert _shown(auditor.get(reverse("assignments:directive_list"))) == []


@pytest.mark.parametrize(("day", "late"), [(9, False), (10, True)])
def test_task_detail_says_whether_it_is_late(day: int, late: bool) -> None:
    task = a_task(a_directive(a_campaign()), a_unit("甲市"))

    office = _browser(a_post())
    with clock.set_to(datetime(2018, 3, day, 4, tzinfo=UTC)):
        response = office.get(reverse("assignments:task_detail", args=[task.pk]))

    assert response.context["is_late"] is late
    assert ("逾期" in response.content.decode()) is late
