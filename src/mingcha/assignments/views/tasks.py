"""Pages of tasks: the list, one task for whoever asks and whoever answers, signing for it, its receipt."""

from typing import Any

import django_tables2 as tables
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from mingcha.assignments import access, actions, queries, rules
from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Task
from mingcha.assignments.queries import chasing, lights, reading, standing, verbs
from mingcha.assignments.queries.links import links_of
from mingcha.assignments.views._cells import LightCell
from mingcha.kernel import clock
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.papers import queries as papers
from mingcha.ui import details, lists, values
from mingcha.ui.records import kind_by_key

TASK_COLUMNS = ("unit", "directive__title", "state", "due_on", "signed_for_on", "submitted_on", "accepted_on")
TASK_FILTERS = ("directive", "unit", "state", "due_on")
LABELS = {
    "submit_task": (gettext_lazy("填报"), "submit_task"),
    "sign_answer": (gettext_lazy("审签"), "sign_page"),
    "judge_task": (gettext_lazy("审核"), "judge_task"),
    "task_workbook": (gettext_lazy("下载填报表"), "task_workbook"),
    "hand_on_task": (gettext_lazy("二次交办"), "hand_on_task"),
    "reuse_answer": (gettext_lazy("沿用已报"), "reuse_answer"),
    "ask_extension": (gettext_lazy("申请延期"), "ask_extension"),
    "make_link": (gettext_lazy("发送免登录链接"), "make_link"),
    "record_task_call": (gettext_lazy("电话记录"), "record_task_call"),
    "escalate_task": (gettext_lazy("提级督办"), "escalate_task"),
    "pause_task": (gettext_lazy("暂停办理"), "pause_task"),
}
FIRST = ("submit_task", "sign_answer", "judge_task")


class _Chosen(tables.Column):  # type: ignore[misc]  # the library has no types
    """A box by which an answer is chosen for acceptance; only where there is one to accept."""

    def __init__(self) -> None:
        super().__init__(verbose_name=gettext_lazy("选"), accessor="pk", orderable=False, empty_values=())

    def render(self, record: Task) -> str:
        """The box, named after the unit."""
        if record.state != TaskState.SUBMITTED or record.paused_on is not None:
            return values.NOTHING
        label = gettext("选中：%(unit)s") % {"unit": record.unit}
        box = '<input class="form-check-input" type="checkbox" name="task" form="accept-tasks" value="{}" {}>'
        return format_html(box, record.pk, format_html('aria-label="{}"', label))


@staff_page
def task_list(request: StaffRequest) -> HttpResponse:
    """Tasks, oldest due first; whoever judges may accept many at once (交办任务)."""
    table = lists.table_for(Task, TASK_COLUMNS)
    table.base_columns["light"] = LightCell(Task)
    may_accept = access.may_issue_directive(request.actor)
    if may_accept:
        table = type("AcceptTable", (table,), {"chosen": _Chosen(), "Meta": table.Meta})
    words = {"back": request.get_full_path(), "may_accept": may_accept}
    return lists.record_list(
        request,
        queryset=lights.with_lights(queries.tasks(request.actor), clock.today()),
        table=table,
        filterset=lists.filterset_for(Task, TASK_FILTERS, search=("unit__name", "directive__title")),
        kind=kind_by_key("assignments.task"),
        above=render_to_string("assignments/_above_tasks.html", words, request=request)
        if verbs.may_see_chasing(request.actor)
        else "",
    )


@staff_page
def task_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One unit's task, voided ones too: who asks, why, how long it takes, by when; what was answered, what is next."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    open_verbs = verbs.verbs_of_task(request.actor, task)
    submissions = standing.submissions_of(task, request.actor)
    last = submissions[0] if submissions else None
    words: dict[str, Any] = {
        "task": task,
        "kind": kind_by_key("assignments.task"),
        "standing": details.Standing.of(task),
        "chain": standing.due_chain(task),
        "is_late": rules.is_late(task.due_on, task.submitted_on, clock.today()),
        "days_left": (task.due_on - clock.today()).days,
        "is_open": task.state in rules.UNANSWERED,
        "may_sign_for": "sign_for_task" in open_verbs,
        "may_resume": "resume_task" in open_verbs,
        "may_roll_up": "submit_task" in open_verbs,
        "links": _links(task, open_verbs),
        "papers": papers.links(task, request.actor),
        "sent_links": links_of(task, request.actor) if access.may_make_link(request.actor, task) else (),
        "submissions": submissions,
        "last": last,
        "answered": reading.read_submission(last),
        "remarks": reading.remarks_of(last),
        "extensions": standing.extensions_of(task, request.actor),
        "handed_on": standing.handed_on(task, request.actor),
        "chases": chasing.chases_of(task, request.actor),
    }
    return render(request, "assignments/task_detail.html", words)


def _links(task: Task, open_verbs: list[str]) -> list[details.Link]:
    """A button for each verb that leads to a page, what comes first in colour."""
    return [
        details.Link(str(LABELS[verb][0]), reverse(f"assignments:{LABELS[verb][1]}", args=[task.pk]), verb in FIRST)
        for verb in LABELS
        if verb in open_verbs
    ]


@require_POST
@staff_page
def sign_for_task(request: StaffRequest, pk: int) -> HttpResponse:
    """The unit signs for its task in one tap; the receipt has a number (签收)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    actions.sign_for_task(task, actor=request.actor)
    task.refresh_from_db()
    messages.success(request, gettext("已签收，回执号：%(number)s。") % {"number": task.receipt_number})
    return redirect("assignments:task_detail", pk)


@staff_page
def receipt(request: StaffRequest, pk: int) -> HttpResponse:
    """The receipt of a task, to be printed and filed (回执)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    submissions = standing.submissions_of(task, request.actor)
    words = {"task": task, "chain": standing.due_chain(task), "submissions": submissions, "printed_at": clock.now()}
    return render(request, "assignments/receipt.html", words)
