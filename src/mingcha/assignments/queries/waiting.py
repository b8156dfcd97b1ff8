"""What waits for a post, tab by tab (我的待办)."""

from mingcha.assignments import access
from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Task, TaskQuerySet
from mingcha.kernel import clock, workdays
from mingcha.orgs import queries as orgs
from mingcha.orgs.models import Post
from mingcha.ui.inbox import Tab

STATES = {
    Tab.TO_SIGN: TaskState.ISSUED,
    Tab.TO_REPORT: TaskState.SIGNED_FOR,
    Tab.TO_JUDGE: TaskState.SUBMITTED,
    Tab.RETURNED: TaskState.RETURNED,
}


def waiting_tasks(actor: Post, tab: Tab) -> TaskQuerySet | None:
    """Tasks under one tab of the workbench, oldest due first; None where the tab is not the post's.

    A unit's clerk signs for, reports and mends the unit's own, and judges what the unit handed on; its head signs what
    is ready; the office watches what it asked and judges what came. 新增逾期: due since the last working day before
    today.
    """
    rows = _of_unit(actor, tab) if actor.is_of_unit else _of_office(actor, tab) if actor.is_office else None
    return None if rows is None else rows.order_by("due_on", "pk")


def _of_unit(actor: Post, tab: Tab) -> TaskQuerySet | None:
    own = Task.objects.current().filter(unit=actor.unit_id, paused_on__isnull=True)
    match tab:
        case Tab.TO_SIGN if actor.is_head:
            return own.filter(state=TaskState.WITH_HEAD)
        case Tab.TO_JUDGE if actor.is_head:
            return None
        case Tab.TO_JUDGE:
            asked = Task.objects.current().filter(access.tasks_asked_by_visible_to(actor), paused_on__isnull=True)
            return asked.filter(state=TaskState.SUBMITTED)
        case Tab.DUE_TODAY | Tab.NEWLY_OVERDUE:
            return _due(own, tab)
        case _:
            return own.filter(state=STATES[tab])


def _of_office(actor: Post, tab: Tab) -> TaskQuerySet | None:
    asked = Task.objects.current().filter(access.tasks_asked_by_visible_to(actor), paused_on__isnull=True)
    match tab:
        case Tab.TO_REPORT:
            return None
        case Tab.TO_JUDGE:
            return asked.filter(state=TaskState.SUBMITTED).exclude(unit__in=orgs.own_units(actor))
        case Tab.DUE_TODAY | Tab.NEWLY_OVERDUE:
            return _due(asked, tab)
        case _:
            return asked.filter(state=STATES[tab])


def _due(rows: TaskQuerySet, tab: Tab) -> TaskQuerySet:
    today = clock.today()
    if tab == Tab.DUE_TODAY:
        return rows.unanswered().filter(due_on=today)
    return rows.overdue(today).filter(due_on__gte=workdays.last_working_day_before(today))
