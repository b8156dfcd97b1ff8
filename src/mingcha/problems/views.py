"""Pages of the problem register."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.problems import queries
from mingcha.problems.models import TargetProblem
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

COLUMNS = ("title", "unit", "number", "method", "state", "happened_on", "closed_on")
FILTERS = ("unit", "method", "state", "happened_on", "closed_on")
FIELDS = (
    "unit", "number", "title", "method", "state", "happened_on", "proposed_on", "closed_on", "source_note",
    "recorded_at",
)  # fmt: skip


@staff_page
def problem_list(request: StaffRequest) -> HttpResponse:
    """Target problems, in unit order (问题清单)."""
    return lists.record_list(
        request,
        queryset=queries.problems(request.actor),
        table=lists.table_for(TargetProblem, COLUMNS),
        filterset=lists.filterset_for(TargetProblem, FILTERS, search=("title", "unit__name")),
        kind=kind_by_key("problems.problem"),
    )


@staff_page
def problem_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One problem, voided ones too."""
    problem = get_object_or_404(TargetProblem.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    return details.record_detail(request, problem, kind=kind_by_key("problems.problem"), fields=FIELDS)
