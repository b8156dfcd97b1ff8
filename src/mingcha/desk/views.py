"""Pages of the desk: first page, units."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from mingcha.assignments.queries.chasing import may_record_call
from mingcha.desk import lines, queries, roles, search, state, waiting
from mingcha.desk.forms import SearchForm, UnitPageForm, WaitingForm
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.models import Unit
from mingcha.papers import queries as papers
from mingcha.ui import lists
from mingcha.ui.inbox import Tab
from mingcha.ui.records import RecordKind

LEDGER = RecordKind("desk.ledger", LedgerEntry, "操作台账", headline="verb", unit_field="", date_field="at")
LEDGER_COLUMNS = ("sequence", "at", "acted_by", "verb", "acted_on", "outcome", "reason", "session", "rows")


def _ledger_table() -> type[lists.RecordTable]:
    table = lists.table_for(LedgerEntry, LEDGER_COLUMNS)
    for name, label in (
        ("acted_by", gettext_lazy("办理岗位")),
        ("acted_on", gettext_lazy("对象")),
        ("session", gettext_lazy("经手账号")),
    ):
        table.base_columns[name].verbose_name = label
    table.base_columns["at"].attrs = {"td": {"class": "text-nowrap"}}
    table.base_columns["outcome"].attrs = {"td": {"class": "text-nowrap"}}
    table.base_columns["reason"].attrs = {"td": {"class": "text-break"}}
    return table


@staff_page
def home(request: StaffRequest) -> HttpResponse:
    """我的待办: what waits for the post, oldest due first; who has no list of his own goes on to the state.

    An administrator goes on to what he keeps.
    """
    if request.actor.is_administrator:
        return redirect("desk:ledger" if request.actor.is_auditor else "accounts:account_list")
    tabs = waiting.counts(request.actor)
    return _waiting(request, tabs) if tabs else redirect("desk:state")


@staff_page
def unit_waiting(request: StaffRequest, code: str) -> HttpResponse:
    """单位待办: the same list for one unit."""
    shown = queries.visible_unit(request.actor, code)
    return _waiting(request, waiting.counts(request.actor, shown), shown)


def _waiting(request: StaffRequest, tabs: Sequence[waiting.TabCount], unit: Unit | None = None) -> HttpResponse:
    form = WaitingForm(request.GET)
    form.is_valid()
    tab = Tab(form.cleaned_data.get("tab") or waiting.first_with_rows(tabs))
    page = waiting.page_of(request.actor, tab, form.cleaned_data.get("page") or 1, unit)
    is_clear = not any(each.count for each in tabs)
    written = lines.lines(page.rows, with_unit=unit is None)
    words = {"unit": unit, "tabs": tabs, "chosen": tab, "page": page, "lines": written, "is_clear": is_clear}
    return render(request, "desk/waiting.html", words)


@staff_page
def find(request: StaffRequest) -> HttpResponse:
    """查找: everything with a name that the reader may see."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    return render(request, "desk/search.html", {"words": words, "found": search.search(request.actor, words)})


@staff_page
def state_page(request: StaffRequest) -> HttpResponse:
    """进展: the state of the campaign."""
    return render(
        request,
        "desk/state.html",
        {
            "state": state.campaign_state(request.actor),
            "counts": queries.counts_by_kind(request.actor),
            "events": queries.newest_records(request.actor),
        },
    )


@staff_page
def missing(request: StaffRequest, gauge: str) -> HttpResponse:
    """进展: who is still missing behind one gauge of the first page, and who is not."""
    found = state.missing(request.actor, gauge)
    words = {"campaign": found.campaign, "gauge": found.gauge, "missing": found.missing, "done": found.done}
    return render(request, "desk/missing.html", words)


@staff_page
def ledger(request: StaffRequest) -> HttpResponse:
    """操作台账: every act, for the auditor."""
    return lists.record_list(
        request,
        queryset=queries.ledger_entries(request.actor),
        table=_ledger_table(),
        filterset=lists.filterset_for(
            LedgerEntry, ("outcome", "at"), search=("verb", "object_kind", "reason", "acted_by")
        ),
        kind=LEDGER,
    )


@staff_page
def role_list(request: StaffRequest) -> HttpResponse:
    """岗位角色: what each role sees and may do, for the administrators and the office."""
    if not (request.actor.is_administrator or request.actor.is_office):
        raise Http404
    keeps = request.actor.is_administrator and not request.actor.is_auditor
    return render(request, "desk/roles.html", {"roles": roles.roles(), "keeps": keeps})


@staff_page
def measures(request: StaffRequest) -> HttpResponse:
    """数据口径: every measure with its counter word and what it counts."""
    return render(request, "desk/measures.html", {"groups": queries.measures_by_mechanism()})


@staff_page
def unit(request: StaffRequest, code: str) -> HttpResponse:
    """单位档案: everything held about one unit that the reader may see."""
    form = UnitPageForm(request.GET)
    form.is_valid()
    chosen = form.cleaned_data.get("kind", "")
    shown = queries.visible_unit(request.actor, code, form.cleaned_data.get("on"))
    return render(
        request,
        "desk/unit.html",
        {
            "unit": shown,
            "papers": papers.links(shown, request.actor),
            "standings": queries.standings(request.actor, shown),
            "successions": queries.successions(shown),
            "counts": queries.counts_by_kind(request.actor, shown),
            "events": queries.newest_records(request.actor, shown, kind_key=chosen),
            "chosen": chosen,
            "may_record_call": may_record_call(request.actor, shown),
        },
    )
