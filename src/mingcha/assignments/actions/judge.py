"""Judging: whoever asked returns or accepts (退回、办结)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access
from mingcha.assignments.actions._moving import after_issue, move, reason_of
from mingcha.assignments.choices import SubmissionState, TaskState
from mingcha.assignments.models import Field, FieldRemark, Submission, Task
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs.models import Post

BATCH = 900


@transaction.atomic
def return_task(task: Task, *, actor: Post, reason: str, remarks: Mapping[str, str] | None = None) -> None:
    """Whoever asked sends an answer back, with reasons by field (退回); the answer stays beside the next one.

    Args:
        remarks: field code -> why it is sent back.

    Raises:
        Refused: also for the own unit; NotInThisState: nothing submitted; BadValue: no reason, or a field that is none.
    """
    if not access.may_judge_task(actor, task):
        raise Refused("assignments.return_task")
    words = reason_of(reason)
    rows = _remarks(task, remarks or {})
    before = move(task, TaskState.RETURNED)
    submission = Submission.objects.current().filter(task=task, state=SubmissionState.SUBMITTED).first()
    if submission:
        Submission.objects.filter(pk=submission.pk).update(
            state=SubmissionState.RETURNED, judged_on=clock.today(), reason=words
        )
        for row in rows:
            row.submission = submission
        FieldRemark.objects.bulk_create(rows)
    after = {"state": TaskState.RETURNED, "remarks": dict(remarks or {})}
    ledger.enter("assignments.return_task", actor=actor, on=task, before=before, after=after, reason=words)


def _remarks(task: Task, remarks: Mapping[str, str]) -> list[FieldRemark]:
    """A row for each remark that says something."""
    said = {code: text.strip() for code, text in remarks.items() if text.strip()}
    keys = dict(Field.objects.filter(directive=task.directive_id).values_list("code", "pk")) if said else {}
    for code, text in said.items():
        if code not in keys:
            raise BadValue(gettext("表式中没有这一项"), field=code)
        reason_of(text, field=code)
    return [FieldRemark(field_id=keys[code], reason=text) for code, text in said.items()]


@transaction.atomic
def accept_task(task: Task, *, actor: Post, happened_on: date | None = None) -> None:
    """Whoever asked accepts an answer (办结).

    Raises:
        Refused: also for the own unit; NotInThisState: nothing submitted.
    """
    if not access.may_judge_task(actor, task):
        raise Refused("assignments.accept_task")
    day = after_issue(task, happened_on)
    before = move(task, TaskState.ACCEPTED, accepted_on=day)
    Submission.objects.current().filter(task=task, state=SubmissionState.SUBMITTED).update(
        state=SubmissionState.ACCEPTED, judged_on=day
    )
    ledger.enter("assignments.accept_task", actor=actor, on=task, before=before, after=TaskState.ACCEPTED)


@transaction.atomic
def accept_tasks(tasks: Sequence[Task], *, actor: Post, happened_on: date | None = None) -> int:
    """Whoever asked accepts many answers at once (批量办结): all or none, one entry; gives their number.

    Raises:
        Refused: one of them is not the actor's to judge; NotInThisState: one is no longer submitted, it is named;
        BadValue: none given.
    """
    if not access.may_judge_tasks(actor, tasks):
        raise Refused("assignments.accept_tasks")
    if not tasks:
        raise BadValue(gettext("没有选中任务"), field="tasks")
    day = max(after_issue(task, happened_on) for task in tasks)
    ids = sorted({task.pk for task in tasks})
    for batch in _batches(ids):
        rows = Task.objects.current().filter(pk__in=batch, state=TaskState.SUBMITTED, paused_on__isnull=True)
        if rows.update(state=TaskState.ACCEPTED, accepted_on=day) != len(batch):
            raise NotInThisState(_gone(tasks))
        Submission.objects.current().filter(task__in=batch, state=SubmissionState.SUBMITTED).update(
            state=SubmissionState.ACCEPTED, judged_on=day
        )
    kind = Task._meta.label_lower  # noqa: SLF001  documented interface
    ledger.enter("assignments.accept_tasks", actor=actor, on=(kind, None), after={"tasks": ids}, rows=len(ids))
    return len(ids)


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    left = iter(ids)
    while batch := list(islice(left, BATCH)):
        yield batch


def _gone(tasks: Sequence[Task]) -> Task:
    """The first of the tasks that was not submitted when they were read; else just the first."""
    return next((task for task in tasks if task.state != TaskState.SUBMITTED), tasks[0])
