"""Pages of inspection: lists and records of the office's own, and what lower offices report."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from mingcha.inspections import queries
from mingcha.inspections.models import Finding, InspectionRound, ReportedRound, Team, Visit
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

VISIT_COLUMNS = ("unit", "happened_on", "is_covert", "team__name")
FINDING_COLUMNS = ("unit", "happened_on", "issue_group", "issue", "facts")


@staff_page
def round_list(request: StaffRequest) -> HttpResponse:
    """Rounds of the office."""
    return lists.record_list(
        request,
        queryset=queries.rounds(request.actor),
        table=lists.table_for(InspectionRound, ("scope", "number", "happened_on")),
        filterset=lists.filterset_for(InspectionRound, ("happened_on",), search=("scope",)),
        kind=kind_by_key("inspections.round"),
    )


@staff_page
def round_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One round with its teams."""
    found = get_object_or_404(InspectionRound.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    teams = details.Related("检查组", queries.teams(request.actor).filter(round=found), ("name", "happened_on"))
    return details.record_detail(
        request,
        found,
        kind=kind_by_key("inspections.round"),
        fields=("number", "scope", "unit", "happened_on", "source_note"),
        related=(teams,),
    )


@staff_page
def team_list(request: StaffRequest) -> HttpResponse:
    """Teams of all rounds."""
    return lists.record_list(
        request,
        queryset=queries.teams(request.actor),
        table=lists.table_for(Team, ("name", "round__number", "happened_on")),
        filterset=lists.filterset_for(Team, ("happened_on",), search=("name",)),
        kind=kind_by_key("inspections.team"),
    )


@staff_page
def team_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One team with its visits."""
    found = get_object_or_404(Team.objects.visible_to(request.actor).select_related("round", "unit"), pk=pk)
    visits = details.Related("检查", queries.visits(request.actor).filter(team=found), VISIT_COLUMNS[:3])
    return details.record_detail(
        request,
        found,
        kind=kind_by_key("inspections.team"),
        fields=("name", "round", "unit", "happened_on", "source_note"),
        related=(visits,),
    )


@staff_page
def visit_list(request: StaffRequest) -> HttpResponse:
    """Visits of the office's teams."""
    return lists.record_list(
        request,
        queryset=queries.visits(request.actor),
        table=lists.table_for(Visit, VISIT_COLUMNS),
        filterset=lists.filterset_for(Visit, ("unit", "team", "is_covert", "happened_on"), search=("unit__name",)),
        kind=kind_by_key("inspections.visit"),
    )


@staff_page
def visit_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One visit with its methods and findings."""
    visit = get_object_or_404(queries.visit_with_methods(request.actor), pk=pk)
    found = details.Related(
        "发现问题", queries.findings(request.actor).filter(visit=visit), ("facts", *FINDING_COLUMNS[2:4])
    )
    return details.record_detail(
        request,
        visit,
        kind=kind_by_key("inspections.visit"),
        fields=("unit", "happened_on", "is_covert", ("检查方式", _methods(visit)), "team", "source_note"),
        related=(found,),
    )


def _methods(visit: Any) -> str:
    return "、".join(gettext(row.get_method_display()) for row in visit.methods.all())


@staff_page
def finding_list(request: StaffRequest) -> HttpResponse:
    """Findings of the office's visits."""
    return lists.record_list(
        request,
        queryset=queries.findings(request.actor),
        table=lists.table_for(Finding, FINDING_COLUMNS),
        filterset=lists.filterset_for(
            Finding, ("unit", "issue_group", "happened_on"), search=("facts", "issue", "unit__name")
        ),
        kind=kind_by_key("inspections.finding"),
    )


@staff_page
def finding_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One finding, with the way to its lead."""
    rows = Finding.objects.visible_to(request.actor).select_related("unit", "visit", "lead")
    return details.record_detail(
        request,
        get_object_or_404(rows, pk=pk),
        kind=kind_by_key("inspections.finding"),
        fields=("unit", "visit", "happened_on", "issue_group", "issue", "facts", "lead", "source_note"),
    )


@staff_page
def reported_round_list(request: StaffRequest) -> HttpResponse:
    """What lower offices report."""
    return lists.record_list(
        request,
        queryset=queries.reported_rounds(request.actor),
        table=lists.table_for(ReportedRound, ("unit", "kind", "quantity", "began_on", "happened_on")),
        filterset=lists.filterset_for(ReportedRound, ("unit", "kind", "happened_on"), search=("unit__name",)),
        kind=kind_by_key("inspections.reported_round"),
    )


@staff_page
def reported_round_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One report."""
    rows = ReportedRound.objects.visible_to(request.actor).select_related("unit")
    return details.record_detail(
        request,
        get_object_or_404(rows, pk=pk),
        kind=kind_by_key("inspections.reported_round"),
        fields=("unit", "kind", "quantity", "began_on", "happened_on", "source_note"),
    )
