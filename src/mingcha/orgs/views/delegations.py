"""Choosing the post one acts in, and letting others act (岗位切换、代办)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.kernel.errors import NotInThisState, NotThere, Refused
from mingcha.orgs import access, actions, queries
from mingcha.orgs.acting import CHOSEN, StaffRequest, staff_page
from mingcha.orgs.forms.delegations import DelegationForm
from mingcha.orgs.forms.fields import RefusedForm
from mingcha.orgs.models import Delegation
from mingcha.orgs.views._writing import form_page, is_written
from mingcha.ui import details, lists, records
from mingcha.ui.details import Link

KEY = "orgs.delegation"
COLUMNS = ("post", "person__name", "valid_from", "valid_until", "reason", "ended_at")
FIELDS = ("post", "person__name", "valid_from", "valid_until", "reason", "made_by", "recorded_at", "ended_at")


def _table() -> type[lists.RecordTable]:
    table = lists.table_for(Delegation, COLUMNS)
    table.base_columns["person__name"].verbose_name = gettext_lazy("代办人")
    return table


@require_POST
@staff_page
def act_in_post(request: StaffRequest) -> HttpResponse:
    """切换岗位: from now on act in this one of the posts one may act in."""
    asked = request.POST.get("post", "")
    chosen = next((post for post in request.posts if str(post.pk) == asked), None)
    if chosen is None:
        raise NotThere(gettext("可用的岗位"))
    request.session[CHOSEN] = chosen.pk
    return redirect("desk:home")


@staff_page
def delegation_list(request: StaffRequest) -> HttpResponse:
    """代办: of the own post; of a head, of the unit; and those one acts by."""
    above = render_to_string("orgs/_to_delegation.html", request=request)
    return lists.record_list(
        request,
        queryset=queries.delegations(request.actor),
        table=_table(),
        filterset=lists.filterset_for(Delegation, (), search=("post__title", "person__name", "reason")),
        kind=records.kind_by_key(KEY),
        above=above if access.may_make_delegation(request.actor, request.actor) else "",
    )


@staff_page
def delegation_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One delegation."""
    found = get_object_or_404(queries.delegations(request.actor), pk=pk)
    may_end = not found.is_over and access.may_end_delegation(request.actor, found)
    links = [Link("结束代办", reverse("orgs:end_delegation", args=[pk]))] if may_end else []
    return details.record_detail(request, found, kind=records.kind_by_key(KEY), fields=FIELDS, links=links)


@require_http_methods(["GET", "POST"])
@staff_page
def make_delegation(request: StaffRequest) -> HttpResponse:
    """设代办."""
    if not access.may_make_delegation(request.actor, request.actor):
        raise Refused("orgs.make_delegation")
    form = DelegationForm(request.POST or None, actor=request.actor)
    if is_written(form, lambda: actions.make_delegation(actor=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("代办已设，到期自动结束。"))
        return redirect("orgs:delegation_list")
    words = {"form": form, "title": gettext("设代办"), "about": request.actor.title}
    return form_page(request, words | {"url": reverse("orgs:delegation_list")})


@require_http_methods(["GET", "POST"])
@staff_page
def end_delegation(request: StaffRequest, pk: int) -> HttpResponse:
    """结束代办."""
    found = get_object_or_404(queries.delegations(request.actor), pk=pk)
    if not access.may_end_delegation(request.actor, found):
        raise Refused("orgs.end_delegation")
    if found.is_over:
        raise NotInThisState(found)
    if request.method == "POST":
        actions.end_delegation(found, actor=request.actor)
        messages.success(request, gettext("代办已结束。"))
        return redirect("orgs:delegation_list")
    words = {"form": RefusedForm(), "title": gettext("结束代办"), "about": found}
    return form_page(request, words | {"url": records.url_of(found)})
