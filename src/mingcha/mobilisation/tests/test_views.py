"""Pages of mobilisation, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.records import void_row
from mingcha.mobilisation.tests.factories import (
    DAY,
    a_course,
    a_meeting,
    a_relay,
    a_session,
    an_agenda_point,
    an_instruction,
)
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.ui import records

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
KINDS = ["meeting", "relay", "instruction", "course"]


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(an_account(a_post()))
    return client


def _records(unit: Unit, campaign: Campaign, number: int = 0) -> dict[str, Any]:
    """One record of every kind, of its own day and name."""
    day = DAY + timedelta(days=number)
    meeting = a_meeting(unit, campaign, on=day)
    point = an_agenda_point(meeting)
    instruction = an_instruction(campaign, f"部署{unit.pk}-{number}")
    course = a_course(unit, campaign, f"培训班{number}")
    return {
        "meeting": meeting,
        "agenda": point,
        "instruction": instruction,
        "relay": a_relay(meeting, instruction),
        "course": course,
        "session": a_session(course),
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_one_row_and_at_three(
    office: Client, django_assert_max_num_queries: Counted, kind: str, count: int
) -> None:
    campaign, city = a_campaign(), a_unit()
    for number in range(count):
        _records(city, campaign, number)

    with django_assert_max_num_queries(8):
        response = office.get(reverse(f"mobilisation:{kind}_list"))

    assert len(response.context["table"].rows) == count


@pytest.mark.parametrize("kind", KINDS)
def test_detail_of_a_voided_row_says_so(office: Client, kind: str) -> None:
    record = _records(a_unit(), a_campaign())[kind]
    void_row(record, reason="登记有误")

    response = office.get(reverse(f"mobilisation:{kind}_detail", args=[record.pk]))

    assert (response.status_code, "登记有误" in response.content.decode()) == (200, True)


@pytest.mark.parametrize(("kind", "shown"), [("meeting", 1), ("relay", 1), ("instruction", 2), ("course", 1)])
def test_stranger_gets_404_for_what_a_clerk_of_the_unit_sees(client: Client, kind: str, shown: int) -> None:
    campaign, city, other = a_campaign(), a_unit(), a_unit("乙市")
    own, foreign = _records(city, campaign)[kind], _records(other, campaign)[kind]
    client.force_login(an_account(a_post(city, role="CLERK")))

    codes = [client.get(reverse(f"mobilisation:{kind}_detail", args=[row.pk])).status_code for row in (own, foreign)]
    rows = client.get(reverse(f"mobilisation:{kind}_list")).context["table"].rows

    assert (codes, len(rows)) == ([200, 200 if kind == "instruction" else 404], shown)


def test_meeting_detail_shows_agenda_and_relays_and_course_detail_its_sessions(office: Client) -> None:
    made = _records(a_unit(), a_campaign())

    tables = [
        [len(panel.table().rows) for panel in office.get(records.url_of(made[kind])).context["related"]]
        for kind in ("meeting", "instruction", "course")
    ]

    assert tables == [[1, 1], [1], [1]]


@pytest.mark.parametrize(("part", "whole"), [("agenda", "meeting"), ("session", "course")])
def test_agenda_and_sessions_lead_to_the_page_of_what_they_are_of(part: str, whole: str) -> None:
    made = _records(a_unit(), a_campaign())

    assert records.url_of(made[part]) == records.url_of(made[whole])


@pytest.mark.parametrize(("title", "headline"), [("", "大会"), ("动员大会", "动员大会")])
def test_headline_of_a_meeting_is_its_title_or_its_kind(title: str, headline: str) -> None:
    meeting = a_meeting(a_unit(), a_campaign(), title=title)

    assert records.kind_by_key("mobilisation.meeting").headline_of(meeting) == headline


def test_unit_page_holds_every_kind(office: Client) -> None:
    city = a_unit()
    _records(city, a_campaign())

    assert office.get(reverse("desk:unit", args=[city.code])).status_code == 200


def test_headlines_can_be_read() -> None:
    made = _records(a_unit(), a_campaign())

    told = {key: records.kind_by_key(f"mobilisation.{key}").headline_of(record) for key, record in made.items()}

    assert told["session"] == "1"
    assert told["course"] == "培训班0"
