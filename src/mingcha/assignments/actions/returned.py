"""Workbooks that came back many at once or by mail (回收填报表): received, then each taken whole or refused whole."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access
from mingcha.assignments.actions.workbooks import WorkbookAnswer, submit_workbook
from mingcha.assignments.choices import ReturnedState, Way
from mingcha.assignments.models import ReturnedWorkbook, Submission, Task
from mingcha.kernel import evidence, jobs, ledger
from mingcha.kernel.errors import BadValue, MingchaError, NotInThisState, Refused
from mingcha.notices.actions import NoticeRow, send_notices
from mingcha.notices.choices import Channel
from mingcha.orgs.actions import add_link_post
from mingcha.orgs.models import Post

MOST_FILES = 300
MOST_CELLS = 5
KIND = ("assignments.returned_workbook", None)
TAKE = "assignments.take_workbooks"


@dataclass(frozen=True, slots=True)
class Came:
    """A file that came: its name and content; mailed ones with sender and a key of their own."""

    name: str
    content: Any
    sender: str = ""
    once_key: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a workbook was not taken.

    Attributes:
        faults: `{sheet, row, column, message}` of each place told; count: of all.
        cells: the places alone, as a notice may carry them.
    """

    says: str
    faults: Sequence[dict[str, Any]] = ()
    count: int = 0
    cells: str = ""

    @classmethod
    def of(cls, error: MingchaError) -> "Refusal":
        """From the error that reading or writing ended in."""
        errors = getattr(error, "errors", ())
        faults = [
            {"sheet": getattr(one, "name", ""), "row": one.row, "column": one.column, "message": one.message}
            for one in errors
        ]
        placed = [one for one in errors if hasattr(one, "sheet") and one.row]
        cells = "、".join(_short(one) for one in placed[:MOST_CELLS])
        says = gettext("有 %(count)s 处错误") % {"count": getattr(error, "count", len(faults))} if faults else ""
        message = getattr(error, "message", "") or str(error)
        return cls((says or message)[:500], tuple(faults), getattr(error, "count", len(faults)), cells)


def _short(error: Any) -> str:
    """表1第7行D列."""
    sheet = f"表{error.sheet}" if error.sheet else ""
    return f"{sheet}第{error.row}行{f'{error.column}列' if error.column else ''}"


@transaction.atomic
def receive_workbooks(files: Sequence[Came], *, actor: Post) -> uuid.UUID:
    """Keep what was uploaded together and have it looked at (批量上传填报表); gives the batch.

    What may not be kept at all (a program, an empty file) is refused at once, the others wait for the worker.

    Raises:
        Refused; BadValue: no file, or too many.
    """
    if not access.may_receive_workbooks(actor):
        raise Refused("assignments.receive_workbooks")
    if not 0 < len(files) <= MOST_FILES:
        raise BadValue(gettext("请选择 1 至 %(most)s 个填报表") % {"most": MOST_FILES}, field="workbooks")
    batch = uuid.uuid4()
    ReturnedWorkbook.objects.bulk_create([_row(one, batch, actor, Way.WORKBOOK) for one in files])
    jobs.enqueue(TAKE, batch=str(batch))
    ledger.enter("assignments.receive_workbooks", actor=actor, on=KIND, after={"batch": batch}, rows=len(files))
    return batch


@transaction.atomic
def receive_letter(files: Sequence[Came], *, actor: Post, task: Task | None, says: str = "") -> uuid.UUID | None:
    """Keep the workbooks of a message and have them looked at (收下寄回的填报表); None where they came before.

    Args:
        actor: the system.
        task: whose unit has registered the sender's address; None: the sender is not known, and `says` tells so.

    Raises:
        Refused.
    """
    if not access.may_receive_letters(actor):
        raise Refused("assignments.receive_letter")
    keys = [one.once_key for one in files if one.once_key]
    known = set(ReturnedWorkbook.objects.filter(once_key__in=keys).values_list("once_key", flat=True))
    fresh = [one for one in files if one.once_key not in known]
    if not fresh:
        return None
    batch = uuid.uuid4()
    post = add_link_post(task.unit, actor=actor) if task else None
    rows = [_row(one, batch, post, Way.MAIL) for one in fresh]
    for row in rows:
        row.task = task
        if task is None:
            row.state, row.says, row.file = ReturnedState.REFUSED, says[:500], None
    ReturnedWorkbook.objects.bulk_create(rows)
    if task is not None:
        jobs.enqueue(TAKE, batch=str(batch))
    ledger.enter("assignments.receive_letter", actor=actor, on=KIND, after={"batch": batch}, rows=len(rows))
    return batch


def _row(one: Came, batch: uuid.UUID, post: Post | None, way: Way) -> ReturnedWorkbook:
    row = ReturnedWorkbook(
        batch=batch,
        name=one.name[:200],
        received_by=post,
        way=way,
        sender=one.sender,
        once_key=one.once_key,
    )
    try:
        row.file = evidence.keep(one.content, name=one.name)
    except BadValue as error:
        row.state, row.says = ReturnedState.REFUSED, str(error)[:500]
    return row


@transaction.atomic
def take_returned(row: ReturnedWorkbook, *, actor: Post, task: Task, given: WorkbookAnswer) -> Submission:
    """A workbook that came back becomes the unit's answer (收下填报表); a mailed one is answered with the receipt.

    Raises:
        Refused; NotInThisState: looked at already; else as `submit_workbook`.
    """
    if not access.may_receive_workbooks(actor):
        raise Refused("assignments.take_returned")
    submission = submit_workbook(task, actor=actor, given=given, way=row.way)
    _decided(row, state=ReturnedState.TAKEN, task=task, submission=submission)
    ledger.enter("assignments.take_returned", actor=actor, on=submission, after={"returned": row.pk})
    receipt = task.receipt_number or submission.pk
    _answer(row, task, "workbook-taken", {"count": min(receipt, 999_999)}, actor)
    return submission


@transaction.atomic
def refuse_returned(row: ReturnedWorkbook, *, actor: Post, refusal: Refusal) -> None:
    """Write down what is wrong with a workbook (退回填报表); a mailed one is answered with the places, nothing else.

    Raises:
        Refused; NotInThisState: looked at already.
    """
    if not access.may_receive_workbooks(actor):
        raise Refused("assignments.refuse_returned")
    words = {"says": refusal.says, "faults": list(refusal.faults), "fault_count": refusal.count}
    _decided(row, state=ReturnedState.REFUSED, **words)
    after = {"returned": row.pk, "faults": refusal.count}
    ledger.enter("assignments.refuse_returned", actor=actor, on=row.task or KIND, after=after)
    if row.task is not None:
        wording = "workbook-faults" if refusal.cells else "workbook-refused"
        values = {"count": refusal.count, "cells": refusal.cells, "site": settings.SITE_ADDRESS}
        _answer(row, row.task, wording, values, actor)


def _decided(row: ReturnedWorkbook, **values: Any) -> None:
    if not ReturnedWorkbook.objects.waiting().filter(pk=row.pk).update(**values):
        raise NotInThisState(row)
    for name, value in values.items():
        setattr(row, name, value)


def _answer(row: ReturnedWorkbook, task: Task, wording: str, values: dict[str, Any], actor: Post) -> None:
    """Answer a mailed workbook to its sender; without a wording in force nobody is written to."""
    if row.way == Way.MAIL:
        with suppress(BadValue):
            send_notices([NoticeRow(task.unit, row.sender, Channel.EMAIL, wording, values)], actor=actor)
