"""Who is missing, how it was chased, how it is lit."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest

from mingcha.assignments import actions, queries
from mingcha.assignments.actions import CallNote, LightRow
from mingcha.assignments.models import Task
from mingcha.assignments.queries import chasing, lights
from mingcha.assignments.queries.papers import tasks_for_papers
from mingcha.assignments.tests.chasing_world import NOON, Chased, a_chased_world, handed_on
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.kernel import clock
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_contact, a_post, a_unit
from mingcha.papers import actions as papers
from mingcha.papers import kind_by_key
from mingcha.ui.inbox import Lit, Tab

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Counted = Callable[..., AbstractContextManager[Any]]
COLOURS = (LightRow("YELLOW", 2, "临期"), LightRow("RED", -1, "逾期"))


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.set_to(NOON):
        yield


@pytest.fixture
def world() -> Chased:
    return a_chased_world()


def ring(world: Chased, task: Task, says: str) -> None:
    note = CallNote(direction="OUT", who="联络员", says=says)
    actions.record_call(task.unit, actor=world.office, note=note, task=task)


def test_missing_rows_say_whom_to_turn_to_how_often_chased_and_what_was_said(world: Chased) -> None:
    task = world.task(1)
    a_contact(task.unit, "DEPUTY_IN_CHARGE", name="乙某", mobile="13600000001")
    actions.chase_tasks([task], actor=world.office)
    ring(world, task, "今天报")
    with clock.set_to(NOON + timedelta(minutes=30)):
        ring(world, task, "明天报")
    actions.escalate_task(task, actor=world.office, reason="未报")
    papers.make_paper(
        kind_by_key("assignments.urging"), tasks_for_papers(world.office).get(pk=task.pk), actor=world.office
    )
    Task.objects.filter(pk=world.tasks[2].pk).update(paused_on=NOON.date())

    first, second = chasing.missing_rows(world.directive, world.office)

    assert (first.unit.name, first.times_chased, first.last_reply, first.escalated_to) == ("第1市", 0, "", "")
    assert (second.liaison, second.liaison_mobile, second.deputy_in_charge) == ("甲某", "13900000002", "乙某")
    assert (second.times_chased, second.last_reply, second.escalated_to) == (5, "明天报", "分管领导")


def test_missing_rows_are_lit_by_the_scheme_in_force(world: Chased) -> None:
    assert [row.light for row in chasing.missing_rows(world.directive, world.office)] == ["", "", ""]
    actions.add_light_scheme("三色灯", actor=world.office, basis="整办发1号", lights=COLOURS)
    for number, days in ((1, 2), (2, 3)):
        Task.objects.filter(pk=world.tasks[number].pk).update(due_on=NOON.date() + timedelta(days=days))

    rows = list(chasing.missing_rows(world.directive, world.office))

    assert [row.light for row in rows] == ["RED", "YELLOW", ""]
    assert [row.get_light_display() for row in rows] == ["红", "黄", ""]
    assert world.task(0).get_light_display() == ""


def test_answered_and_paused_tasks_are_not_lit(world: Chased) -> None:
    actions.add_light_scheme("三色灯", actor=world.office, basis="整办发1号", lights=COLOURS)
    Task.objects.filter(pk=world.tasks[0].pk).update(state="SUBMITTED")
    Task.objects.filter(pk=world.tasks[1].pk).update(paused_on=NOON.date())

    rows = lights.with_lights(queries.tasks(world.office), NOON.date())

    assert [row.light for row in rows.order_by("pk")] == ["", "", "RED"]


@pytest.mark.parametrize(
    ("due_on", "is_new"),
    [(date(2018, 3, 8), False), (date(2018, 3, 9), True), (date(2018, 3, 11), True), (date(2018, 3, 12), False)],
)
def test_turned_red_since_the_last_working_day(world: Chased, due_on: date, is_new: bool) -> None:
    actions.add_light_scheme("三色灯", actor=world.office, basis="整办发1号", lights=COLOURS)
    Task.objects.all().update(due_on=due_on)
    Task.objects.filter(pk=world.tasks[1].pk).update(paused_on=NOON.date())

    rows = lights.turned_red(world.office)

    assert [row.pk for row in rows] == ([world.tasks[0].pk, world.tasks[2].pk] if is_new else [])
    assert lights.turned_red(a_post(world.task(0).unit, role="CLERK")).count() == 0


def test_nothing_turns_red_without_a_scheme_that_has_red(world: Chased) -> None:
    assert lights.turned_red(world.office).count() == 0
    actions.add_light_scheme("单色灯", actor=world.office, basis="整办发1号", lights=COLOURS[:1])
    assert lights.turned_red(world.office).count() == 0


def test_workbench_is_lit_where_the_unit_has_to_act(world: Chased) -> None:
    actions.add_light_scheme("三色灯", actor=world.office, basis="整办发1号", lights=COLOURS)

    lit = lights.lit_by_days(Tab.TO_SIGN)

    assert lit is not None
    assert [lit(days) for days in (3, 2, -1)] == [None, Lit("YELLOW", "黄", "临期"), Lit("RED", "红", "逾期")]
    assert lights.lit_by_days(Tab.TO_JUDGE) is None


def test_directives_missing_are_those_the_actors_side_asked_and_somebody_owes(world: Chased) -> None:
    city = world.task(0).unit
    [below] = handed_on(world, city, a_unit("甲县", level="COUNTY", parent=city))
    a_task(a_directive(world.campaign), city, state="SUBMITTED")
    Task.objects.filter(pk=world.tasks[1].pk).update(state="ACCEPTED", accepted_on=NOON.date())

    [asked] = chasing.directives_missing(world.office)

    counts = (asked.asked_count, asked.answered_count, asked.missing_count, asked.overdue_count)
    assert (asked.pk, counts) == (world.directive.pk, (3, 1, 2, 2))
    clerk = a_post(city, role="CLERK")
    assert [row.pk for row in chasing.directives_missing(clerk)] == [below.directive_id]
    assert list(chasing.directives_missing(a_post(world.task(1).unit, role="CLERK"))) == []


def test_chosen_tasks_are_of_this_directive_and_still_missing_where_that_is_asked(world: Chased) -> None:
    other = a_task(a_directive(world.campaign), world.task(0).unit)
    Task.objects.filter(pk=world.tasks[1].pk).update(state="SUBMITTED")
    ids = [other.pk, *(task.pk for task in world.tasks[:2])]

    assert [t.pk for t in chasing.chosen_missing(world.directive, world.office, ids)] == [world.tasks[0].pk]
    assert [t.pk for t in chasing.chosen_tasks(world.directive, world.office, ids)] == [
        task.pk for task in world.tasks[:2]
    ]


def seen(world: Chased, actor: Post, unit: Unit) -> tuple[int, int, int]:
    return (
        chasing.calls(actor).count(),
        len(chasing.chases_of(world.task(0), actor)),
        len(chasing.calls_with(unit, actor)),
    )


def test_calls_and_chases_are_for_whoever_made_them(world: Chased) -> None:
    ring(world, world.task(0), "明天报")
    unit = world.task(0).unit

    assert seen(world, world.office, unit) == (1, 1, 1)
    assert chasing.chases(world.office).count() == 1
    assert seen(world, a_post(unit, role="CLERK"), unit) == (0, 0, 0)
    assert chasing.may_record_call(world.office, unit)
    assert not chasing.may_record_call(a_post(a_unit("乙县"), role="CLERK"), unit)


def test_light_schemes_are_listed_newest_first(world: Chased) -> None:
    for days in (0, 7):
        actions.add_light_scheme(
            "三色灯",
            actor=world.office,
            basis="整办发1号",
            lights=COLOURS,
            valid_from=NOON.date() + timedelta(days=days),
        )

    assert [scheme.version for scheme in lights.light_schemes(world.office)] == [2, 1]


@pytest.mark.parametrize("count", [1, 20])
def test_missing_rows_cost_two_statements(count: int, django_assert_num_queries: Counted) -> None:
    many = a_chased_world(count)

    with django_assert_num_queries(2):
        rows = list(chasing.missing_rows(many.directive, many.office))

    assert len(rows) == count
