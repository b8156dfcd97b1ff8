"""Handing on, extension, pause, accepting in bulk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mingcha.assignments import actions, queries
from mingcha.assignments.actions import Asked
from mingcha.assignments.models import Directive, Extension, Pause, Task
from mingcha.assignments.tests.factories import DUE_ON, a_directive, a_form, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("fifth_of_march")]
EARLIER = Asked(title="报送台账", asks="报送", basis="省办通知", minutes_needed=10, due_on=date(2018, 3, 8))


@pytest.fixture
def fifth_of_march() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 5, 2, tzinfo=UTC)):
        yield


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign()


@pytest.fixture
def office() -> Post:
    return a_post()


@pytest.fixture
def county() -> Unit:
    return a_unit("甲县", level="COUNTY")


@pytest.fixture
def clerk(county: Unit) -> Post:
    return a_post(county, role="CLERK")


@pytest.fixture
def task(campaign: Campaign, county: Unit) -> Task:
    directive = a_directive(campaign)
    a_form(directive)
    return a_task(directive, county, state="SIGNED_FOR")


@pytest.fixture
def bureaus(county: Unit) -> list[Unit]:
    return [a_unit(f"{name}局", level="COUNTY", kind="DEPARTMENT", parent=county) for name in "子丑"]


def verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


# ---------------------------------------------------------------- handing on
def test_hand_on_task_when_answered_below_then_the_county_judges_and_rolls_up(
    task: Task, clerk: Post, bureaus: list[Unit], office: Post
) -> None:
    directive = actions.hand_on_task(task, actor=clerk, asked=EARLIER, units=bureaus)

    for bureau, persons in zip(bureaus, ("3", "4"), strict=True):
        own = directive.tasks.get(unit=bureau)
        writer = a_post(bureau, role="CLERK")
        actions.sign_for_task(own, actor=writer)
        actions.submit_task(own, actor=writer, values={"persons": persons, "says": f"{bureau.name}已办"})
        with pytest.raises(Refused):
            actions.accept_task(own, actor=office)
        actions.accept_task(own, actor=clerk)
    rolled = queries.roll_up(task)
    submission = actions.submit_task(task, actor=clerk, values=rolled, way="ROLLED_UP")

    assert (directive.number, directive.unit, directive.handed_on_from, directive.audience_line) == (
        1, task.unit, task, "TERRITORY",
    )  # fmt: skip
    assert rolled == {"persons": "7", "says": "子局：子局已办\n丑局：丑局已办"}
    assert submission.values.get(field__code="persons").number == 7


def test_hand_on_task_on_the_system_line_reaches_units_of_that_line_alone(
    task: Task, clerk: Post, county: Unit, bureaus: list[Unit]
) -> None:
    branch = a_unit("分局", level="TOWNSHIP", kind="DEPARTMENT", system_parent=county)

    with pytest.raises(BadValue, match="不是本单位所属：分局"):
        actions.hand_on_task(task, actor=clerk, asked=EARLIER, units=[branch])
    with pytest.raises(BadValue, match="不是本单位所属：子局"):
        actions.hand_on_task(task, actor=clerk, asked=EARLIER, units=[bureaus[0]], line="SYSTEM")
    directive = actions.hand_on_task(task, actor=clerk, asked=EARLIER, units=[branch], line="SYSTEM")

    assert (directive.tasks.get().unit, directive.fields.count()) == (branch, 3)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"units": "none"}, "units"), ({"units": "own"}, "units"), ({"units": "foreign"}, "units"),
        ({"due_on": DUE_ON}, "due_on"), ({"line": "SIDEWAYS"}, "line"),
    ],
)  # fmt: skip
def test_hand_on_task_that_cannot_be_names_its_field(
    given: dict[str, Any], field: str, task: Task, clerk: Post, county: Unit, bureaus: list[Unit]
) -> None:
    units = {"none": [], "own": [county], "foreign": [a_unit("乙县")]}.get(given.get("units", ""), bureaus)
    asked = replace(EARLIER, due_on=given.get("due_on", EARLIER.due_on))

    with pytest.raises(BadValue) as error:
        actions.hand_on_task(task, actor=clerk, asked=asked, units=units, line=given.get("line", "TERRITORY"))

    assert error.value.field == field
    assert Directive.objects.count() == 1


def test_hand_on_task_of_a_stranger_or_out_of_turn_is_refused(
    task: Task, clerk: Post, office: Post, bureaus: list[Unit]
) -> None:
    for stranger in (office, a_post(bureaus[0], role="CLERK"), a_post(task.unit, role="HEAD")):
        with pytest.raises(Refused):
            actions.hand_on_task(task, actor=stranger, asked=EARLIER, units=bureaus)
    for change in ({"state": "ISSUED"}, {"paused_on": date(2018, 3, 2)}):
        out_of_turn = Task.objects.get(pk=task.pk)
        for name, value in change.items():
            setattr(out_of_turn, name, value)
        with pytest.raises(NotInThisState):
            actions.hand_on_task(out_of_turn, actor=clerk, asked=EARLIER, units=bureaus)

    assert verbs() == []


# ---------------------------------------------------------------- extension
def test_extension_when_granted_then_the_original_date_stays(task: Task, clerk: Post, office: Post) -> None:
    extension = actions.ask_extension(task, actor=clerk, due_on=date(2018, 3, 20), reason="数据待核")

    actions.decide_extension(extension, actor=office, is_granted=True)

    kept = Task.objects.get(pk=task.pk)
    assert (kept.due_on, kept.original_due_on) == (date(2018, 3, 20), DUE_ON)
    assert (extension.state, extension.due_on_before, extension.decided_by) == ("GRANTED", DUE_ON, office)
    assert verbs() == ["assignments.ask_extension", "assignments.decide_extension"]


def test_extension_when_refused_then_the_date_stays_and_another_may_be_asked(
    task: Task, clerk: Post, office: Post
) -> None:
    extension = actions.ask_extension(task, actor=clerk, due_on=date(2018, 3, 20), reason="数据待核")

    with pytest.raises(NotInThisState):
        actions.ask_extension(task, actor=clerk, due_on=date(2018, 3, 20), reason="数据待核")
    with pytest.raises(BadValue):
        actions.decide_extension(extension, actor=office, is_granted=False)
    actions.decide_extension(extension, actor=office, is_granted=False, note="时间充足")
    with pytest.raises(NotInThisState):
        actions.decide_extension(extension, actor=office, is_granted=True)
    actions.ask_extension(task, actor=clerk, due_on=date(2018, 3, 12), reason="数据待核")

    assert Task.objects.get(pk=task.pk).due_on == DUE_ON
    assert Extension.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "due_on", "reason", "field"),
    [
        (10, date(2018, 3, 20), "数据待核", "due_on"),
        (9, DUE_ON, "数据待核", "due_on"),
        (9, date(2018, 3, 20), " ", "reason"),
    ],
)
def test_ask_extension_too_late_or_without_reason_is_refused(
    day: int, due_on: date, reason: str, field: str, task: Task, clerk: Post
) -> None:
    with clock.set_to(datetime(2018, 3, day, 2, tzinfo=UTC)), pytest.raises(BadValue) as error:
        actions.ask_extension(task, actor=clerk, due_on=due_on, reason=reason)

    assert error.value.field == field


def test_extension_verbs_of_strangers_or_after_the_answer_are_refused(task: Task, clerk: Post) -> None:
    stranger = a_post(a_unit("乙市"), role="CLERK")
    with pytest.raises(Refused):
        actions.ask_extension(task, actor=stranger, due_on=date(2018, 3, 20), reason="待核")
    extension = actions.ask_extension(task, actor=clerk, due_on=date(2018, 3, 20), reason="待核")
    for actor in (clerk, a_post(task.unit)):
        with pytest.raises(Refused):
            actions.decide_extension(extension, actor=actor, is_granted=True)
    actions.submit_task(task, actor=clerk, values={"persons": "1"})
    with pytest.raises(NotInThisState):
        actions.ask_extension(task, actor=clerk, due_on=date(2018, 3, 20), reason="待核")


# ---------------------------------------------------------------- pause
def test_pause_when_it_ends_then_the_day_due_moves_by_its_length(task: Task, clerk: Post, office: Post) -> None:
    pause = actions.pause_task(task, actor=office, reason="政策调整")
    with pytest.raises(NotInThisState):
        actions.pause_task(task, actor=office, reason="政策调整")
    with pytest.raises(NotInThisState):
        actions.ask_extension(task, actor=clerk, due_on=date(2018, 3, 20), reason="待核")
    assert not Task.objects.unanswered().exists()

    with clock.set_to(datetime(2018, 3, 12, 2, tzinfo=UTC)):
        stale = Task.objects.get(pk=task.pk)
        actions.resume_task(task, actor=office)
        for gone in (task, stale):
            with pytest.raises(NotInThisState):
                actions.resume_task(gone, actor=office)

    pause.refresh_from_db()
    assert (task.due_on, task.original_due_on, pause.ended_on) == (date(2018, 3, 16), DUE_ON, date(2018, 3, 12))
    assert verbs() == ["assignments.pause_task", "assignments.resume_task"]


def test_pause_verbs_of_the_unit_or_without_reason_are_refused(task: Task, clerk: Post, office: Post) -> None:
    with pytest.raises(Refused):
        actions.pause_task(task, actor=clerk, reason="政策调整")
    with pytest.raises(Refused):
        actions.resume_task(task, actor=clerk)
    with pytest.raises(BadValue):
        actions.pause_task(task, actor=office, reason="")

    assert not Pause.objects.exists()


# ---------------------------------------------------------------- judging
def test_accept_tasks_when_all_are_submitted_then_one_entry_covers_them(
    campaign: Campaign, office: Post, task: Task, clerk: Post
) -> None:
    actions.submit_task(task, actor=clerk, values={"persons": "1"})
    other = a_task(task.directive, a_unit("乙县"), state="SUBMITTED")

    count = actions.accept_tasks([task, other], actor=office)

    assert count == 2
    assert set(Task.objects.values_list("state", "accepted_on")) == {("ACCEPTED", date(2018, 3, 5))}
    assert task.submissions.get().state == "ACCEPTED"
    assert list(LedgerEntry.objects.values_list("verb", "rows"))[-1] == ("assignments.accept_tasks", 2)


def test_accept_tasks_when_one_is_not_submitted_then_none_is_accepted_and_it_is_named(office: Post, task: Task) -> None:
    fine = a_task(task.directive, a_unit("乙县"), state="SUBMITTED")
    stale = Task.objects.get(pk=fine.pk)

    with pytest.raises(NotInThisState, match="甲县"):
        actions.accept_tasks([fine, task], actor=office)
    fine.refresh_from_db()
    assert fine.state == "SUBMITTED"
    actions.return_task(fine, actor=office, reason="不实")
    with pytest.raises(NotInThisState, match="乙县"):
        actions.accept_tasks([stale], actor=office)


def test_accept_tasks_of_the_own_unit_or_of_nobody_is_refused(office: Post, task: Task, clerk: Post) -> None:
    handed_on = a_directive(task.campaign, unit=task.unit, handed_on_from=task, number=99)
    below = a_task(handed_on, a_unit("子局", parent=task.unit), state="SUBMITTED")
    Task.objects.filter(pk=task.pk).update(state="SUBMITTED")

    for actor, tasks in ((a_post(task.unit), [task]), (clerk, [task]), (office, [task, below])):
        with pytest.raises(Refused):
            actions.accept_tasks(tasks, actor=actor)
    with pytest.raises(BadValue):
        actions.accept_tasks([], actor=office)

    assert actions.accept_tasks([below], actor=clerk) == 1


def test_return_task_with_a_remark_on_no_field_or_too_long_a_one_changes_nothing(
    office: Post, task: Task, clerk: Post
) -> None:
    actions.submit_task(task, actor=clerk, values={"persons": "1"})

    for remarks in ({"other": "不实"}, {"persons": "字" * 201}):
        with pytest.raises(BadValue) as error:
            actions.return_task(task, actor=office, reason="不实", remarks=remarks)
        assert error.value.field == next(iter(remarks))

    assert Task.objects.get(pk=task.pk).state == "SUBMITTED"
