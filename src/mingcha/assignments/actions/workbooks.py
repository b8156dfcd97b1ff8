"""A returned workbook becomes the unit's draft or answer (填报表报送): by the verbs of the page, each file once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access
from mingcha.assignments.actions.answer import save_draft, submit_task
from mingcha.assignments.choices import Way
from mingcha.assignments.models import Draft, Submission, Task
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadFile, Refused
from mingcha.kernel.models import TakenFile
from mingcha.orgs.models import Post


@dataclass(frozen=True, slots=True)
class WorkbookAnswer:
    """What a workbook says, already read and checked.

    Attributes:
        digest: SHA-256 of the file. name: as the reader knows it. rows: how many rows of tables it has.
    """

    values: Mapping[str, Any]
    answer: str
    digest: str
    name: str
    rows: int = 0


@transaction.atomic
def draft_workbook(task: Task, *, actor: Post, given: WorkbookAnswer, version: int = 0) -> Draft:
    """Keep what a workbook says as the unit's draft (填报表存为草稿).

    Args:
        version: of the draft the writer had before them; 0 where there was none.

    Raises:
        Refused; NotInThisState: somebody saved meanwhile, or it is not this unit's turn.
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.draft_workbook")
    draft = save_draft(task, actor=actor, values=given.values, answer=given.answer, version=version)
    after = {"file": given.name, "digest": given.digest, "version": draft.version}
    ledger.enter("assignments.draft_workbook", actor=actor, on=task, after=after, rows=given.rows)
    return draft


@transaction.atomic
def submit_workbook(
    task: Task, *, actor: Post, given: WorkbookAnswer, way: str = Way.WORKBOOK, happened_on: date | None = None
) -> Submission:
    """The unit answers by a workbook (填报表报送); the same file a second time is told as such and doubles nothing.

    Raises:
        Refused; BadFile: submitted before; NotInThisState, BadForm, BadValue: as `submit_task`.
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.submit_workbook")
    key = "assignments.submit_workbook"
    before = TakenFile.objects.filter(key=key, digest=given.digest).first()
    if before is not None:
        words = {"at": f"{before.taken_at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}", "name": before.name}
        raise BadFile(gettext("这个文件已于 %(at)s 报送过（%(name)s），没有重复报送") % words, file=given.name)
    submission = submit_task(
        task, actor=actor, answer=given.answer, values=given.values, way=way, happened_on=happened_on
    )
    TakenFile.objects.create(key=key, digest=given.digest, name=given.name[:200], rows=given.rows)
    after = {"file": given.name, "digest": given.digest, "number": submission.number}
    ledger.enter("assignments.submit_workbook", actor=actor, on=submission, after=after, rows=given.rows)
    return submission
