"""Pages of accountability, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingcha.accountability.tests.factories import (
    a_case_reading,
    a_found_problem,
    a_person_outcome,
    a_transfer_batch,
    an_organisation_outcome,
)
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.ui import records

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
Make = Callable[..., Any]
KINDS: list[tuple[str, Make]] = [
    ("organisation_outcome", an_organisation_outcome),
    ("person_outcome", a_person_outcome),
    ("transfer_batch", a_transfer_batch),
    ("found_problem", a_found_problem),
    ("case_reading", a_case_reading),
]
each_kind = pytest.mark.parametrize(("kind", "make"), KINDS)


@pytest.fixture
def office(client: Client) -> Client:
    """A browser in which the office is signed in."""
    client.force_login(an_account(a_post()))
    return client


def _rows(client: Client, record: str, **asked: str) -> list[Any]:
    response = client.get(reverse(f"accountability:{record}_list"), asked)
    assert response.status_code == 200
    return [row.record for row in response.context["table"].rows]


@each_kind
def test_lists_cost_the_same_at_one_and_at_three_rows(
    office: Client, django_assert_num_queries: Counted, kind: str, make: Make
) -> None:
    campaign = a_campaign()
    first = make(a_unit("甲市"), campaign)
    with CaptureQueriesContext(connection) as one:
        assert _rows(office, kind) == [first]
    second, third = (make(a_unit(name), campaign) for name in ("乙市", "丙市"))

    with django_assert_num_queries(len(one)):
        assert len(_rows(office, kind)) == 3
    assert _rows(office, kind, q="丙") == [third]
    assert _rows(office, kind, unit=str(second.unit_id)) == [second]


@each_kind
def test_details_show_organ_and_basis(office: Client, kind: str, make: Make) -> None:
    record = make(a_unit("甲市"), a_campaign())
    headline = records.kind_by_key(f"accountability.{kind}").headline_of(record)

    response = office.get(reverse(f"accountability:{kind}_detail", args=[record.pk]))

    shown = {row.label: row.value for row in response.context["rows"]}
    assert (shown["机关"], shown["依据文件"], shown["数量"]) == ("市纪委监委", "函〔2018〕1号", "1")
    assert response.context["title"].rpartition(" · ")[2] == headline


def test_an_outcome_without_a_matter_is_headed_by_its_organ() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    kind = records.kind_by_key("accountability.person_outcome")
    told, silent = a_person_outcome(city, campaign), a_person_outcome(city, campaign, matter="")

    assert [kind.headline_of(row) for row in (told, silent)] == ["违反会风会纪", "市纪委监委"]


@each_kind
@pytest.mark.parametrize("role", ["CLERK", "AUDITOR"])
def test_results_do_not_exist_for_their_own_unit_and_for_the_auditor(
    client: Client, role: str, kind: str, make: Make
) -> None:
    city = a_unit("甲市")
    record = make(city, a_campaign())
    client.force_login(an_account(a_post(city, role=role)))

    assert _rows(client, kind) == []
    assert client.get(reverse(f"accountability:{kind}_detail", args=[record.pk])).status_code == 404


@each_kind
def test_a_stranger_is_asked_to_sign_in(client: Client, kind: str, make: Make) -> None:
    assert client.get(reverse(f"accountability:{kind}_list")).status_code == 302
