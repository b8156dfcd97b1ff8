"""Light schemes in versions (亮灯办法)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mingcha.assignments import access, actions
from mingcha.assignments.forms.chasing import LightSchemeForm
from mingcha.assignments.models import LightScheme
from mingcha.assignments.queries import lights, verbs
from mingcha.assignments.views._writing import form_page, is_written, sent
from mingcha.kernel import clock
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

COLUMNS = ("name", "version", "basis", "valid_from", "valid_until")


@staff_page
def light_scheme_list(request: StaffRequest) -> HttpResponse:
    """Light schemes, the newest first, and what shows what today (亮灯办法)."""
    words = {
        "lights": lights.lit_rows(clock.today()),
        "may_keep": access.may_keep_lights(request.actor),
    }
    return lists.record_list(
        request,
        queryset=lights.light_schemes(request.actor),
        table=lists.table_for(LightScheme, COLUMNS),
        filterset=lists.filterset_for(LightScheme, ("valid_from",), search=("name", "basis")),
        kind=kind_by_key("assignments.light_scheme"),
        above=render_to_string("assignments/_above_lights.html", words, request=request),
    )


@staff_page
def light_scheme_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One version of a scheme with its colours."""
    scheme = get_object_or_404(lights.light_schemes(request.actor), pk=pk)
    shown = details.Related("灯色", lights.lights_of(scheme), ("colour", "days_before", "says"))
    return details.record_detail(
        request, scheme, kind=kind_by_key("assignments.light_scheme"), fields=COLUMNS, related=[shown]
    )


@require_http_methods(["GET", "POST"])
@staff_page
def add_light_scheme(request: StaffRequest) -> HttpResponse:
    """Put the next version of a scheme into force (起用亮灯办法)."""
    verbs.lights_opened_for(request.actor)
    initial: dict[str, Any] = {"valid_from": clock.today()}
    for row in lights.lights_on(clock.today()):
        initial |= {f"days_{row.colour}": row.days_before, f"says_{row.colour}": row.says}
    form = LightSchemeForm(sent(request), initial=initial)

    def write() -> None:
        actions.add_light_scheme(form.cleaned_data["name"], actor=request.actor, **form.scheme)

    if is_written(form, write):
        messages.success(request, gettext("已起用：%(name)s。") % {"name": form.cleaned_data["name"]})
        return redirect("assignments:light_scheme_list")
    return form_page(request, "assignments/add_light_scheme.html", {"form": form})
