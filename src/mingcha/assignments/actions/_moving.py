"""How a task moves from state to state."""

from datetime import date
from typing import Any

from django.utils.translation import gettext

from mingcha.assignments import rules
from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Task
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState


def after_issue(task: Task, happened_on: date | None) -> date:
    """The day an answer came or was judged, not before the task was issued."""
    day = clock.happened(happened_on)
    if day < task.happened_on:
        raise BadValue(gettext("不能早于交办日期"), field="happened_on")
    return day


def move(task: Task, to: TaskState, **values: Any) -> str:
    """Bring a task to a state from one it may come from; of two at once, one wins. Gives the state before.

    Raises:
        NotInThisState: it is in no such state, or no longer.
    """
    before = task.state
    rows = Task.objects.current().filter(pk=task.pk, state=before)
    if before not in rules.states_before(to) or not rows.update(state=to, **values):
        raise NotInThisState(task)
    task.refresh_from_db()
    return before
