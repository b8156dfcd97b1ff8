"""What an answer writes: the submission with its values, in bulk; the task moves first, so that of two one wins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from mingcha.assignments import rules
from mingcha.assignments.actions._moving import move
from mingcha.assignments.choices import FieldKind, SubmissionState, TaskState
from mingcha.assignments.models import Draft, Field, Submission, Task, Value
from mingcha.kernel.errors import BadForm, BadValue, FieldError
from mingcha.kernel.models import StoredFile
from mingcha.orgs.models import Post

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it came in."""

    answer: str
    values: Mapping[str, Any] | None
    way: str
    day: date
    signed_paper: StoredFile | None = None
    reused_from: Submission | None = None


def write_answer(task: Task, given: Given, *, actor: Post) -> tuple[str, Submission]:
    """Check and write an answer; gives the state before and the submission.

    Raises:
        BadForm: every error of the form; BadValue: nothing written; NotInThisState: not this unit's turn.
    """
    fields = list(Field.objects.filter(directive=task.directive_id).order_by("position", "pk"))
    draft = Draft.objects.filter(task=task).first()
    values = as_written(given.values if given.values is not None else draft.values if draft else {})
    answer = given.answer.strip() or (draft.answer if draft and given.values is None else "")
    checked, errors = rules.check_values(fields, values)
    errors += strange_files(task, fields, given.values or {}, values, draft, given.reused_from)
    if errors:
        raise BadForm(errors)
    if not (fields or answer):
        raise BadValue(gettext("报送内容不能为空"), field="answer")
    before = _moved(task, given, answer)
    submission = _submission(task, given, actor, answer)
    keys = {field.code: field.pk for field in fields}
    rows = (
        Value(submission=submission, field_id=keys[code], row=row, column=column, file_id=cell.file, **_typed(cell))
        for code, row, column, cell in rules.flat(checked)
    )
    Value.objects.bulk_create(rows, batch_size=BATCH)
    if draft:
        draft.delete()
    return before, submission


def _typed(cell: rules.Cell) -> dict[str, Any]:
    return {"text": cell.text, "number": cell.number, "day": cell.day}


def _moved(task: Task, given: Given, answer: str) -> str:
    if _waits_for_head(task, given):
        return move(task, TaskState.WITH_HEAD)
    return move(task, TaskState.SUBMITTED, submitted_on=given.day, answer=answer)


def _waits_for_head(task: Task, given: Given) -> bool:
    return task.directive.needs_head and given.signed_paper is None


def _submission(task: Task, given: Given, actor: Post, answer: str) -> Submission:
    waits = _waits_for_head(task, given)
    last = Submission.objects.filter(task=task).aggregate(n=Max("number"))["n"] or 0
    submission: Submission = Submission.objects.create(
        task=task,
        campaign_id=task.campaign_id,
        unit_id=task.unit_id,
        number=last + 1,
        state=SubmissionState.WITH_HEAD if waits else SubmissionState.SUBMITTED,
        way=given.way,
        answer=answer,
        form_version=task.directive.form_version,
        drafted_by=actor,
        happened_on=given.day,
        signed_paper=given.signed_paper,
        approved_on=given.day if given.signed_paper else None,
        submitted_on=None if waits else given.day,
        reused_from=given.reused_from,
    )
    return submission


def as_written(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with kept files as their numbers."""
    return {code: str(value.pk) if isinstance(value, StoredFile) else value for code, value in values.items()}


def strange_files(
    task: Task, fields: list[Field], given: Mapping[str, Any], values: Mapping[str, Any], *own: Any
) -> list[FieldError]:
    """Errors of files named by number that were never handed in with this task: a number is no right to read a file.

    Files just kept by a page are handed over as themselves; a number must stand in the draft or in an earlier answer.
    """
    named = {
        field.code: str(values[field.code])
        for field in fields
        if field.kind == FieldKind.FILE and values.get(field.code) and not isinstance(given.get(field.code), StoredFile)
    }
    if not named:
        return []
    draft, source = own
    answers = [task.pk] if source is None else [task.pk, source.task_id]
    kept = Value.objects.filter(submission__task__in=answers, file__isnull=False).values_list("file", flat=True)
    known = {str(pk) for pk in kept} | ({str(value) for value in draft.values.values()} if draft else set())
    return [FieldError(code, rules.NOT_UPLOADED) for code, number in named.items() if number not in known]
