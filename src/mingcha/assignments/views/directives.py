"""Pages of directives, with who has not answered."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mingcha.assignments import queries, rules
from mingcha.assignments.models import Directive
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

DIRECTIVE_COLUMNS = ("title", "year", "number", "happened_on", "due_on", "minutes_needed")
DIRECTIVE_FIELDS = (
    "unit", "year", "number", "asks", "basis", "minutes_needed", "happened_on", "due_on", "source_note", "recorded_at",
)  # fmt: skip


@staff_page
def directive_list(request: StaffRequest) -> HttpResponse:
    """Directives, newest first (交办事项)."""
    return lists.record_list(
        request,
        queryset=queries.directives(request.actor),
        table=lists.table_for(Directive, DIRECTIVE_COLUMNS),
        filterset=lists.filterset_for(Directive, ("year", "happened_on", "due_on"), search=("title", "asks")),
        kind=kind_by_key("assignments.directive"),
    )


@staff_page
def directive_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """What is asked, how many tasks stand where, and by name who has not answered."""
    directive = get_object_or_404(Directive.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    counts = queries.state_counts(directive, request.actor)
    missing = details.Related(
        "未报送单位", queries.unanswered_tasks(directive, request.actor), ("unit", "state", "due_on", "signed_for_on")
    )
    return details.record_detail(
        request,
        directive,
        kind=kind_by_key("assignments.directive"),
        fields=(*DIRECTIVE_FIELDS, *((str(state.label), count) for state, count in counts.items())),
        related=(missing,) if any(counts[state] for state in rules.UNANSWERED) else (),
        links=[details.Link("各单位办理情况", f"{reverse('assignments:task_list')}?directive={pk}")],
    )
