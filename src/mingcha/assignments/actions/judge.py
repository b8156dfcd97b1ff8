"""Judging: whoever asked returns or accepts (退回、办结)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access
from mingcha.assignments.actions._moving import after_issue, move
from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Task
from mingcha.kernel import ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.orgs.models import Post


@transaction.atomic
def return_task(task: Task, *, actor: Post, reason: str) -> None:
    """The office sends an answer back (退回).

    Raises:
        Refused: also for the own unit; NotInThisState: nothing submitted; BadValue: no reason, or too long a one.
    """
    if not access.may_judge_task(actor, task):
        raise Refused("assignments.return_task")
    if not 0 < len(reason.strip()) <= 200:
        raise BadValue(gettext("退回须写明理由，不超过200字"), field="reason")
    before = move(task, TaskState.RETURNED)
    ledger.enter(
        "assignments.return_task", actor=actor, on=task, before=before, after=TaskState.RETURNED, reason=reason
    )


@transaction.atomic
def accept_task(task: Task, *, actor: Post, happened_on: date | None = None) -> None:
    """The office accepts an answer (办结).

    Raises:
        Refused: also for the own unit; NotInThisState: nothing submitted.
    """
    if not access.may_judge_task(actor, task):
        raise Refused("assignments.accept_task")
    before = move(task, TaskState.ACCEPTED, accepted_on=after_issue(task, happened_on))
    ledger.enter("assignments.accept_task", actor=actor, on=task, before=before, after=TaskState.ACCEPTED)
