"""Answering: the form filled in, kept as a draft, sent; reused; signed or refused by the unit's head (填报、审签)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.assignments import actions
from mingcha.assignments.choices import TaskState, Way
from mingcha.assignments.forms.answers import AnswerForm
from mingcha.assignments.forms.terms import ReasonForm
from mingcha.assignments.models import Submission, Task
from mingcha.assignments.queries import filling, reading, standing, verbs
from mingcha.assignments.views._writing import form_page, is_written, keep_upload, typed_answer
from mingcha.kernel.errors import BadForm, BadValue, NotInThisState
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import downloads

SENT = {
    TaskState.WITH_HEAD: gettext_lazy("已送本单位领导审签。"),
    TaskState.SUBMITTED: gettext_lazy("已报送。"),
}


@require_http_methods(["GET", "POST"])
@staff_page
def submit_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Fill in the form of a task: add rows, keep a draft, or send it (填报、暂存、报送)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("submit_task", request.actor, task)
    sheet = filling.sheet_of(task, request.actor)
    if request.method == "GET":
        initial = {"answer": sheet.answer, "version": sheet.version}
        form = AnswerForm(fields=sheet.fields, task_id=pk, values=sheet.values, initial=initial)
        return _fill_page(request, task, form, sheet)
    edit = request.POST.get("edit", "")
    form = AnswerForm(request.POST, request.FILES, fields=sheet.fields, task_id=pk, edit=edit)
    if edit:
        return _fill_page(request, task, form, sheet)
    if "submit" in request.POST:
        return _submitted(request, task, form) or _fill_page(request, task, form, sheet, status=422)
    return _kept(request, task, form, sheet)


def _kept(request: StaffRequest, task: Task, form: AnswerForm, sheet: filling.Sheet) -> HttpResponse:
    """Keep a draft. Where somebody else has kept one meanwhile, what was typed stays, and theirs is shown."""
    try:
        values, answer = typed_answer(form)
        version = _version(form)
        actions.save_draft(task, actor=request.actor, values=values, answer=answer, version=version)
    except BadValue as error:
        form.refuse(error)
        return _fill_page(request, task, form, sheet, status=422)
    except NotInThisState:
        if sheet.version == _version(form):
            raise
        form.carry_on_from(sheet.version)
        return _fill_page(request, task, form, sheet, status=409)
    messages.success(request, gettext("草稿已保存，还没有报送。"))
    return redirect("assignments:submit_task", task.pk)


def _submitted(request: StaffRequest, task: Task, form: AnswerForm) -> HttpResponse | None:
    """Send the answer; None where something is wrong with it."""
    try:
        values, answer = typed_answer(form)
        paper = form.files.get("signed_paper")
        given: dict[str, Any] = {"values": values, "answer": answer, "way": Way.PAPER if paper else Way.PAGE}
        actions.submit_task(task, actor=request.actor, signed_paper=keep_upload(paper) if paper else None, **given)
    except BadForm as error:
        form.refuse_fields(error.errors)
        return None
    except BadValue as error:
        form.refuse(error)
        return None
    task.refresh_from_db()
    messages.success(request, SENT[TaskState(task.state)])
    return redirect("assignments:task_detail", task.pk)


def _version(form: AnswerForm) -> int:
    sent = str(form.data.get("version", ""))
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _fill_page(
    request: StaffRequest, task: Task, form: AnswerForm, sheet: filling.Sheet, *, status: int = 200
) -> HttpResponse:
    files = filling.kept_files(form.file_ids())
    entries = form.entries(held=sheet.held, remarks=sheet.remarks, before=sheet.before, files=files)
    words = {
        "task": task,
        "form": form,
        "sheet": sheet,
        "entries": entries,
        "chain": standing.due_chain(task),
        "is_conflict": status == 409,
        "theirs": filling.drafted_values(sheet) if status == 409 else (),
    }
    return render(request, "assignments/submit_task.html", words, status=status)


@require_http_methods(["GET", "POST"])
@staff_page
def reuse_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Let an earlier answer of the unit stand for this task (已报沿用)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("reuse_answer", request.actor, task)
    found = standing.reusable_answers(task, request.actor)
    if request.method == "POST":
        chosen = request.POST.get("source", "")
        number = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0
        source = get_object_or_404(standing.submissions(request.actor), pk=number)
        try:
            actions.reuse_answer(task, actor=request.actor, source=source)
        except BadValue as error:
            words = {"task": task, "found": found, "error": str(error)}
            return render(request, "assignments/reuse_answer.html", words, status=422)
        task.refresh_from_db()
        messages.success(request, SENT[TaskState(task.state)])
        return redirect("assignments:task_detail", pk)
    return render(request, "assignments/reuse_answer.html", {"task": task, "found": found})


@require_GET
@staff_page
def sign_page(request: StaffRequest, pk: int) -> HttpResponse:
    """What the unit's head is asked to sign (审签)."""
    task, submission = _with_head(request, pk)
    return render(request, "assignments/sign_answer.html", _to_sign(task, submission, ReasonForm()))


@require_POST
@staff_page
def sign_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """The head signs; the answer goes to whoever asked (同意报送)."""
    _, submission = _with_head(request, pk)
    actions.sign_answer(submission, actor=request.actor)
    messages.success(request, gettext("已签，已报送。"))
    return redirect("assignments:task_detail", pk)


@require_POST
@staff_page
def refuse_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """The head sends it back to the liaison with a reason (不同意)."""
    task, submission = _with_head(request, pk)
    form = ReasonForm(request.POST)
    if is_written(form, lambda: actions.refuse_answer(submission, actor=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("已退给联络员修改。"))
        return redirect("assignments:task_detail", pk)
    return form_page(request, "assignments/sign_answer.html", _to_sign(task, submission, form))


def _with_head(request: StaffRequest, pk: int) -> tuple[Task, Submission]:
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("sign_answer", request.actor, task)
    return task, get_object_or_404(standing.submissions(request.actor).filter(task=task, state=TaskState.WITH_HEAD))


def _to_sign(task: Task, submission: Submission, form: ReasonForm) -> dict[str, Any]:
    values = reading.values_by_submission([submission])[submission.pk]
    rows = reading.compared(reading.form_fields(task.directive_id), values, None, {})
    return {"task": task, "submission": submission, "rows": rows, "form": form, "chain": standing.due_chain(task)}


@require_GET
@staff_page
def task_file(request: StaffRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """A file that hangs on an answer of a task the reader may see (下载附件)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    return downloads.stored_file(filling.file_of_task(task, request.actor, file_pk))
