"""Drafting and submitting by a workbook: allowed, refused, wrong state, ledger."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mingcha.assignments import actions
from mingcha.assignments.actions import WorkbookAnswer
from mingcha.assignments.models import Draft, Submission
from mingcha.assignments.tests.pages_world import World, a_world
from mingcha.assignments.tests.workbook_world import signed_for
from mingcha.kernel import clock
from mingcha.kernel.errors import BadFile, BadForm, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry, TakenFile

pytestmark = pytest.mark.django_db
GIVEN = WorkbookAnswer({"persons": "12"}, "", digest="a" * 64, name="填报表.xlsx", rows=3)


@pytest.fixture(autouse=True)
def march_ninth() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 9, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


def test_submit_workbook_answers_and_remembers_the_file(world: World) -> None:
    task = signed_for(world)

    submission = actions.submit_workbook(task, actor=world.clerk, given=GIVEN)

    assert (submission.way, task.state) == ("WORKBOOK", "SUBMITTED")
    assert TakenFile.objects.get().digest == GIVEN.digest
    entry = LedgerEntry.objects.get(verb="assignments.submit_workbook")
    assert (entry.object_id, entry.rows) == (submission.pk, 3)


def test_submit_workbook_refuses_a_stranger(world: World) -> None:
    task = signed_for(world)

    with pytest.raises(Refused, match="submit_workbook"):
        actions.submit_workbook(task, actor=world.foreign, given=GIVEN)

    assert not Submission.objects.exists()


def test_submit_workbook_a_second_time_is_told(world: World) -> None:
    task = signed_for(world)
    actions.submit_workbook(task, actor=world.clerk, given=GIVEN)
    actions.return_task(task, actor=world.office, reason="不符")

    with pytest.raises(BadFile, match="没有重复报送"):
        actions.submit_workbook(task, actor=world.clerk, given=GIVEN)

    assert Submission.objects.count() == 1


def test_submit_workbook_of_a_task_not_signed_for_takes_nothing(world: World) -> None:
    with pytest.raises(NotInThisState):
        actions.submit_workbook(world.task(), actor=world.clerk, given=GIVEN)

    assert not TakenFile.objects.exists()


def test_submit_workbook_with_errors_takes_nothing(world: World) -> None:
    bad = WorkbookAnswer({"persons": "多"}, "", digest="b" * 64, name="填报表.xlsx")

    with pytest.raises(BadForm):
        actions.submit_workbook(signed_for(world), actor=world.clerk, given=bad)

    assert not TakenFile.objects.exists()


def test_draft_workbook_keeps_a_draft(world: World) -> None:
    task = signed_for(world)

    draft = actions.draft_workbook(task, actor=world.clerk, given=GIVEN)

    assert draft.values == {"persons": "12"}
    assert LedgerEntry.objects.get(verb="assignments.draft_workbook").rows == 3


def test_draft_workbook_refuses_a_stranger(world: World) -> None:
    with pytest.raises(Refused, match="draft_workbook"):
        actions.draft_workbook(signed_for(world), actor=world.foreign, given=GIVEN)

    assert not Draft.objects.exists()


def test_draft_workbook_of_an_answered_task_is_told(world: World) -> None:
    with pytest.raises(NotInThisState):
        actions.draft_workbook(world.task(state="SUBMITTED"), actor=world.clerk, given=GIVEN)
