"""Pages of tasks."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from mingcha.assignments import queries, rules
from mingcha.assignments.models import Task
from mingcha.kernel import clock
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

TASK_COLUMNS = ("unit", "directive", "state", "due_on", "signed_for_on", "submitted_on", "accepted_on")
TASK_FILTERS = ("directive", "unit", "state", "due_on")
TASK_FIELDS = (
    "unit", "directive", "directive__asks", "directive__basis", "directive__minutes_needed", "state", "happened_on",
    "due_on", "signed_for_on", "submitted_on", "accepted_on", "answer", "source_note", "recorded_at",
)  # fmt: skip


@staff_page
def task_list(request: StaffRequest) -> HttpResponse:
    """Tasks, oldest due first (交办任务)."""
    return lists.record_list(
        request,
        queryset=queries.tasks(request.actor),
        table=lists.table_for(Task, TASK_COLUMNS),
        filterset=lists.filterset_for(Task, TASK_FILTERS, search=("unit__name", "directive__title")),
        kind=kind_by_key("assignments.task"),
    )


@staff_page
def task_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One unit's task, voided ones too: who asks, why, how long it takes, and whether it is late."""
    task = get_object_or_404(Task.objects.visible_to(request.actor).select_related("unit", "directive"), pk=pk)
    is_late = rules.is_late(task.due_on, task.submitted_on, clock.today())
    return details.record_detail(
        request, task, kind=kind_by_key("assignments.task"), fields=(*TASK_FIELDS, (gettext("逾期"), is_late))
    )
