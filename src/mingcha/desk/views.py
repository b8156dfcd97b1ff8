"""Pages of the desk: first page, signing in, units."""

from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from mingcha.desk import queries, state
from mingcha.desk.forms import SignInForm, UnitPageForm
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import lists
from mingcha.ui.records import RecordKind

LEDGER = RecordKind("desk.ledger", LedgerEntry, "操作台账", headline="verb", unit_field="", date_field="at")
LEDGER_COLUMNS = ("sequence", "at", "acted_by", "verb", "acted_on", "outcome", "reason", "rows")


def _ledger_table() -> type[lists.RecordTable]:
    table = lists.table_for(LedgerEntry, LEDGER_COLUMNS)
    for name, label in (("acted_by", gettext_lazy("办理岗位")), ("acted_on", gettext_lazy("对象"))):
        table.base_columns[name].verbose_name = label
    table.base_columns["at"].attrs = {"td": {"class": "text-nowrap"}}
    table.base_columns["outcome"].attrs = {"td": {"class": "text-nowrap"}}
    table.base_columns["reason"].attrs = {"td": {"class": "text-break"}}
    return table


class SignIn(LoginView):
    """登录; who is signed in already goes on to where he wanted."""

    template_name = "desk/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


@staff_page
def home(request: StaffRequest) -> HttpResponse:
    """首页: the state of the campaign."""
    return render(
        request,
        "desk/home.html",
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
            "standings": queries.standings(request.actor, shown),
            "successions": queries.successions(shown),
            "counts": queries.counts_by_kind(request.actor, shown),
            "events": queries.newest_records(request.actor, shown, kind_key=chosen),
            "chosen": chosen,
        },
    )
