"""From which state a task comes to which, and when it is late."""

from datetime import date

from mingcha.assignments.choices import TaskState

_FROM = {
    TaskState.SIGNED_FOR: (TaskState.ISSUED,),
    TaskState.WITH_HEAD: (TaskState.SIGNED_FOR, TaskState.RETURNED),
    TaskState.SUBMITTED: (TaskState.SIGNED_FOR, TaskState.RETURNED),
    TaskState.RETURNED: (TaskState.SUBMITTED,),
    TaskState.ACCEPTED: (TaskState.SUBMITTED,),
}

UNANSWERED = (TaskState.ISSUED, TaskState.SIGNED_FOR, TaskState.WITH_HEAD, TaskState.RETURNED)
"""States in which it is the unit's turn (未报): not signed for, not submitted, with its head, or sent back."""

ANSWERED = (TaskState.SUBMITTED, TaskState.ACCEPTED)
"""States in which the unit has answered (已报)."""

WRITABLE = (TaskState.SIGNED_FOR, TaskState.RETURNED)
"""States in which the unit may submit or hand on: signed for, or sent back."""

OPEN_TO_LINKS = (TaskState.ISSUED, *WRITABLE)
"""States in which a one-time link is of use: it may be answered at once (免登录填报)."""


def states_before(state: TaskState) -> tuple[TaskState, ...]:
    """From which states a task may come to this one. What waits for the unit's head moves by the head's word alone.

    Source: domain.md 4.2, stages of a supervised matter (交办 → 签收 → 办理 → 反馈 → 审核, 退回重办 possible → 办结).
    """
    return _FROM[state]


def is_late(due_on: date, submitted_on: date | None, today: date) -> bool:
    """Whether a task is or was late: a due day ends when the next one begins (逾期)."""
    return (submitted_on or today) > due_on
