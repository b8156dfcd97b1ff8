"""Assignments over the interface: a form goes down, values come back, checked as a page checks them."""

from datetime import timedelta
from typing import Any

import pytest

from mingcha.api.tests.callers import Caller
from mingcha.assignments.models import Submission, Task, Value
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign, a_participation
from mingcha.kernel import clock
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = pytest.mark.django_db

FORM = [
    {"code": "persons", "label": "人数", "kind": "NUMBER", "word": "人"},
    {"code": "times", "label": "人次", "kind": "NUMBER", "word": "人次", "not_below": "persons"},
    {
        "code": "halls",
        "label": "明细",
        "kind": "TABLE",
        "is_required": False,
        "columns": [{"code": "hall", "label": "大厅"}],
    },
]
GOOD = {"persons": 12, "times": 30, "halls": [{"hall": "政务大厅"}]}


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign()


@pytest.fixture
def city(campaign: Campaign) -> Unit:
    unit = a_unit("甲市")
    a_participation(campaign, unit)
    return unit


def _day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def _asked(**given: Any) -> dict[str, Any]:
    return {
        "title": "报送培训数据",
        "asks": "按表填报",
        "basis": "通知",
        "minutes_needed": 15,
        "due_on": _day(7),
    } | given


def _issued(campaign: Campaign, city: Unit, **given: Any) -> tuple[Caller, Caller, Task]:
    """Office, clerk, and the task that the office issued over the interface."""
    office = Caller(a_post(campaign.office))
    asked = _asked(campaign=campaign.short_name, units=[city.code], fields=FORM, **given)
    answer = office.post("assignments/directives", asked)
    assert answer.status_code == 201, answer.content.decode()
    clerk = Caller(a_post(city, role="CLERK"))
    task = Task.objects.get(directive=answer.json()["id"])
    assert clerk.post(f"assignments/tasks/{task.pk}/sign-for").json()["state"] == "SIGNED_FOR"
    return office, clerk, task


def test_form_when_issued_over_the_interface_is_what_the_unit_reads(campaign: Campaign, city: Unit) -> None:
    _, clerk, task = _issued(campaign, city)

    form = clerk.get(f"assignments/tasks/{task.pk}/form").json()

    assert [(field["code"], field["word"]) for field in form["fields"]] == [
        ("persons", "人"), ("times", "人次"), ("halls", "")
    ]  # fmt: skip
    assert (form["version"], form["held"], form["remarks"]) == (1, [], {})


def test_values_when_submitted_are_kept_by_field_and_say_how_they_came(campaign: Campaign, city: Unit) -> None:
    _, clerk, task = _issued(campaign, city)

    answer = clerk.post(f"assignments/tasks/{task.pk}/submit", {"values": GOOD})

    assert answer.json()["state"] == "SUBMITTED"
    assert Submission.objects.get().way == "API"
    assert dict(Value.objects.exclude(number=None).values_list("field__code", "number")) == {"persons": 12, "times": 30}


def test_values_when_wrong_are_told_by_field_and_nothing_is_kept(campaign: Campaign, city: Unit) -> None:
    _, clerk, task = _issued(campaign, city)

    answer = clerk.post(f"assignments/tasks/{task.pk}/submit", {"values": GOOD | {"times": 3, "persons": "²"}})

    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == ["persons"]
    assert not Submission.objects.exists()


def test_answer_when_returned_by_field_is_told_in_the_form(campaign: Campaign, city: Unit) -> None:
    office, clerk, task = _issued(campaign, city)
    clerk.post(f"assignments/tasks/{task.pk}/submit", {"values": GOOD})

    back = office.post(f"assignments/tasks/{task.pk}/return", {"reason": "请核实", "remarks": {"times": "与台账不符"}})

    assert back.json()["state"] == "RETURNED"
    form = clerk.get(f"assignments/tasks/{task.pk}/form").json()
    assert (form["remarks"], form["values"]["persons"]) == ({"times": "与台账不符"}, "12")


def test_head_signs_or_gives_back_over_the_interface(campaign: Campaign, city: Unit) -> None:
    _, clerk, task = _issued(campaign, city, needs_head=True)
    head = Caller(a_post(city, role="HEAD"))
    clerk.post(f"assignments/tasks/{task.pk}/submit", {"values": GOOD})

    refused = head.post(f"assignments/tasks/{task.pk}/refuse-answer", {"reason": "补充明细"})
    clerk.post(f"assignments/tasks/{task.pk}/submit", {"values": GOOD})
    signed = head.post(f"assignments/tasks/{task.pk}/sign-answer")

    assert (refused.json()["state"], signed.json()["state"]) == ("SIGNED_FOR", "SUBMITTED")
    assert head.post(f"assignments/tasks/{task.pk}/sign-answer").status_code == 404


def test_task_when_handed_on_over_the_interface_asks_the_units_below(campaign: Campaign, city: Unit) -> None:
    _, clerk, task = _issued(campaign, city)
    below = a_unit("甲县", level="COUNTY", parent=city)

    answer = clerk.post(f"assignments/tasks/{task.pk}/hand-on", _asked(units=[below.code], due_on=_day(3)))

    assert answer.status_code == 201, answer.content.decode()
    handed = Task.objects.get(directive=answer.json()["id"])
    assert (handed.unit, handed.directive.fields.count()) == (below, 3)


def test_more_time_when_asked_and_granted_moves_the_day(campaign: Campaign, city: Unit) -> None:
    office, clerk, task = _issued(campaign, city)

    asked = clerk.post(f"assignments/tasks/{task.pk}/extensions", {"due_on": _day(20), "reason": "台风"})
    granted = office.post(f"assignments/extensions/{asked.json()['id']}/decide", {"is_granted": True})

    assert (asked.status_code, granted.json()["state"]) == (201, "GRANTED")
    told = clerk.get(f"assignments/tasks/{task.pk}").json()
    assert (told["due_on"], told["original_due_on"]) == (_day(20), _day(7))


def test_task_when_paused_is_resumed_by_whoever_asked_alone(campaign: Campaign, city: Unit) -> None:
    office, clerk, task = _issued(campaign, city)

    refused = clerk.post(f"assignments/tasks/{task.pk}/pause", {"reason": "再等等"})
    paused = office.post(f"assignments/tasks/{task.pk}/pause", {"reason": "等上级文件"})
    again = office.post(f"assignments/tasks/{task.pk}/resume")

    assert (refused.status_code, paused.status_code, again.status_code) == (403, 200, 200)


def test_form_that_cannot_be_is_refused_with_the_field(campaign: Campaign, city: Unit) -> None:
    office = Caller(a_post(campaign.office))
    twice = [FORM[0], FORM[0]]

    answer = office.post(
        "assignments/directives", _asked(campaign=campaign.short_name, units=[city.code], fields=twice)
    )

    assert answer.status_code == 422
    assert not Task.objects.exists()
