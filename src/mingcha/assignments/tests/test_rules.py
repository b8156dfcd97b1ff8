"""Where a task may come from, and when it is late."""

from datetime import date

import pytest

from mingcha.assignments import rules
from mingcha.assignments.choices import TaskState

DUE = date(2018, 3, 9)


@pytest.mark.parametrize(
    ("state", "before"),
    [
        (TaskState.SIGNED_FOR, (TaskState.ISSUED,)),
        (TaskState.WITH_HEAD, (TaskState.SIGNED_FOR, TaskState.RETURNED)),
        (TaskState.SUBMITTED, (TaskState.SIGNED_FOR, TaskState.RETURNED)),
        (TaskState.RETURNED, (TaskState.SUBMITTED,)),
        (TaskState.ACCEPTED, (TaskState.SUBMITTED,)),
    ],
)
def test_states_before_follow_the_stages_of_a_supervised_matter(
    state: TaskState, before: tuple[TaskState, ...]
) -> None:
    assert rules.states_before(state) == before


@pytest.mark.parametrize(
    ("submitted_on", "today", "late"),
    [
        (None, DUE, False),
        (None, date(2018, 3, 10), True),
        (DUE, date(2018, 4, 1), False),
        (date(2018, 3, 10), date(2018, 4, 1), True),
    ],
)
def test_is_late_begins_the_day_after_it_was_due(submitted_on: date | None, today: date, late: bool) -> None:
    assert rules.is_late(DUE, submitted_on, today) == late


def test_unanswered_are_the_states_in_which_the_unit_has_its_turn() -> None:
    assert set(TaskState) - set(rules.UNANSWERED) == {TaskState.SUBMITTED, TaskState.ACCEPTED}
