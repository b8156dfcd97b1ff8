"""Wordings and hours in versions."""

from collections.abc import Iterator
from datetime import date, time

import pytest

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.notices import actions, queries
from mingcha.notices.models import SendingHours, Wording
from mingcha.notices.tests.factories import NOON, the_wordings
from mingcha.orgs.tests.factories import a_post

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    the_wordings()
    with clock.set_to(NOON):
        yield


def test_approve_wording_makes_a_next_version_and_ends_the_last() -> None:
    head = a_post(role="OFFICE_HEAD")

    made = actions.approve_wording("tasks-due", actor=head, text="有{count}项", approved_by="办公室主任")

    assert (made.version, made.valid_from) == (2, date(2018, 3, 5))
    assert queries.wordings_on(date(2018, 3, 5))["tasks-due"] == made
    assert queries.wordings_on(date(2018, 3, 4))["tasks-due"].version == 1
    assert list(LedgerEntry.objects.values_list("verb", flat=True)) == ["notices.approve_wording"]


def test_approve_wording_under_a_new_code_makes_version_one() -> None:
    made = actions.approve_wording(
        "meeting", actor=a_post(role="OFFICE_HEAD"), text="{due}开会", approved_by="主任", is_urgent=True
    )

    assert (made.version, made.is_urgent) == (1, True)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "{name}"}, "text"),
        ({"approved_by": " "}, "approved_by"),
        ({"valid_from": date(2018, 1, 1)}, "valid_from"),
    ],
)
def test_approve_wording_refuses_what_is_not_sound(given: dict[str, object], field: str) -> None:
    plain = {"text": "有{count}项", "approved_by": "主任"}

    with pytest.raises(BadValue) as refused:
        actions.approve_wording("tasks-due", actor=a_post(role="OFFICE_HEAD"), **{**plain, **given})  # type: ignore[arg-type]

    assert refused.value.field == field
    assert Wording.objects.filter(code="tasks-due").count() == 1


def test_wording_and_hours_are_refused_to_all_but_the_head() -> None:
    clerk = a_post(role="OFFICE")

    with pytest.raises(Refused):
        actions.approve_wording("x", actor=clerk, text="有{count}项", approved_by="主任")
    with pytest.raises(Refused):
        actions.set_sending_hours(actor=clerk, quiet_from=time(22), quiet_until=time(7), most_a_day=3)


def test_set_sending_hours_makes_a_next_version() -> None:
    head = a_post(role="OFFICE_HEAD")

    made = actions.set_sending_hours(actor=head, quiet_from=time(22), quiet_until=time(7), most_a_day=3)

    assert (made.version, queries.hours_on(date(2018, 3, 5))) == (2, made)
    assert SendingHours.objects.get(version=1).valid_until == date(2018, 3, 4)
    assert list(LedgerEntry.objects.values_list("verb", flat=True)) == ["notices.set_sending_hours"]


def test_set_sending_hours_in_an_empty_house_is_the_first_version() -> None:
    SendingHours.objects.all().delete()

    made = actions.set_sending_hours(
        actor=a_post(role="OFFICE_HEAD"), quiet_from=time(22), quiet_until=time(7), most_a_day=3
    )

    assert made.version == 1


def test_set_sending_hours_refuses_no_text_at_all() -> None:
    with pytest.raises(BadValue) as refused:
        actions.set_sending_hours(
            actor=a_post(role="OFFICE_HEAD"), quiet_from=time(22), quiet_until=time(7), most_a_day=0
        )
    assert refused.value.field == "most_a_day"


def test_version_that_was_to_end_earlier_keeps_its_end() -> None:
    Wording.objects.filter(code="tasks-due").update(valid_until=date(2018, 2, 1))

    actions.approve_wording("tasks-due", actor=a_post(role="OFFICE_HEAD"), text="有{count}项", approved_by="主任")

    assert Wording.objects.get(code="tasks-due", version=1).valid_until == date(2018, 2, 1)
