"""Answering: a unit signs for its task and submits (签收、报送)."""

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
def sign_for_task(task: Task, *, actor: Post, happened_on: date | None = None) -> None:
    """The unit signs for its task (签收).

    Raises:
        Refused; NotInThisState: signed for already.
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.sign_for_task")
    before = move(task, TaskState.SIGNED_FOR, signed_for_on=after_issue(task, happened_on))
    ledger.enter("assignments.sign_for_task", actor=actor, on=task, before=before, after=TaskState.SIGNED_FOR)


@transaction.atomic
def submit_task(task: Task, *, actor: Post, answer: str, happened_on: date | None = None) -> None:
    """The unit answers (报送), again after a return.

    Raises:
        Refused; NotInThisState: not signed for, or submitted already; BadValue: nothing written.
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.submit_task")
    if not answer.strip():
        raise BadValue(gettext("报送内容不能为空"), field="answer")
    before = move(task, TaskState.SUBMITTED, submitted_on=after_issue(task, happened_on), answer=answer)
    ledger.enter("assignments.submit_task", actor=actor, on=task, before=before, after={"answer": answer})
