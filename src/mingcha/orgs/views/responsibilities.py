"""Pages of responsibilities (责任): list, card, assigning, ending, correcting; who answers on a day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mingcha.kernel import clock
from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.orgs import access, actions, queries
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.forms.contacts import LastDayForm
from mingcha.orgs.forms.responsibilities import (
    AnswerableForm,
    AssignResponsibilityForm,
    CorrectResponsibilityForm,
)
from mingcha.orgs.models import Responsibility, Unit
from mingcha.orgs.views._writing import form_page, is_written
from mingcha.ui import details, lists, records
from mingcha.ui.details import Link

KEY = "orgs.responsibility"
COLUMNS = ("unit", "kind", "title", "name", "leader_unit", "valid_from", "valid_until")
FILTERS = ("kind", "unit__level", "unit__category", "valid_from")
FIELDS = (
    "unit", "kind", "title", "name", "leader_unit", "document", "valid_from", "valid_until", "source_note",
    "recorded_at",
)  # fmt: skip


@staff_page
def responsibility_list(request: StaffRequest) -> HttpResponse:
    """Who answers for which unit, in the order of the units (责任名录)."""
    return lists.record_list(
        request,
        queryset=queries.responsibilities(request.actor),
        table=lists.table_for(Responsibility, COLUMNS),
        filterset=lists.filterset_for(Responsibility, FILTERS, search=("unit__name", "title", "name")),
        kind=records.kind_by_key(KEY),
        above=render_to_string("orgs/_to_answerable.html", request=request),
    )


@staff_page
def responsibility_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One responsibility, voided ones too."""
    visible = Responsibility.objects.visible_to(request.actor).select_related(
        "unit", "leader_unit", "succeeds__unit", "succeeded_by__unit"
    )
    found = get_object_or_404(visible, pk=pk)
    return details.record_detail(
        request, found, kind=records.kind_by_key(KEY), fields=FIELDS, links=_links(request, found)
    )


def _links(request: StaffRequest, found: Responsibility) -> list[Link]:
    """What the reader may do with it as it stands."""
    if found.voided_at is not None or not access.may_assign_responsibility(request.actor, found.unit):
        return []
    links = [Link("更正", reverse("orgs:correct_responsibility", args=[found.pk]), is_primary=False)]
    if found.is_current:
        links.append(Link("终止", reverse("orgs:end_responsibility", args=[found.pk]), is_primary=False))
    return links


@require_http_methods(["GET", "POST"])
@staff_page
def assign_responsibility(request: StaffRequest, pk: int) -> HttpResponse:
    """Have a leader answer for a unit from a day on (明确责任人)."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)
    if not access.may_assign_responsibility(request.actor, unit):
        raise Refused("orgs.assign_responsibility")
    form = AssignResponsibilityForm(request.POST or None, actor=request.actor, initial={"happened_on": clock.today()})
    made: list[Responsibility] = []

    def write() -> None:
        values, day = form.values(form.cleaned_data["kind"]), form.cleaned_data["happened_on"]
        made.append(actions.assign_responsibility(unit, actor=request.actor, values=values, happened_on=day))

    if is_written(form, write):
        return _done(request, made[0])
    words = {"form": form, "title": gettext("明确责任人"), "about": unit, "submit": gettext("保存")}
    return form_page(request, words | {"url": reverse("orgs:unit_detail", args=[pk])})


@require_http_methods(["GET", "POST"])
@staff_page
def end_responsibility(request: StaffRequest, pk: int) -> HttpResponse:
    """End a responsibility (终止责任)."""
    found = _to_change(request, pk, "orgs.end_responsibility")
    if not found.is_current:
        raise NotInThisState(found)
    form = LastDayForm(request.POST or None, initial={"happened_on": clock.today()})

    def write() -> None:
        actions.end_responsibility(found, actor=request.actor, happened_on=form.cleaned_data["happened_on"])

    if is_written(form, write):
        return _done(request, found)
    words = {"form": form, "title": gettext("终止责任"), "about": found}
    return form_page(request, words | {"url": records.url_of(found)})


@require_http_methods(["GET", "POST"])
@staff_page
def correct_responsibility(request: StaffRequest, pk: int) -> HttpResponse:
    """Void what was entered wrongly, with a reason, and enter what was right (更正责任)."""
    found = _to_change(request, pk, "orgs.correct_responsibility")
    initial = {name: getattr(found, name) for name in ("title", "name", "document")}
    initial["leader_unit"] = found.leader_unit.code if found.leader_unit else ""
    form = CorrectResponsibilityForm(request.POST or None, actor=request.actor, initial=initial)
    made: list[Responsibility] = []

    def write() -> None:
        values, reason = form.values(found.kind), form.cleaned_data["reason"]
        made.append(actions.correct_responsibility(found, actor=request.actor, values=values, reason=reason))

    if is_written(form, write):
        return _done(request, made[0])
    says = gettext("原记录作废保留，更正后的记录接替它，起止日期不变。")
    words = {"form": form, "title": gettext("更正责任"), "about": found, "says": says}
    return form_page(request, words | {"url": records.url_of(found)})


@staff_page
def answerable(request: StaffRequest) -> HttpResponse:
    """Who answers for a unit on a day, up the 块 and up the 条; the nearest common superior of two (责任链)."""
    form = AnswerableForm(request.GET or None, actor=request.actor, initial={"on": clock.today()})
    words: dict[str, object] = {"form": form}
    if form.is_valid():
        unit, other = form.cleaned_data["unit"], form.cleaned_data["other"]
        words |= {"unit": unit, "other": other, "day": form.day}
        words["chains"] = queries.answerable_for(unit, request.actor, form.day)
        words["common"] = queries.nearest_common_superior(unit, other) if other else None
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "orgs/answerable.html", words, status=status)


def _to_change(request: StaffRequest, pk: int, verb: str) -> Responsibility:
    """The responsibility, if the page of `verb` may be shown for it; the action checks all of it again."""
    visible = Responsibility.objects.visible_to(request.actor).select_related("unit", "leader_unit")
    found: Responsibility = get_object_or_404(visible, pk=pk)
    if not access.may_assign_responsibility(request.actor, found.unit):
        raise Refused(verb)
    if found.voided_at is not None:
        raise NotInThisState(found)
    return found


def _done(request: StaffRequest, found: Responsibility) -> HttpResponse:
    messages.success(request, gettext("已登记：%(what)s。") % {"what": found})
    return redirect(records.url_of(found))
