"""Pages of issued documents, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.documents.tests.factories import a_document
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(an_account(a_post()))
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_one_row_and_at_three(
    office: Client, django_assert_max_num_queries: Counted, count: int
) -> None:
    campaign = a_campaign()
    for _ in range(count):
        a_document(campaign)

    with django_assert_max_num_queries(8):
        response = office.get(reverse("documents:document_list"))

    assert len(response.context["table"].rows) == count


def test_detail_shows_the_reference_and_that_a_row_is_voided(office: Client) -> None:
    document = a_document(a_campaign(), series="黑整办发", number=3)
    void_row(document, reason="登记有误")

    page = office.get(reverse("documents:document_detail", args=[document.pk])).content.decode()

    assert ["黑整办发〔2018〕3号" in page, "登记有误" in page] == [True, True]


def test_stranger_gets_404_and_an_empty_list(client: Client) -> None:
    document = a_document(a_campaign())
    client.force_login(an_account(a_post(a_unit("乙市"), role="CLERK")))

    response = client.get(reverse("documents:document_detail", args=[document.pk]))
    rows = client.get(reverse("documents:document_list")).context["table"].rows

    assert (response.status_code, len(rows)) == (404, 0)
