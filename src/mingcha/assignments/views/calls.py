"""Telephone records and reminders as lists (电话记录单、催办记录)."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from mingcha.assignments import actions
from mingcha.assignments.choices import CallDirection
from mingcha.assignments.forms.chasing import CallForm, ReplyForm
from mingcha.assignments.forms.terms import ReasonForm
from mingcha.assignments.models import Call, Chase
from mingcha.assignments.queries import chasing, verbs
from mingcha.assignments.views._writing import form_page, is_written, sent
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.models import Unit
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

CALL_COLUMNS = ("says", "unit", "direction", "who", "called_at", "proposal", "made_by")
CALL_FIELDS = ("unit", "direction", "called_at", "who", "says", "proposal", "task", "made_by")
CHASE_COLUMNS = ("unit", "task__directive__title", "channel", "chased_at", "to_whom", "reply", "notice__state")
CHASE_FIELDS = (
    "unit", "task", "channel", "chased_at", "to_whom", "level", "reason", "reply", "made_by", "call", "notice",
)  # fmt: skip


@staff_page
def call_list(request: StaffRequest) -> HttpResponse:
    """Telephone records, the newest first (电话记录单)."""
    return lists.record_list(
        request,
        queryset=chasing.calls(request.actor),
        table=lists.table_for(Call, CALL_COLUMNS),
        filterset=lists.filterset_for(
            Call, ("direction", "unit", "happened_on"), search=("unit__name", "who", "says", "proposal")
        ),
        kind=kind_by_key("assignments.call"),
        above=render_to_string("assignments/_above_calls.html", request=request)
        if verbs.may_see_chasing(request.actor)
        else "",
    )


@staff_page
def call_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One telephone record, voided ones too."""
    rows = Call.objects.visible_to(request.actor)
    call = get_object_or_404(rows.select_related("unit", "made_by", "task__directive", "task__unit"), pk=pk)
    void = details.Link(gettext("作废"), reverse("assignments:void_call", args=[pk]), is_primary=False)
    return details.record_detail(
        request,
        call,
        kind=kind_by_key("assignments.call"),
        fields=CALL_FIELDS,
        links=[void] if verbs.may_void_call(request.actor, call) else [],
    )


@require_http_methods(["GET", "POST"])
@staff_page
def record_call(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down a call with a unit (登记电话记录)."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)
    verbs.call_opened_for(request.actor, unit)
    form = CallForm(sent(request), initial={"direction": CallDirection.IN})
    if is_written(form, lambda: actions.record_call(unit, actor=request.actor, note=form.note)):
        messages.success(request, gettext("已登记电话记录。"))
        return redirect("assignments:call_list")
    words = {"unit": unit, "form": form, "calls": chasing.calls_with(unit, request.actor)}
    return form_page(request, "assignments/record_call.html", words)


@require_http_methods(["GET", "POST"])
@staff_page
def void_call(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a record back with a reason (作废)."""
    rows = Call.objects.visible_to(request.actor).select_related("unit", "made_by")
    call = verbs.call_to_void(request.actor, get_object_or_404(rows, pk=pk))
    form = ReasonForm(sent(request))
    if is_written(form, lambda: actions.void_call(call, actor=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("已作废。"))
        return redirect("assignments:call_detail", pk)
    return form_page(request, "assignments/void_call.html", {"call": call, "form": form})


@staff_page
def chase_list(request: StaffRequest) -> HttpResponse:
    """Reminders, the newest first, with what became of the notice (催办记录)."""
    return lists.record_list(
        request,
        queryset=chasing.chases(request.actor),
        table=_chase_table(),
        filterset=lists.filterset_for(
            Chase, ("channel", "unit", "happened_on"), search=("unit__name", "task__directive__title", "reply")
        ),
        kind=kind_by_key("assignments.chase"),
    )


@staff_page
def chase_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One reminder."""
    chase = get_object_or_404(_chases(request), pk=pk)
    answer = details.Link(gettext("登记答复"), reverse("assignments:answer_chase", args=[pk]))
    return details.record_detail(
        request,
        chase,
        kind=kind_by_key("assignments.chase"),
        fields=(*CHASE_FIELDS, *_delivery(chase)),
        links=[answer] if verbs.is_answer_open(request.actor, chase) else [],
    )


@require_http_methods(["GET", "POST"])
@staff_page
def answer_chase(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what a unit said to a reminder (登记答复)."""
    chase = verbs.chase_to_answer(request.actor, get_object_or_404(_chases(request), pk=pk))
    form = ReplyForm(sent(request))
    if is_written(form, lambda: actions.answer_chase(chase, actor=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("已登记答复。"))
        return redirect("assignments:chase_detail", pk)
    return form_page(request, "assignments/answer_chase.html", {"chase": chase, "form": form})


def _chase_table() -> type[lists.RecordTable]:
    table = lists.table_for(Chase, CHASE_COLUMNS)
    table.base_columns["notice__state"].verbose_name = gettext_lazy("通知状态")
    for path in ("unit", "channel", "chased_at", "notice__state"):
        table.base_columns[path].attrs = {"td": {"class": "text-nowrap"}}
    return table


def _delivery(chase: Chase) -> list[tuple[str, str]]:
    """What became of the notice it was sent as, if it was one."""
    if chase.notice is None:
        return []
    said = [(gettext("通知状态"), gettext(chase.notice.get_state_display()))]
    return [*said, (gettext("失败原因"), chase.notice.error)] if chase.notice.error else said


def _chases(request: StaffRequest) -> QuerySet[Chase]:
    rows: QuerySet[Chase] = Chase.objects.visible_to(request.actor)
    return rows.select_related("unit", "task__directive", "task__unit", "made_by", "call__unit", "notice")
