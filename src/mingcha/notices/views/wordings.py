"""Approved wordings and the hours of sending."""

from collections.abc import Callable

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotThere, Refused
from mingcha.notices import access, actions, queries
from mingcha.notices.forms import HoursForm, WordingForm
from mingcha.notices.models import SendingHours, Wording
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

WORDING_COLUMNS = ("code", "version", "text", "approved_by", "valid_from", "valid_until")
WORDING_FIELDS = (*WORDING_COLUMNS, "is_urgent")


@staff_page
def wording_list(request: StaffRequest) -> HttpResponse:
    """Approved wordings, all versions; the sending hours in force above (通知用语)."""
    words = {"hours": queries.hours_on(clock.today()), "may_approve": access.may_approve_wording(request.actor)}
    return lists.record_list(
        request,
        queryset=queries.wordings(request.actor),
        table=lists.table_for(Wording, WORDING_COLUMNS),
        filterset=lists.filterset_for(Wording, ("code",), search=("text",)),
        kind=kind_by_key("notices.wording"),
        above=render_to_string("notices/_above_wordings.html", words, request=request),
    )


@staff_page
def wording_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One version of a wording."""
    wording = get_object_or_404(queries.wordings(request.actor), pk=pk)
    again = details.Link("批准新版", f"{reverse('notices:approve_wording')}?code={wording.code}")
    return details.record_detail(
        request,
        wording,
        kind=kind_by_key("notices.wording"),
        fields=WORDING_FIELDS,
        links=[again] if access.may_approve_wording(request.actor) else [],
    )


@require_http_methods(["GET", "POST"])
@staff_page
def approve_wording(request: StaffRequest) -> HttpResponse:
    """Approve a new wording, or a new version of one (批准用语)."""
    _head_only(request, "notices.approve_wording")
    last = queries.wordings(request.actor).filter(code=request.GET.get("code", "")).first()
    initial = {"code": last.code, "text": last.text, "is_urgent": last.is_urgent} if last else {}
    form = WordingForm(request.POST or None, initial={**initial, "valid_from": clock.today()})
    return _written(request, form, actions.approve_wording) or _page(request, form, gettext("批准用语"))


@require_http_methods(["GET", "POST"])
@staff_page
def set_sending_hours(request: StaffRequest) -> HttpResponse:
    """Set quiet hours and the most texts a day (设定发送时段)."""
    _head_only(request, "notices.set_sending_hours")
    last: SendingHours | None = queries.all_hours(request.actor).first()
    fields = ("quiet_from", "quiet_until", "most_a_day")
    initial = {name: getattr(last, name) for name in fields} if last else {}
    form = HoursForm(request.POST or None, initial={**initial, "valid_from": clock.today()})
    return _written(request, form, actions.set_sending_hours) or _page(request, form, gettext("设定发送时段"))


def _head_only(request: StaffRequest, verb: str) -> None:
    """Who may not even see wordings finds no page; who sees them but may not approve is refused."""
    if not queries.wordings(request.actor).exists():
        raise NotThere(request.path)
    if not access.may_approve_wording(request.actor):
        raise Refused(verb)


def _written(
    request: StaffRequest, form: WordingForm | HoursForm, write: Callable[..., Wording | SendingHours]
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        made = write(actor=request.actor, **form.cleaned_data)
    except BadValue as error:
        form.refuse(error)
        return None
    flash.success(request, gettext("已登记：%(made)s。") % {"made": made})
    return redirect("notices:wording_list")


def _page(request: StaffRequest, form: WordingForm | HoursForm, title: str) -> HttpResponse:
    words = {"form": form, "title": title, "kind": kind_by_key("notices.wording")}
    return render(request, "notices/wording_form.html", words, status=422 if form.is_bound else 200)
