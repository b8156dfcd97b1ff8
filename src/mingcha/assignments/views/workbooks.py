"""A task's form as a workbook: taken away, filled in offline, brought back (填报表)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from mingcha.assignments import actions
from mingcha.assignments.actions import Came
from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Task
from mingcha.assignments.queries import filling, standing, verbs
from mingcha.assignments.sheets import taking, writing
from mingcha.assignments.views.answering import SENT
from mingcha.kernel.errors import BadForm, BadValue, NotInThisState, NotThere
from mingcha.kernel.workbooks import writer
from mingcha.orgs.acting import StaffRequest, staff_page

LARGE = 1_000_000
"""Bytes from which on a workbook is looked at in the background: more than a few seconds are not waited for."""


@require_GET
@staff_page
def task_workbook(request: StaffRequest, pk: int) -> HttpResponse:
    """The workbook of a task, filled in as far as its unit is known (下载填报表)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("task_workbook", request.actor, task)
    content = writing.workbook_of(task, filling.sheet_of(task, request.actor))
    name = gettext("填报表_%(unit)s_%(title)s") % {"unit": task.unit.short_name, "title": task.directive.title[:40]}
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=writer.MEDIA_TYPE, headers=headers)


@require_POST
@staff_page
def upload_workbook(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a filled workbook back: as the draft, or as the answer; with one error nothing of it (上传填报表)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    is_draft = "submit" not in request.POST
    verbs.task_opened_for("draft_workbook" if is_draft else "submit_task", request.actor, task)
    try:
        return _led_on(request, _taken(request, task, is_draft=is_draft))
    except (BadValue, NotThere, NotInThisState) as error:
        return _refused(request, task, error)


def _taken(request: StaffRequest, task: Task, *, is_draft: bool) -> str:
    """Take the file in; gives where to go on."""
    file = request.FILES.get("workbook")
    if file is None:
        raise BadValue(gettext("请选择填好的填报表"), field="workbook")
    if not is_draft and (file.size or 0) > LARGE:
        batch = actions.receive_workbooks([Came(file.name or "", file)], actor=request.actor)
        messages.success(request, gettext("文件较大，正在后台逐格核对，这一页会自己更新。"))
        return reverse("assignments:returned_workbook_detail", args=[batch])
    words: dict[str, Any] = {"name": file.name or "", "actor": request.actor, "task": task, "is_draft": is_draft}
    _, given = taking.answer_in(file.read(), **words)
    if is_draft:
        version = str(request.POST.get("version", ""))
        known = int(version) if version.isdecimal() and len(version) < 10 else 0
        actions.draft_workbook(task, actor=request.actor, given=given, version=known)
        messages.success(request, gettext("填报表已读入草稿，还没有报送；请核对后报送。"))
        return reverse("assignments:submit_task", args=[task.pk])
    actions.submit_workbook(task, actor=request.actor, given=given)
    task.refresh_from_db()
    messages.success(request, SENT[TaskState(task.state)])
    return reverse("assignments:task_detail", args=[task.pk])


def _led_on(request: StaffRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if "HX-Request" in request.headers else redirect(address)


def _refused(request: StaffRequest, task: Task, error: BadValue | NotThere | NotInThisState) -> HttpResponse:
    """What is wrong, beside the button where htmx asks, else on a page of its own."""
    told = getattr(error, "errors", ())
    is_form = isinstance(error, BadForm)
    words: dict[str, Any] = {
        "task": task,
        "error": error,
        "says": "" if told else getattr(error, "message", "") or str(error),
        "faults": [] if is_form else told,
        "more": getattr(error, "count", len(told)) - len(told),
        "form_errors": told if is_form else [],
        "changes": getattr(error, "changes", ()),
        "other": getattr(error, "task", None),
        "file": getattr(error, "file", ""),
    }
    is_partial = "HX-Request" in request.headers
    template = "assignments/_workbook_refused.html" if is_partial else "assignments/workbook_refused.html"
    return render(request, template, words, status=error.status)
