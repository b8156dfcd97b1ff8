"""Answering: a unit signs for its task, drafts, submits; its head signs (签收、填报、报送、审签)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from mingcha.assignments import access, queries, rules
from mingcha.assignments.actions._answering import Given, as_written, strange_files, write_answer
from mingcha.assignments.actions._moving import after_issue, move, reason_of
from mingcha.assignments.choices import SubmissionState, TaskState, Way
from mingcha.assignments.models import Draft, Submission, Task
from mingcha.kernel import clock, ledger, numbering
from mingcha.kernel.errors import BadForm, NotInThisState, Refused
from mingcha.kernel.models import StoredFile
from mingcha.orgs.models import Post

RECEIPTS = "签收"


@transaction.atomic
def sign_for_task(task: Task, *, actor: Post, happened_on: date | None = None) -> None:
    """The unit signs for its task and gets a receipt number (签收).

    Raises:
        Refused; NotInThisState: signed for already, or on pause.
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.sign_for_task")
    day = after_issue(task, happened_on)
    before = move(task, TaskState.SIGNED_FOR, signed_for_on=day)
    number = numbering.take(RECEIPTS, year=day.year, on=task)
    Task.objects.filter(pk=task.pk).update(receipt_number=number)
    task.receipt_number = number
    after = {"state": TaskState.SIGNED_FOR, "receipt": number}
    ledger.enter("assignments.sign_for_task", actor=actor, on=task, before=before, after=after)


@transaction.atomic
def save_draft(task: Task, *, actor: Post, values: Mapping[str, Any], answer: str = "", version: int = 0) -> Draft:
    """Keep what a unit has written so far (保存草稿), unchecked. Nobody's words are overwritten unseen.

    Args:
        version: of the draft the writer had before them; 0 where there was none.

    Raises:
        Refused; NotInThisState: somebody saved meanwhile, or it is not this unit's turn; BadForm: a strange file.
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.save_draft")
    open_tasks = Task.objects.current().filter(pk=task.pk, state__in=(TaskState.ISSUED, *rules.WRITABLE))
    if not open_tasks.exists():
        raise NotInThisState(task)
    kept = Draft.objects.filter(task=task).first()
    written = as_written(values)
    fields = list(task.directive.fields.all())
    if errors := strange_files(task, fields, values, written, kept, None):
        raise BadForm(errors)
    columns = {"values": written, "answer": answer, "edited_by": actor, "edited_at": clock.now()}
    draft = _saved(task, version, columns)
    ledger.enter("assignments.save_draft", actor=actor, on=task, after={"version": draft.version})
    return draft


def _saved(task: Task, version: int, columns: dict[str, Any]) -> Draft:
    """The new version of a draft; of two writers with one version before them, one wins."""
    if version:
        if not Draft.objects.filter(task=task, version=version).update(version=F("version") + 1, **columns):
            raise NotInThisState(task)
        return Draft.objects.get(task=task)
    try:
        with transaction.atomic():
            return Draft.objects.create(task=task, **columns)
    except IntegrityError as error:
        raise NotInThisState(task) from error


@transaction.atomic
def submit_task(  # noqa: PLR0913  page, paper, workbook, link and API answer by this one verb
    task: Task,
    *,
    actor: Post,
    answer: str = "",
    values: Mapping[str, Any] | None = None,
    way: str = Way.PAGE,
    signed_paper: StoredFile | None = None,
    happened_on: date | None = None,
) -> Submission:
    """The unit answers (报送), again after a return; what the unit's head must sign goes to the head first.

    Args:
        values: field code -> text, or a list of rows for a table, or a kept file; None: as the draft has them.
        signed_paper: the page the head signed by hand, photographed; then the answer counts at once.

    Raises:
        Refused; NotInThisState: not signed for, submitted already, or on pause; BadForm: every error of the form;
        BadValue: nothing written.
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.submit_task")
    given = Given(answer, values, way, after_issue(task, happened_on), signed_paper)
    before, submission = write_answer(task, given, actor=actor)
    after = {"state": task.state, "number": submission.number, "way": str(way), "answer": submission.answer}
    ledger.enter("assignments.submit_task", actor=actor, on=task, before=before, after=after)
    return submission


@transaction.atomic
def reuse_answer(task: Task, *, actor: Post, source: Submission) -> Submission:
    """The unit answers with what it reported before (沿用已报): the same fields, checked by the new form.

    Raises:
        Refused: also another unit's answer; NotInThisState: not this unit's turn, or the answer never counted;
        BadForm: what the new form asks beyond it, by field.
    """
    if not (access.may_answer_task(actor, task) and source.unit_id == task.unit_id):
        raise Refused("assignments.reuse_answer")
    if source.state not in (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED) or source.voided_at:
        raise NotInThisState(source)
    values = queries.values_for(task, source)
    given = Given(source.answer, values, Way.REUSED, clock.today(), reused_from=source)
    before, submission = write_answer(task, given, actor=actor)
    after = {"state": task.state, "number": submission.number, "reused_from": source.pk}
    ledger.enter("assignments.reuse_answer", actor=actor, on=task, before=before, after=after)
    return submission


@transaction.atomic
def sign_answer(submission: Submission, *, actor: Post, happened_on: date | None = None) -> None:
    """The unit's head signs what the clerk drafted (审签); only now it is the unit's word.

    Raises:
        Refused: also another unit's head; NotInThisState: signed or refused already.
    """
    task = submission.task
    if not access.may_sign_answer(actor, task):
        raise Refused("assignments.sign_answer")
    day = after_issue(task, happened_on)
    before = move(task, TaskState.SUBMITTED, since=(TaskState.WITH_HEAD,), submitted_on=day, answer=submission.answer)
    _decided(submission, state=SubmissionState.SUBMITTED, approved_by=actor, approved_on=day, submitted_on=day)
    ledger.enter("assignments.sign_answer", actor=actor, on=submission, before=before, after=TaskState.SUBMITTED)


@transaction.atomic
def refuse_answer(submission: Submission, *, actor: Post, reason: str) -> None:
    """The unit's head gives a draft back to the clerk (领导退回); whoever asked never sees it.

    Raises:
        Refused: also another unit's head; NotInThisState: signed or refused already; BadValue: no reason.
    """
    task = submission.task
    if not access.may_sign_answer(actor, task):
        raise Refused("assignments.refuse_answer")
    words = reason_of(reason)
    was_returned = Submission.objects.current().filter(task=task, state=SubmissionState.RETURNED).exists()
    to = TaskState.RETURNED if was_returned else TaskState.SIGNED_FOR
    before = move(task, to, since=(TaskState.WITH_HEAD,))
    _decided(submission, state=SubmissionState.REFUSED_BY_HEAD, reason=words)
    ledger.enter("assignments.refuse_answer", actor=actor, on=submission, before=before, after=to, reason=words)


def _decided(submission: Submission, **values: Any) -> None:
    """What the head said of an answer; the task moved first, so nobody else can be here."""
    waiting = Submission.objects.current().filter(pk=submission.pk, state=SubmissionState.WITH_HEAD)
    if not waiting.update(**values):
        raise NotInThisState(submission)
    for name, value in values.items():
        setattr(submission, name, value)
