"""JSON of assignments (交办的接口): issue, sign for, submit, return, accept."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, FilterLookup, Query, Router, Schema, Status
from ninja.pagination import paginate

from mingcha.assignments import actions, queries
from mingcha.assignments.actions import Asked
from mingcha.assignments.choices import DirectiveState, TaskState
from mingcha.assignments.models import Directive, Task
from mingcha.campaigns.queries import campaign_by_name
from mingcha.orgs.acting import StaffRequest
from mingcha.orgs.queries import named_units
from mingcha.ui.schemas import Filters, Given, Paged, UnitName

router = Router()


class DirectiveFilters(Filters):
    """As the list page's filters."""

    year: int | None = None
    state: DirectiveState | None = None
    due_since: Annotated[date | None, FilterLookup("due_on__gte")] = None
    due_until: Annotated[date | None, FilterLookup("due_on__lte")] = None
    q: Annotated[str | None, FilterLookup(["title__icontains", "asks__icontains"])] = None


class TaskFilters(Filters):
    """As the list page's filters."""

    directive: int | None = None
    unit: Annotated[str | None, FilterLookup("unit__code")] = None
    state: TaskState | None = None
    due_since: Annotated[date | None, FilterLookup("due_on__gte")] = None
    due_until: Annotated[date | None, FilterLookup("due_on__lte")] = None
    q: Annotated[str | None, FilterLookup(["unit__name__icontains", "directive__title__icontains"])] = None


class DirectiveOut(Schema):
    """A directive (交办事项): who asks what, why, on what basis, and how many minutes it takes."""

    id: int
    unit: UnitName
    state: DirectiveState
    year: int
    number: int | None
    title: str
    why: str
    asks: str
    basis: str
    minutes_needed: int
    result_form: str
    happened_on: date
    due_on: date
    due_at: datetime | None


class DirectiveName(Schema):
    """A directive as its tasks name it."""

    id: int
    year: int
    number: int | None
    title: str


class TaskOut(Schema):
    """One unit's task of a directive (交办任务)."""

    id: int
    directive: DirectiveName
    unit: UnitName
    state: TaskState
    happened_on: date
    due_on: date
    original_due_on: date
    signed_for_on: date | None
    submitted_on: date | None
    accepted_on: date | None
    answer: str


class DirectiveIn(Given):
    """What is asked, and of whom: codes of units."""

    campaign: str = Field(description="Short name of the campaign.")
    title: str
    asks: str
    basis: str
    minutes_needed: int = Field(ge=1, le=10_000)
    due_on: date
    units: list[str]


class AnswerIn(Given):
    """What the unit reports (报送内容)."""

    answer: str


class ReasonIn(Given):
    """Why, in words that the other side reads."""

    reason: str


def _directives(request: StaffRequest) -> QuerySet[Directive]:
    found: QuerySet[Directive] = Directive.objects.visible_to(request.actor).select_related("unit", "campaign")
    return found


def _task(request: StaffRequest, pk: int) -> Task:
    visible = Task.objects.visible_to(request.actor).select_related("unit", "directive__unit", "campaign")
    found: Task = get_object_or_404(visible, pk=pk)
    return found


@router.get("/directives", response=list[DirectiveOut], summary="Directives, the newest first 交办事项")
@paginate(Paged)
def directive_list(request: StaffRequest, filters: Query[DirectiveFilters]) -> QuerySet[Any]:
    """Directives the post may see."""
    return filters.filter(queries.directives(request.actor).select_related("unit"))


@router.post("/directives", response={201: DirectiveOut}, summary="Issue a directive 交办")
def issue_directive(request: StaffRequest, body: DirectiveIn) -> Status[Directive]:
    """One task for each unit named; they are its denominator from then on."""
    given = body.model_dump(exclude={"campaign", "units"})
    directive = actions.issue_directive(
        campaign_by_name(body.campaign),
        actor=request.actor,
        asked=Asked(**given),
        units=named_units(request.actor, body.units),
    )
    return Status(201, directive)


@router.get("/directives/{int:pk}", response=DirectiveOut, summary="One directive 交办事项")
def directive_detail(request: StaffRequest, pk: int) -> Directive:
    """One directive, voided ones too."""
    return get_object_or_404(_directives(request), pk=pk)


@router.get("/tasks", response=list[TaskOut], summary="Tasks, oldest due first 交办任务")
@paginate(Paged)
def task_list(request: StaffRequest, filters: Query[TaskFilters]) -> QuerySet[Any]:
    """Tasks the post may see."""
    return filters.filter(queries.tasks(request.actor).select_related("unit", "directive"))


@router.get("/tasks/{int:pk}", response=TaskOut, summary="One task 交办任务")
def task_detail(request: StaffRequest, pk: int) -> Task:
    """One unit's task, voided ones too."""
    return _task(request, pk)


@router.post("/tasks/{int:pk}/sign-for", response=TaskOut, summary="Sign for a task 签收")
def sign_for_task(request: StaffRequest, pk: int) -> Task:
    """The unit has received it."""
    task = _task(request, pk)
    actions.sign_for_task(task, actor=request.actor)
    return task


@router.post("/tasks/{int:pk}/submit", response=TaskOut, summary="Submit an answer 报送")
def submit_task(request: StaffRequest, pk: int, body: AnswerIn) -> Task:
    """The unit's answer."""
    task = _task(request, pk)
    actions.submit_task(task, actor=request.actor, answer=body.answer)
    return task


@router.post("/tasks/{int:pk}/return", response=TaskOut, summary="Return an answer 退回")
def return_task(request: StaffRequest, pk: int, body: ReasonIn) -> Task:
    """Whoever asked sends it back, with a reason."""
    task = _task(request, pk)
    actions.return_task(task, actor=request.actor, reason=body.reason)
    return task


@router.post("/tasks/{int:pk}/accept", response=TaskOut, summary="Accept an answer 办结")
def accept_task(request: StaffRequest, pk: int) -> Task:
    """Whoever asked is content."""
    task = _task(request, pk)
    actions.accept_task(task, actor=request.actor)
    return task
