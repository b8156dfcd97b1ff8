"""Chasing: who is missing, reminding them, calls, escalation."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from ninja.pagination import paginate

from mingcha.assignments import actions
from mingcha.assignments.api._chase_shapes import (
    CallFilters,
    CallIn,
    CallOut,
    ChasedOut,
    ChaseFilters,
    ChaseIn,
    ChaseOut,
    MissingOut,
)
from mingcha.assignments.api._reading import task_seen_by
from mingcha.assignments.api._shapes import ReasonIn
from mingcha.assignments.models import Call, Chase, Directive
from mingcha.assignments.queries import chasing, standing, verbs
from mingcha.orgs.acting import StaffRequest
from mingcha.orgs.queries import named_units
from mingcha.ui.schemas import Paged

router = Router()


def _asked(request: StaffRequest, pk: int) -> Directive:
    directive = get_object_or_404(standing.directive_for_page(request.actor), pk=pk)
    return verbs.directive_opened_for("chase_tasks", request.actor, directive)


@router.get("/directives/{int:pk}/missing", response=list[MissingOut], summary="Units that have not answered 未报名单")
@paginate(Paged)
def missing(request: StaffRequest, pk: int) -> QuerySet[Any]:
    """In official order; for whoever asked."""
    return chasing.missing_rows(_asked(request, pk), request.actor)


@router.post("/directives/{int:pk}/chase", response=ChasedOut, summary="Remind exactly these units 催办")
def chase_tasks(request: StaffRequest, pk: int, body: ChaseIn) -> dict[str, int]:
    """One notice for each unit; all or none, what stands in the way is told by name."""
    directive = _asked(request, pk)
    chosen = chasing.chosen_tasks(directive, request.actor, body.tasks)
    return {"count": len(actions.chase_tasks(chosen, actor=request.actor, channel=body.channel))}


@router.post("/tasks/{int:pk}/escalate", response={201: ChaseOut}, summary="Turn to the next one up 提级督办")
def escalate_task(request: StaffRequest, pk: int, body: ReasonIn) -> Status[Chase]:
    """分管领导 first, then 主要负责同志, by text message."""
    task = task_seen_by(request, pk)
    return Status(201, actions.escalate_task(task, actor=request.actor, reason=body.reason))


@router.get("/chases", response=list[ChaseOut], summary="Reminders, the newest first 催办记录")
@paginate(Paged)
def chase_list(request: StaffRequest, filters: Query[ChaseFilters]) -> QuerySet[Any]:
    """Reminders of the own side."""
    return filters.filter(chasing.chases(request.actor))


@router.get("/calls", response=list[CallOut], summary="Telephone records, the newest first 电话记录单")
@paginate(Paged)
def call_list(request: StaffRequest, filters: Query[CallFilters]) -> QuerySet[Any]:
    """Calls the own side wrote down."""
    return filters.filter(chasing.calls(request.actor))


@router.post("/calls", response={201: CallOut}, summary="Write down a call 登记电话记录")
def record_call(request: StaffRequest, body: CallIn) -> Status[Call]:
    """Rung out about a task not yet answered, it counts as a reminder."""
    [unit] = named_units(request.actor, [body.unit])
    task = None if body.task is None else task_seen_by(request, body.task)
    return Status(201, actions.record_call(unit, actor=request.actor, note=body.note(), task=task))
