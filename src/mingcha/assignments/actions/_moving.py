"""How a task moves from state to state."""

from collections.abc import Collection
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


def reason_of(reason: str, *, field: str = "reason") -> str:
    """The reason an act must have, in words.

    Raises:
        BadValue: none, or more than 200 characters.
    """
    words = reason.strip()
    if not 0 < len(words) <= 200:
        raise BadValue(gettext("须写明理由，不超过200字"), field=field)
    return words


def move(task: Task, to: TaskState, *, since: Collection[str] | None = None, **values: Any) -> str:
    """Bring a task to a state from one it may come from; of two at once, one wins. Gives the state before.

    Args:
        since: the states it may come from, where they are not those of the rules.

    Raises:
        NotInThisState: it is in no such state, or no longer, or it is on pause.
    """
    before = task.state
    rows = Task.objects.current().filter(pk=task.pk, state=before, paused_on__isnull=True)
    allowed = rules.states_before(to) if since is None else since
    if before not in allowed or not rows.update(state=to, **values):
        raise NotInThisState(task)
    task.state = to
    for name, value in values.items():
        setattr(task, name, value)
    return before
