"""Making papers of records: look at what it will say, then make it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.papers import access, actions, queries, rules
from mingcha.papers.forms import MakePaperForm
from mingcha.papers.models import Paper
from mingcha.papers.rules import PaperKind
from mingcha.ui.records import url_of


@require_http_methods(["GET", "POST"])
@staff_page
def make_paper(request: StaffRequest, key: str) -> HttpResponse:
    """Make a paper of one record, or one of each of several (出具文书)."""
    kind = queries.kind_or_not_there(key)
    records = _records(request, kind)
    template = queries.template_in_force(kind)
    is_own = kind.number_of(records[0]) is None
    reserved = queries.reserved_numbers(queries.series_of(kind, template, request.actor)[1])
    form = MakePaperForm(
        request.POST or None,
        reserved=reserved if len(records) == 1 and is_own else (),
        initial={"happened_on": clock.today()},
    )
    if form.is_valid():
        try:
            papers = _made(request, kind, records, form.cleaned_data)
        except BadValue as error:
            form.refuse(error)
        else:
            return _onward(request, papers)
    words = {
        "kind": kind,
        "form": form,
        "records": [(record, kind.unit(record), kind.title(record)) for record in records],
        "rows": _preview(kind, records[0], request) if len(records) == 1 else [],
        "template": template,
        "may_keep_templates": access.may_keep_templates(request.actor),
    }
    return render(request, "papers/make_paper.html", words, status=422 if form.is_bound else 200)


def _records(request: StaffRequest, kind: PaperKind) -> list[Any]:
    """The records named in the address, all of them visible and open to this post; else there is no such page."""
    named = (*request.GET.getlist("record"), *request.POST.getlist("record"))
    ids = {int(pk) if len(pk) < 19 else 0 for pk in named if pk.isdecimal()}
    found = list(kind.records(request.actor).filter(pk__in=list(ids)[: rules.MOST_AT_ONCE + 1]))
    if not ids or len(found) != len(ids) or len(ids) > rules.MOST_AT_ONCE:
        raise Http404
    if not all(access.may_make_paper(request.actor, kind, record) for record in found):
        raise Http404
    return found


def _made(request: StaffRequest, kind: PaperKind, records: list[Any], given: dict[str, Any]) -> list[Paper]:
    day = given["happened_on"]
    if len(records) > 1:
        return actions.make_papers(kind, records, actor=request.actor, happened_on=day)
    number = given.get("number")
    return [actions.make_paper(kind, records[0], actor=request.actor, number=number, happened_on=day)]


def _onward(request: StaffRequest, papers: list[Paper]) -> HttpResponse:
    if len(papers) == 1:
        messages.success(request, gettext("已出具：%(paper)s。") % {"paper": papers[0]})
        return redirect(url_of(papers[0]))
    messages.success(request, gettext("已出具%(count)s份。") % {"count": len(papers)})
    return redirect(reverse("papers:paper_batch", args=[papers[0].batch]))


def _preview(kind: PaperKind, record: Any, request: StaffRequest) -> list[tuple[str, str, list[str], list[Any]]]:
    """Label, text, and for a list its heads and rows."""
    values = queries.field_values(kind, record, request.actor)
    rows = []
    for field in kind.fields:
        heads = [label for _, label in field.columns]
        if field.columns:
            cells = [[(label, row.get(name, "")) for name, label in field.columns] for row in values[field.name]]
            rows.append((field.label, "", heads, cells))
        else:
            rows.append((field.label, values[field.name], [], []))
    return rows
