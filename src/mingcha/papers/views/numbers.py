"""The office's number series: used, reserved, voided, gaps (编号台账)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mingcha.kernel import clock, numbering
from mingcha.kernel.errors import BadValue
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.papers import access, actions, queries
from mingcha.papers.forms import OneNumberForm, RefusableForm, ReserveNumbersForm, SkipNumbersForm

PAGE_SIZE = 50


@staff_page
def series_list(request: StaffRequest) -> HttpResponse:
    """Every series and year: how many used, reserved, voided, explained and unexplained (编号台账)."""
    _office(request)
    counts = numbering.series_counts()
    known = {count.series for count in counts if count.year == clock.today().year}
    unused = [series for series in queries.own_series() if series not in known]
    words = {"counts": counts, "unused": unused, "year": clock.today().year}
    return render(request, "papers/series_list.html", words)


@staff_page
def series_page(request: StaffRequest) -> HttpResponse:
    """The numbers of one series in one year."""
    _office(request)
    series, year = _asked(request.GET)
    numbers = Paginator(numbering.numbers_of(series, year), PAGE_SIZE).get_page(request.GET.get("page"))
    papers = queries.papers_by_number(request.actor, series, year, [row.number for row in numbers])
    words = {
        "series": series,
        "year": year,
        "numbers": numbers,
        "rows": [(row, papers.get(row.number)) for row in numbers],
        "gaps": numbering.gaps(series, year)[:200],
        "is_own": series in queries.own_series(),
        "today": clock.today(),
    }
    return render(request, "papers/series_page.html", words)


@require_http_methods(["GET", "POST"])
@staff_page
def reserve_numbers(request: StaffRequest) -> HttpResponse:
    """Reserve the next numbers (预留编号)."""
    return _verb(request, gettext("预留编号"), ReserveNumbersForm, actions.reserve_numbers)


@require_http_methods(["GET", "POST"])
@staff_page
def skip_numbers(request: StaffRequest) -> HttpResponse:
    """Skip numbers given on paper (跳号)."""
    return _verb(request, gettext("跳号"), SkipNumbersForm, actions.skip_numbers)


@require_http_methods(["GET", "POST"])
@staff_page
def explain_gap(request: StaffRequest) -> HttpResponse:
    """Say why a number is missing (说明空号)."""
    return _verb(request, gettext("说明空号"), OneNumberForm, actions.explain_gap)


@require_http_methods(["GET", "POST"])
@staff_page
def void_number(request: StaffRequest) -> HttpResponse:
    """Void a reserved number (作废预留编号)."""
    return _verb(request, gettext("作废预留编号"), OneNumberForm, actions.void_number)


def _verb(
    request: StaffRequest, title: str, form_class: type[RefusableForm], act: Callable[..., object]
) -> HttpResponse:
    """A form about one series and year, and one action with what it says."""
    _office(request)
    given = {name: request.GET.get(name, "") for name in ("series", "year", "number")}
    form = form_class(request.POST) if request.method == "POST" else form_class(initial=given)
    if form.is_valid():
        says: dict[str, Any] = dict(form.cleaned_data)
        series = says.pop("series")
        try:
            act(series, actor=request.actor, **says)
        except BadValue as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("已登记。"))
            return redirect(f"{reverse('papers:series_page')}?{urlencode({'series': series, 'year': says['year']})}")
    asked = request.POST if form.is_bound else request.GET
    words = {"title": title, "form": form, "series": asked.get("series", ""), "year": asked.get("year", "")}
    words["number"] = asked.get("number", "")
    return render(request, "papers/number_form.html", words, status=422 if form.is_bound else 200)


def _asked(given: Any) -> tuple[str, int]:
    series, year = given.get("series", ""), given.get("year", "")
    if not (series and year.isdecimal() and len(year) == 4) or "\0" in series:
        raise Http404
    return series, int(year)


def _office(request: StaffRequest) -> None:
    if not access.may_keep_numbers(request.actor):
        raise Http404
