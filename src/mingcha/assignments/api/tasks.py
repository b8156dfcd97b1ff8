"""Tasks: list, one, its form; sign for, submit, the head's word, hand on, return, accept."""

from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from ninja.pagination import paginate

from mingcha.assignments import actions, queries, rules
from mingcha.assignments.api._reading import task_seen_by
from mingcha.assignments.api._shapes import (
    AnswerIn,
    DirectiveOut,
    FormOut,
    HandOnIn,
    ReasonIn,
    ReturnIn,
    TaskFilters,
    TaskOut,
)
from mingcha.assignments.choices import SubmissionState, Way
from mingcha.assignments.models import Directive, Submission, Task
from mingcha.assignments.queries import filling
from mingcha.orgs.acting import StaffRequest
from mingcha.orgs.queries import named_units
from mingcha.ui.schemas import Paged

router = Router()


@router.get("/tasks", response=list[TaskOut], summary="Tasks, oldest due first 交办任务")
@paginate(Paged)
def task_list(request: StaffRequest, filters: Query[TaskFilters]) -> QuerySet[Any]:
    """Tasks the post may see."""
    return filters.filter(queries.tasks(request.actor).select_related("unit", "directive"))


@router.get("/tasks/{int:pk}", response=TaskOut, summary="One task 交办任务")
def task_detail(request: StaffRequest, pk: int) -> Task:
    """One unit's task, voided ones too."""
    return task_seen_by(request, pk)


@router.post("/tasks/{int:pk}/sign-for", response=TaskOut, summary="Sign for a task 签收")
def sign_for_task(request: StaffRequest, pk: int) -> Task:
    """The unit has received it."""
    task = task_seen_by(request, pk)
    actions.sign_for_task(task, actor=request.actor)
    return task


@router.post("/tasks/{int:pk}/submit", response=TaskOut, summary="Submit an answer 报送")
def submit_task(request: StaffRequest, pk: int, body: AnswerIn) -> Task:
    """The unit's answer."""
    task = task_seen_by(request, pk)
    actions.submit_task(task, actor=request.actor, answer=body.answer, values=body.written(), way=Way.API)
    return task


@router.post("/tasks/{int:pk}/return", response=TaskOut, summary="Return an answer 退回")
def return_task(request: StaffRequest, pk: int, body: ReturnIn) -> Task:
    """Whoever asked sends it back, with reasons."""
    task = task_seen_by(request, pk)
    actions.return_task(task, actor=request.actor, reason=body.reason, remarks=body.remarks)
    return task


@router.post("/tasks/{int:pk}/accept", response=TaskOut, summary="Accept an answer 办结")
def accept_task(request: StaffRequest, pk: int) -> Task:
    """Whoever asked is content."""
    task = task_seen_by(request, pk)
    actions.accept_task(task, actor=request.actor)
    return task


@router.get("/tasks/{int:pk}/form", response=FormOut, summary="The form of a task, with what is known 填报表")
def task_form(request: StaffRequest, pk: int) -> dict[str, Any]:
    """What the unit is asked, what it reported before, and what was sent back."""
    task = task_seen_by(request, pk)
    sheet = filling.sheet_of(task, request.actor)
    return {
        "version": task.directive.form_version,
        "fields": [asdict(rules.as_row(field)) for field in sheet.fields],
        "values": sheet.values,
        "held": sorted(sheet.held),
        "remarks": sheet.remarks,
    }


@router.post("/tasks/{int:pk}/hand-on", response={201: DirectiveOut}, summary="Hand a task on to units below 二次交办")
def hand_on_task(request: StaffRequest, pk: int, body: HandOnIn) -> Status[Directive]:
    """The same form, an earlier date."""
    task = task_seen_by(request, pk)
    units = named_units(request.actor, body.units)
    directive = actions.hand_on_task(task, actor=request.actor, asked=body.asked(), units=units, line=body.line)
    return Status(201, directive)


def _with_head(request: StaffRequest, pk: int) -> Submission:
    """The answer of a task that its unit's head has before them."""
    waiting = Submission.objects.visible_to(request.actor).filter(state=SubmissionState.WITH_HEAD)
    found = waiting.select_related("task__directive", "task__unit")
    submission: Submission = get_object_or_404(found, task=task_seen_by(request, pk))
    return submission


@router.post("/tasks/{int:pk}/sign-answer", response=TaskOut, summary="The unit's head signs its answer 审签")
def sign_answer(request: StaffRequest, pk: int) -> Task:
    """Only now it is the unit's word."""
    actions.sign_answer(_with_head(request, pk), actor=request.actor)
    return task_seen_by(request, pk)


@router.post("/tasks/{int:pk}/refuse-answer", response=TaskOut, summary="The unit's head gives it back 领导退回")
def refuse_answer(request: StaffRequest, pk: int, body: ReasonIn) -> Task:
    """The clerk mends it; whoever asked never sees it."""
    actions.refuse_answer(_with_head(request, pk), actor=request.actor, reason=body.reason)
    return task_seen_by(request, pk)
