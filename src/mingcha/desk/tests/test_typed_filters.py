"""Filters by a record of a large table: part of its name is typed, within what the list shows."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_unit, an_account
from mingcha.ui import filters

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    assert client.login(username=an_account(a_post()).username, password=PASSWORD)
    return client


@pytest.fixture
def two_tasks(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Tasks of 哈尔滨市 and of 牡丹江市; with so few units the limit is lowered."""
    monkeypatch.setattr(filters, "MOST_CHOICES", 1)
    directive = a_directive(a_campaign())
    return a_task(directive, a_unit("哈尔滨市")).unit_id, a_task(directive, a_unit("牡丹江市")).unit_id


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("哈", ["哈尔滨市"]), ("mdj", ["牡丹江市"]), ("市", ["哈尔滨市", "牡丹江市"]), ("没有", []), ("-1e99", [])],
)
def test_typed_name_narrows_the_list(office: Client, two_tasks: tuple[int, int], typed: str, shown: list[str]) -> None:
    page = office.get(reverse("assignments:task_list"), {"unit": typed}).content.decode()

    assert [name for name in ("哈尔滨市", "牡丹江市") if f">{name}</a></td>" in page] == shown
    assert f'name="unit" value="{typed}"' in page


def test_number_in_the_address_chooses_the_record_and_names_it(office: Client, two_tasks: tuple[int, int]) -> None:
    page = office.get(reverse("assignments:task_list"), {"unit": two_tasks[1]}).content.decode()

    assert f'<option value="{two_tasks[1]}" selected>牡丹江市</option>' in page
    assert "哈尔滨市" not in page


def test_few_records_stand_in_a_box(office: Client) -> None:
    unit = a_task(a_directive(a_campaign()), a_unit("哈尔滨市")).unit_id

    page = office.get(reverse("assignments:task_list")).content.decode()

    assert f'<option value="{unit}">哈尔滨市</option>' in page
