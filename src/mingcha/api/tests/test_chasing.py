"""Chasing over the interface: who is missing, exactly these reminded, a call, one step up."""

from collections.abc import Iterator

import pytest

from mingcha.api.tests.callers import Caller
from mingcha.assignments.models import Call, Chase, Task
from mingcha.assignments.tests.chasing_world import NOON, Chased, a_chased_world
from mingcha.kernel import clock
from mingcha.notices.models import Notice
from mingcha.orgs.tests.factories import a_contact, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[Chased]:
    with clock.set_to(NOON):
        yield a_chased_world()


@pytest.fixture
def office(world: Chased) -> Caller:
    return Caller(world.office)


def test_missing_units_are_told_with_whom_to_turn_to(world: Chased, office: Caller) -> None:
    Task.objects.filter(pk=world.tasks[1].pk).update(state="SUBMITTED")

    told = office.get(f"assignments/directives/{world.directive.pk}/missing").json()

    assert told["count"] == 2
    assert [row["unit"]["name"] for row in told["records"]] == ["第1市", "第3市"]
    first = told["records"][0]
    assert (first["liaison_mobile"], first["times_chased"], first["light"]) == ("13900000001", 0, "")


def test_exactly_these_are_reminded(world: Chased, office: Caller) -> None:
    told = office.post(f"assignments/directives/{world.directive.pk}/chase", {"tasks": [t.pk for t in world.tasks[:2]]})

    assert (told.status_code, told.json()) == (200, {"count": 2})
    assert list(Notice.objects.order_by("pk").values_list("address", flat=True)) == ["13900000001", "13900000002"]
    listed = office.get("assignments/chases", channel="SMS").json()
    assert {row["task_id"] for row in listed["records"]} == {task.pk for task in world.tasks[:2]}


def test_who_has_answered_meanwhile_is_named(world: Chased, office: Caller) -> None:
    Task.objects.filter(pk=world.tasks[0].pk).update(state="SUBMITTED")

    told = office.post(f"assignments/directives/{world.directive.pk}/chase", {"tasks": [t.pk for t in world.tasks]})

    assert told.status_code == 422
    assert "第1市" in told.content.decode()
    assert Chase.objects.count() == 0


def test_task_is_escalated_one_step(world: Chased, office: Caller) -> None:
    a_contact(world.tasks[0].unit, "DEPUTY_IN_CHARGE", mobile="13600000001")

    told = office.post(f"assignments/tasks/{world.tasks[0].pk}/escalate", {"reason": "三次未报"})

    assert told.status_code == 201
    assert (told.json()["level"], told.json()["reason"]) == ("DEPUTY_IN_CHARGE", "三次未报")


def test_call_about_a_task_is_written_down_and_counts(world: Chased, office: Caller) -> None:
    unit = world.task().unit
    body = {"unit": unit.code, "direction": "OUT", "who": "办公室", "says": "明天报", "task": world.tasks[0].pk}

    told = office.post("assignments/calls", body)

    assert (told.status_code, told.json()["unit"]["code"]) == (201, unit.code)
    assert Chase.objects.get().reply == "明天报"
    [listed] = office.get("assignments/calls", q="明天").json()["records"]
    assert listed["id"] == Call.objects.get().pk


def test_call_without_a_task_has_its_time(world: Chased, office: Caller) -> None:
    body = {"unit": world.task().unit.code, "direction": "IN", "who": "办公室", "says": "问口径"}

    told = office.post("assignments/calls", {**body, "called_at": "2018-03-12T10:30:00+08:00"})

    assert told.status_code == 201
    assert Call.objects.get().called_at == NOON.replace(hour=10, minute=30)
    assert office.post("assignments/calls", {**body, "called_at": "2018-03-12T10:30:00"}).status_code == 422


def test_chasing_is_for_whoever_asked(world: Chased) -> None:
    clerk = Caller(a_post(world.task().unit, role="CLERK"))
    tasks = {"tasks": [world.tasks[0].pk]}

    assert clerk.get(f"assignments/directives/{world.directive.pk}/missing").status_code == 403
    assert clerk.post(f"assignments/directives/{world.directive.pk}/chase", tasks).status_code == 403
    assert clerk.post(f"assignments/tasks/{world.tasks[0].pk}/escalate", {"reason": "x"}).status_code == 403
    assert clerk.get("assignments/calls").json()["count"] == 0
