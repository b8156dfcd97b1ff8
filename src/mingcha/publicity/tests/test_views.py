"""Pages of publicity, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.publicity.tests.factories import a_column, a_material, a_total, an_article, an_interview
from mingcha.ui import records

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
KINDS = ["article", "column", "interview", "material"]


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(an_account(a_post()))
    return client


def _record(kind: str, unit: Unit, campaign: Campaign, number: int = 0) -> Any:
    if kind == "column":
        return a_column(unit, campaign, f"专栏{number}")
    makers: dict[str, Any] = {"article": an_article, "interview": an_interview, "material": a_material}
    return makers[kind](unit, campaign)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_one_row_and_at_three(
    office: Client, django_assert_max_num_queries: Counted, kind: str, count: int
) -> None:
    campaign, city = a_campaign(), a_unit()
    for number in range(count):
        _record(kind, city, campaign, number)

    with django_assert_max_num_queries(8):
        response = office.get(reverse(f"publicity:{kind}_list"))

    assert len(response.context["table"].rows) == count


@pytest.mark.parametrize("kind", KINDS)
def test_detail_of_a_voided_row_says_so(office: Client, kind: str) -> None:
    record = _record(kind, a_unit(), a_campaign())
    void_row(record, reason="登记有误")

    response = office.get(records.url_of(record))

    assert (response.status_code, "登记有误" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("kind", KINDS)
def test_stranger_gets_404_for_what_a_clerk_of_the_unit_sees(client: Client, kind: str) -> None:
    campaign, city = a_campaign(), a_unit()
    own, foreign = _record(kind, city, campaign), _record(kind, a_unit("乙市"), campaign)
    client.force_login(an_account(a_post(city, role="CLERK")))

    codes = [client.get(records.url_of(row)).status_code for row in (own, foreign)]
    rows = client.get(reverse(f"publicity:{kind}_list")).context["table"].rows

    assert (codes, len(rows)) == ([200, 404], 1)


def test_column_detail_shows_sub_columns_and_articles(office: Client) -> None:
    city, campaign = a_unit(), a_campaign()
    column = a_column(city, campaign)
    a_column(city, campaign, "子栏目", parent=column)
    a_total(city, campaign, 31, column=column)

    related = office.get(records.url_of(column)).context["related"]

    assert [len(panel.table().rows) for panel in related] == [1, 1]


def test_headlines_are_titles_or_kinds() -> None:
    city, campaign = a_unit(), a_campaign()
    made: dict[str, list[Any]] = {
        "article": [an_article(city, campaign), a_total(city, campaign, 31)],
        "column": [a_column(city, campaign)],
        "interview": [an_interview(city, campaign)],
        "material": [a_material(city, campaign, kind="BANNER")],
    }

    told = [records.kind_by_key(f"publicity.{key}").headline_of(row) for key, rows in made.items() for row in rows]

    assert told == ["一论", "稿件总数", "深化作风整顿", "一把手专访", "标语"]


def test_unit_page_holds_every_kind(office: Client) -> None:
    city, campaign = a_unit(), a_campaign()
    for kind in KINDS:
        _record(kind, city, campaign)

    assert office.get(reverse("desk:unit", args=[city.code])).status_code == 200
