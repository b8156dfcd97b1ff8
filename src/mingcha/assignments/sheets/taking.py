"""A file that came back, checked whole before anything is written (核对填报表)."""

import hashlib
from typing import Any

from django.utils.translation import gettext

from mingcha.assignments import rules
from mingcha.assignments.actions import WorkbookAnswer
from mingcha.assignments.choices import FieldKind
from mingcha.assignments.models import Task
from mingcha.assignments.queries import filling, standing
from mingcha.assignments.sheets.changes import OldWorkbook, changes_since
from mingcha.assignments.sheets.marks import Mark, mark_in
from mingcha.assignments.sheets.reading import read_book
from mingcha.kernel.errors import BadFile, NotThere
from mingcha.kernel.workbooks.opening import Book, open_book
from mingcha.kernel.workbooks.places import BadWorkbook, CellError
from mingcha.orgs.models import Post


class OtherTask(BadFile):
    """The workbook of another task of the reader's (另一任务的填报表)."""

    def __init__(self, task: Task, *, file: str) -> None:
        self.task = task
        super().__init__(
            gettext("这是“%(task)s”的填报表，请到那件任务的页面上传") % {"task": task.directive.title}, file=file
        )


def marked_task_id(content: bytes, *, name: str) -> int:
    """The number of the task a workbook was made for, whoever may see it.

    Raises:
        BadFile: no workbook of this site.
    """
    return _mark(open_book(content, name=name)).task_id


def _mark(book: Book) -> Mark:
    mark = mark_in(book)
    if mark is None:
        raise BadFile(gettext("不是本系统给出的填报表，或表号被改动；请重新下载填报表"), file=book.file)
    return mark


def task_of_book(book: Book, actor: Post) -> Task:
    """The task a workbook was made for, as far as the post may see it.

    Raises:
        BadFile: no workbook of this site; NotThere: of a task that is none of the post's.
    """
    task: Task | None = standing.task_for_page(actor).filter(pk=_mark(book).task_id).first()
    if task is None:
        raise NotThere(gettext("这张填报表对应的任务"))
    return task


def answer_in(
    content: bytes, *, name: str, actor: Post, task: Task | None = None, is_draft: bool = False
) -> tuple[Task, WorkbookAnswer]:
    """The answer a workbook holds, checked by the rules that page and API use, and whose it is.

    Args:
        task: on whose page it was uploaded; None where the mark alone says.
        is_draft: files still missing are no error yet.

    Raises:
        BadWorkbook: everything that is wrong, by place; OldWorkbook; OtherTask; BadFile; NotThere.
    """
    book = open_book(content, name=name)
    found = task_of_book(book, actor)
    if task is not None and found.pk != task.pk:
        raise OtherTask(found, file=book.file)
    start = filling.sheet_of(found, actor)
    if _mark(book).version != found.directive.form_version:
        changes = changes_since(book, start.fields)
        raise OldWorkbook(changes, file=book.file, task_id=found.pk)
    returned = read_book(book, start.fields)
    files = {one.code: start.values.get(one.code, "") for one in start.fields if one.kind == FieldKind.FILE}
    values: dict[str, Any] = {**returned.values, **files}
    _, errors = rules.check_values(start.fields, values)
    if is_draft:
        errors = [error for error in errors if error.code not in files]
    told = returned.told(errors, {one.code: one.label for one in start.fields})
    told += _nothing_said(returned.answer, len(start.fields), book)
    if told:
        raise BadWorkbook(told, file=book.file)
    digest = hashlib.sha256(content).hexdigest()
    return found, WorkbookAnswer(values, returned.answer, digest=digest, name=name, rows=returned.rows)


def _nothing_said(answer: str, fields: int, book: Book) -> list[CellError]:
    is_empty = not answer and not fields
    return [CellError(book.sheets[0].number, 0, "", gettext("报送内容不能为空"))] if is_empty else []
