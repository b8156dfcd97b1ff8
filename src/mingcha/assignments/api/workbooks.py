"""A task's form as a workbook: given out, and taken back filled in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Router
from ninja.files import UploadedFile

from mingcha.assignments import actions
from mingcha.assignments.api._reading import task_seen_by
from mingcha.assignments.api._shapes import TaskOut
from mingcha.assignments.models import Task
from mingcha.assignments.queries import filling, standing, verbs
from mingcha.assignments.sheets import taking, writing
from mingcha.kernel.workbooks import writer
from mingcha.orgs.acting import StaffRequest

router = Router()


@router.get("/tasks/{int:pk}/workbook", summary="The form of a task as a workbook to fill in 填报表")
def task_workbook(request: StaffRequest, pk: int) -> HttpResponse:
    """An xlsx file, filled in as far as the unit is known."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("task_workbook", request.actor, task)
    content = writing.workbook_of(task, filling.sheet_of(task, request.actor))
    return HttpResponse(content, content_type=writer.MEDIA_TYPE)


@router.post("/tasks/{int:pk}/workbook", response=TaskOut, summary="Answer by a filled workbook 填报表报送")
def submit_workbook(request: StaffRequest, pk: int, workbook: File[UploadedFile], is_draft: Form[bool] = False) -> Task:
    """All of it, or a list of errors by sheet, row and column and nothing; `is_draft` keeps it as the unit's draft."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    words: dict[str, Any] = {"name": workbook.name or "", "actor": request.actor, "task": task, "is_draft": is_draft}
    _, given = taking.answer_in(workbook.read(), **words)
    if is_draft:
        version = filling.sheet_of(task, request.actor).version
        actions.draft_workbook(task, actor=request.actor, given=given, version=version)
    else:
        actions.submit_workbook(task, actor=request.actor, given=given)
    return task_seen_by(request, pk)
