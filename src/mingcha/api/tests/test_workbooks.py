"""The workbook of a task by the interface: as on the page."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest

from mingcha.api.tests.callers import Caller
from mingcha.assignments.models import Draft, Submission
from mingcha.assignments.tests.pages_world import World, a_world
from mingcha.assignments.tests.workbook_world import fill, saved, sent, signed_for
from mingcha.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def march_ninth() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 9, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


def _post(caller: Caller, pk: int, content: bytes, **form: str) -> Any:
    address = f"/api/assignments/tasks/{pk}/workbook"
    return caller.client.post(address, {"workbook": sent(content), **form}, headers=caller.headers)


def _given_out(caller: Caller, pk: int) -> Any:
    return openpyxl.load_workbook(io.BytesIO(caller.get(f"assignments/tasks/{pk}/workbook").content))


def test_workbook_goes_out_and_comes_back_by_the_interface(world: World) -> None:
    task, caller = signed_for(world), Caller(world.clerk)
    content = saved(fill(_given_out(caller, task.pk), {"persons": 12}))

    response = _post(caller, task.pk, content)

    assert (response.status_code, response.json()["state"]) == (200, "SUBMITTED")
    assert Submission.objects.get().way == "WORKBOOK"


def test_workbook_as_a_draft_sends_nothing(world: World) -> None:
    task, caller = signed_for(world), Caller(world.clerk)
    content = saved(fill(_given_out(caller, task.pk), {"persons": 12}))

    response = _post(caller, task.pk, content, is_draft="true")

    assert (response.status_code, response.json()["state"]) == (200, "SIGNED_FOR")
    assert Draft.objects.get().values["persons"] == "12"


def test_workbook_with_errors_lists_them_by_sheet_row_and_column(world: World) -> None:
    task, caller = signed_for(world), Caller(world.clerk)
    content = saved(fill(_given_out(caller, task.pk), {"persons": "多"}))

    response = _post(caller, task.pk, content)

    fault = {"field": "填报", "row": 6, "column": "C", "message": "人数：应为数字，现为“多”"}
    assert response.status_code == 422
    assert response.json()["faults"] == [fault]


def test_workbook_of_another_unit_is_not_there(world: World) -> None:
    task = signed_for(world)

    assert Caller(world.foreign).get(f"assignments/tasks/{task.pk}/workbook").status_code == 404
