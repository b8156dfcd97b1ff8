"""Judging: an answer read with what came before, accepted or sent back (审核、退回、办结)."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from mingcha.assignments import actions
from mingcha.assignments.forms.judging import ReturnForm
from mingcha.assignments.models import Submission, Task
from mingcha.assignments.queries import reading, standing, verbs
from mingcha.assignments.views._writing import is_written
from mingcha.orgs.acting import StaffRequest, staff_page


@require_GET
@staff_page
def judge_task(request: StaffRequest, pk: int) -> HttpResponse:
    """The answer as a form to read, the one before it beside it, a remark at each field (审核)."""
    task = _submitted(request, pk)
    fields = reading.form_fields(task.directive_id)
    return _judge_page(request, task, ReturnForm(fields=fields))


@require_POST
@staff_page
def return_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Send the answer back with reasons (退回)."""
    task = _submitted(request, pk)
    form = ReturnForm(request.POST, fields=reading.form_fields(task.directive_id))

    def send_back() -> None:
        given = {"reason": form.cleaned_data["reason"], "remarks": form.remarks}
        actions.return_task(task, actor=request.actor, **given)

    if is_written(form, send_back):
        messages.success(request, gettext("已退回：%(unit)s。") % {"unit": task.unit})
        return redirect("assignments:task_detail", pk)
    return _judge_page(request, task, form)


@require_POST
@staff_page
def accept_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Accept the answer (办结)."""
    task = _submitted(request, pk)
    actions.accept_task(task, actor=request.actor)
    messages.success(request, gettext("已办结：%(unit)s。") % {"unit": task.unit})
    return redirect("assignments:task_detail", pk)


@require_POST
@staff_page
def accept_tasks(request: StaffRequest) -> HttpResponse:
    """Accept the chosen answers, all or none (批量办结)."""
    chosen = [int(pk) for pk in request.POST.getlist("task") if pk.isdecimal() and len(pk) < 19]
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    if not chosen:
        messages.warning(request, gettext("没有选中任何一条：请先在表中勾选已报送的任务。"))
    else:
        tasks = list(Task.objects.current().visible_to(request.actor).select_related("directive").filter(pk__in=chosen))
        actions.accept_tasks(tasks, actor=request.actor)
        said = ngettext("已办结%(count)d条。", "已办结%(count)d条。", len(tasks))
        messages.success(request, said % {"count": len(tasks)})
    return redirect(back if is_ours else "assignments:task_list")


@require_GET
@staff_page
def submission_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One answer as it was sent, with the one before it (报送)."""
    rows = Submission.objects.visible_to(request.actor)
    submission = get_object_or_404(rows.select_related("drafted_by", "approved_by", "signed_paper"), pk=pk)
    task = get_object_or_404(standing.task_for_page(request.actor), pk=submission.task_id)
    words = {"task": task, **_side_by_side(request, task, submission)}
    return render(request, "assignments/submission_detail.html", words)


def _submitted(request: StaffRequest, pk: int) -> Task:
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    return verbs.task_opened_for("judge_task", request.actor, task)


def _judge_page(request: StaffRequest, task: Task, form: ReturnForm) -> HttpResponse:
    submissions = standing.submissions_of(task, request.actor)
    words: dict[str, Any] = {"task": task, "form": form, "chain": standing.due_chain(task)}
    if submissions:
        words |= _side_by_side(request, task, submissions[0], form)
    return render(request, "assignments/judge_task.html", words, status=422 if form.is_bound else 200)


def _side_by_side(
    request: StaffRequest, task: Task, submission: Submission, form: ReturnForm | None = None
) -> dict[str, Any]:
    """An answer and the one sent back before it, field by field."""
    earlier = [row for row in standing.submissions_of(task, request.actor) if row.number < submission.number]
    before = earlier[0] if earlier else None
    values = reading.values_by_submission([row for row in (submission, before) if row])
    fields = list(form.of_fields) if form else reading.form_fields(task.directive_id)
    remarks = reading.remarks_by_code(before or (None if form else submission))
    old = values[before.pk] if before else None
    rows = reading.compared(fields, values[submission.pk], old, remarks)
    if form:
        inputs = dict(form.remark_inputs())
        rows = [replace(row, input=inputs[row.field.code]) for row in rows]
    answer = reading.compared_answers(submission, before)
    return {"submission": submission, "before": before, "rows": rows, "answer": answer}
