"""Pages of changes of units (沿革) with what they touch, and of the official order (规范顺序)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs import access, actions, queries
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.choices import Certainty, SuccessionKind
from mingcha.orgs.forms.changes import MergeUnitsForm, PlaceUnitForm, RenameUnitForm, SplitUnitForm
from mingcha.orgs.forms.contacts import LastDayForm
from mingcha.orgs.forms.fields import RefusedForm
from mingcha.orgs.models import Unit
from mingcha.orgs.views._writing import form_page, is_written
from mingcha.ui.records import url_of


@staff_page
def change_unit(request: StaffRequest, pk: int) -> HttpResponse:
    """What a change of a unit would touch, and the ways to change it (单位变更)."""
    unit = _to_change(request, pk, "orgs.rename_unit")
    words = {"unit": unit, "touched": queries.consequences(request.actor, unit)}
    return render(request, "orgs/change_unit.html", words)


@require_http_methods(["GET", "POST"])
@staff_page
def rename_unit(request: StaffRequest, pk: int) -> HttpResponse:
    """Another name or rank from a day on (更名、升格)."""
    unit = _to_change(request, pk, "orgs.rename_unit")
    initial = {"name": unit.name, "short_name": unit.short_name, "code": unit.code, "happened_on": clock.today()}
    form = RenameUnitForm(request.POST or None, initial=initial)

    def write() -> Unit:
        given = form.cleaned_data
        return actions.rename_unit(
            unit,
            actor=request.actor,
            new=form.new,
            kind=SuccessionKind(given["kind"]),
            happened_on=given["happened_on"],
            certainty=Certainty(given["certainty"]),
        )

    return _changed(request, unit, form, write, gettext("更名、升格"))


@require_http_methods(["GET", "POST"])
@staff_page
def merge_units(request: StaffRequest, pk: int) -> HttpResponse:
    """A unit and others into one (合并)."""
    unit = _to_change(request, pk, "orgs.merge_units")
    form = MergeUnitsForm(request.POST or None, actor=request.actor, initial={"happened_on": clock.today()})

    def write() -> Unit:
        given = form.cleaned_data
        units = [unit, *given["others"]]
        return actions.merge_units(units, actor=request.actor, successor=form.into, happened_on=given["happened_on"])

    return _changed(request, unit, form, write, gettext("合并"))


@require_http_methods(["GET", "POST"])
@staff_page
def split_unit(request: StaffRequest, pk: int) -> HttpResponse:
    """A unit into several (拆分)."""
    unit = _to_change(request, pk, "orgs.split_unit")
    form = SplitUnitForm(request.POST or None, initial={"happened_on": clock.today()})

    def write() -> Unit:
        parts, day = form.cleaned_data["parts"], form.cleaned_data["happened_on"]
        return actions.split_unit(unit, actor=request.actor, parts=parts, happened_on=day)[0]

    return _changed(request, unit, form, write, gettext("拆分"))


@require_http_methods(["GET", "POST"])
@staff_page
def close_unit(request: StaffRequest, pk: int) -> HttpResponse:
    """End a unit that nobody follows (终止单位)."""
    unit = _to_change(request, pk, "orgs.close_unit")
    form = LastDayForm(request.POST or None, initial={"happened_on": clock.today()})

    def write() -> Unit:
        actions.close_unit(unit, actor=request.actor, happened_on=form.cleaned_data["happened_on"])
        return unit

    return _changed(request, unit, form, write, gettext("终止单位"))


@staff_page
def unit_order(request: StaffRequest, pk: int) -> HttpResponse:
    """The children of a unit in official order, to be moved (下级单位排序)."""
    parent = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)
    if not access.may_add_unit(request.actor):
        raise Refused("orgs.place_unit")
    words = {"parent": parent, "slots": queries.order_slots(parent, request.actor)}
    return render(request, "orgs/unit_order.html", words)


@require_POST
@staff_page
def place_unit(request: StaffRequest, pk: int) -> HttpResponse:
    """Move a unit up, down, or to a place typed (调整位次); back to the row moved."""
    visible = Unit.objects.visible_to(request.actor).select_related("territory_parent")
    unit = get_object_or_404(visible, pk=pk)
    if unit.territory_parent is None:
        raise NotInThisState(unit)
    form = PlaceUnitForm(request.POST)
    place = form.place if form.is_valid() else 0
    try:
        actions.place_unit(unit, actor=request.actor, position=place)
    except BadValue as error:
        messages.error(request, str(error), extra_tags="danger")
    else:
        messages.success(request, gettext("%(unit)s已移到第 %(place)s 位。") % {"unit": unit, "place": place})
    return redirect(f"{reverse('orgs:unit_order', args=[unit.territory_parent_id])}#unit-{unit.pk}")


def _to_change(request: StaffRequest, pk: int, verb: str) -> Unit:
    """The unit, if it may be changed; the action checks all of it again."""
    visible = Unit.objects.visible_to(request.actor).select_related("territory_parent", "system_parent")
    unit = get_object_or_404(visible, pk=pk)
    if not access.may_add_unit(request.actor):
        raise Refused(verb)
    if unit.valid_until is not None:
        raise NotInThisState(unit)
    return unit


def _changed(
    request: StaffRequest, unit: Unit, form: RefusedForm, write: Callable[[], Unit], title: str
) -> HttpResponse:
    """The way on after a change; the form with what it touches before it, or where something is wrong."""
    made: list[Unit] = []
    if is_written(form, lambda: made.append(write())):
        messages.success(request, gettext("已登记：%(unit)s%(verb)s。") % {"unit": unit, "verb": title})
        return redirect(reverse("orgs:unit_detail", args=[made[0].pk]))
    words = {"form": form, "title": title, "about": unit, "url": url_of(unit)}
    words |= {"touched": queries.consequences(request.actor, unit), "submit": gettext("确定")}
    return form_page(request, words)
