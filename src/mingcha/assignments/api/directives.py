"""Directives: list, one, issue."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from ninja.pagination import paginate

from mingcha.assignments import actions, queries
from mingcha.assignments.api._shapes import DirectiveFilters, DirectiveIn, DirectiveOut
from mingcha.assignments.models import Directive
from mingcha.campaigns.queries import campaign_by_name
from mingcha.orgs.acting import StaffRequest
from mingcha.orgs.queries import named_units
from mingcha.ui.schemas import Paged

router = Router()


def _directives(request: StaffRequest) -> QuerySet[Directive]:
    found: QuerySet[Directive] = Directive.objects.visible_to(request.actor).select_related("unit", "campaign")
    return found


@router.get("/directives", response=list[DirectiveOut], summary="Directives, the newest first 交办事项")
@paginate(Paged)
def directive_list(request: StaffRequest, filters: Query[DirectiveFilters]) -> QuerySet[Any]:
    """Directives the post may see."""
    return filters.filter(queries.directives(request.actor).select_related("unit"))


@router.post("/directives", response={201: DirectiveOut}, summary="Issue a directive 交办")
def issue_directive(request: StaffRequest, body: DirectiveIn) -> Status[Directive]:
    """One task for each unit named; they are its denominator from then on."""
    directive = actions.issue_directive(
        campaign_by_name(body.campaign),
        actor=request.actor,
        asked=body.asked(),
        units=named_units(request.actor, body.units),
        fields=[field.row() for field in body.fields_asked],
    )
    return Status(201, directive)


@router.get("/directives/{int:pk}", response=DirectiveOut, summary="One directive 交办事项")
def directive_detail(request: StaffRequest, pk: int) -> Directive:
    """One directive, voided ones too."""
    return get_object_or_404(_directives(request), pk=pk)
