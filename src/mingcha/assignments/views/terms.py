"""More time, and time that stands still: extensions and pauses (延期、暂停)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.assignments import actions
from mingcha.assignments.forms.terms import DecisionForm, ExtensionForm, ReasonForm
from mingcha.assignments.models import Extension
from mingcha.assignments.queries import standing, verbs
from mingcha.assignments.views._writing import form_page, is_written, sent
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

EXTENSION_COLUMNS = ("unit", "task__directive__title", "state", "due_on_before", "asked_due_on", "reason", "decided_on")
EXTENSION_FIELDS = (
    "unit", "task__directive", "state", "due_on_before", "asked_due_on", "reason", "happened_on", "decided_on",
    "decision_note",
)  # fmt: skip


@staff_page
def extension_list(request: StaffRequest) -> HttpResponse:
    """Requests for more time, open ones first (延期申请)."""
    return lists.record_list(
        request,
        queryset=standing.extensions(request.actor),
        table=lists.table_for(Extension, EXTENSION_COLUMNS),
        filterset=lists.filterset_for(Extension, ("state", "unit", "asked_due_on"), search=("unit__name", "reason")),
        kind=kind_by_key("assignments.extension"),
    )


@require_http_methods(["GET", "POST"])
@staff_page
def extension_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One request, to be decided by whoever asked (审批延期)."""
    rows = Extension.objects.visible_to(request.actor)
    extension = get_object_or_404(rows.select_related("unit", "task__directive", "task__unit", "decided_by"), pk=pk)
    if not verbs.is_to_decide(request.actor, extension):
        kind = kind_by_key("assignments.extension")
        link = details.Link(
            gettext("看任务"), reverse("assignments:task_detail", args=[extension.task_id]), is_primary=False
        )
        return details.record_detail(request, extension, kind=kind, fields=EXTENSION_FIELDS, links=[link])
    form = DecisionForm(sent(request))
    if is_written(form, lambda: actions.decide_extension(extension, actor=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("已审批，申请单位在任务页可见。"))
        return redirect("assignments:task_detail", extension.task_id)
    return form_page(request, "assignments/decide_extension.html", {"extension": extension, "form": form})


@require_http_methods(["GET", "POST"])
@staff_page
def ask_extension(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for more time before the day due; the old date stays on the record (申请延期)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("ask_extension", request.actor, task)
    form = ExtensionForm(sent(request))
    if is_written(form, lambda: actions.ask_extension(task, actor=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("已申请延期，等待审批；批准以前仍按原期限。"))
        return redirect("assignments:task_detail", pk)
    return form_page(request, "assignments/ask_extension.html", {"task": task, "form": form})


@require_http_methods(["GET", "POST"])
@staff_page
def pause_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Set a task aside with a reason (暂停办理)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("pause_task", request.actor, task)
    form = ReasonForm(sent(request))
    if is_written(form, lambda: actions.pause_task(task, actor=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("已暂停，暂停期间不计期限。"))
        return redirect("assignments:task_detail", pk)
    return form_page(request, "assignments/pause_task.html", {"task": task, "form": form})


@require_POST
@staff_page
def resume_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it up again (恢复办理)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    actions.resume_task(task, actor=request.actor)
    messages.success(request, gettext("已恢复办理。"))
    return redirect("assignments:task_detail", pk)
