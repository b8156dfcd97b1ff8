"""Looks of lists on paper: which there are, editing one, putting an earlier version back (台账样式)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.kernel.errors import BadValue, Refused
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.papers import access, actions, queries
from mingcha.papers.forms import LayoutColumnForm, LayoutForm, layout_rows, moved_rows
from mingcha.ui import layouts
from mingcha.ui.layouts import Layout
from mingcha.ui.records import kind_by_key


def _office(request: StaffRequest) -> None:
    if not access.may_keep_layouts(request.actor):
        raise Refused("papers.save_layout")


@require_GET
@staff_page
def layout_list(request: StaffRequest) -> HttpResponse:
    """Lists that have looks, and each one's (台账样式)."""
    _office(request)
    rows = [(kind_by_key(key), layouts.layouts_of(key)) for key in layouts.kept_keys()]
    return render(request, "papers/layout_list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@staff_page
def edit_layout(request: StaffRequest, key: str, name: str = "") -> HttpResponse:
    """Edit a look, or begin a new one: columns chosen and ordered, heads, widths, totals (编辑样式)."""
    _office(request)
    layout, versions = queries.layout_to_edit(key, name)
    newest = versions[0].version if versions else 0
    if request.method == "GET":
        plain = {"name": layout.name, "title": layout.title, "paper": layout.paper, "version": newest}
        form = LayoutForm(initial={**plain, "is_landscape": layout.is_landscape})
        return _page(request, layout, versions, form, layout_rows(layout))
    form, rows = LayoutForm(request.POST), layout_rows(layout, request.POST)
    if button := request.POST.get("edit"):
        typed = {field: form[field].value() for field in form.fields}
        return _page(request, layout, versions, LayoutForm(initial=typed), moved_rows(rows, button))
    sound = [row.is_valid() for row in rows]
    if form.is_valid() and all(sound):
        try:
            saved = actions.save_layout(_written(key, form, rows), actor=request.actor)
        except BadValue as error:
            form.refuse(error)
        else:
            words = {"name": saved.name, "version": saved.version}
            messages.success(request, gettext("已保存：%(name)s 第%(version)s版。") % words)
            return redirect("papers:edit_layout", key, saved.name)
    return _page(request, layout, versions, form, rows, status=422)


def _written(key: str, form: LayoutForm, rows: list[LayoutColumnForm]) -> Layout:
    given: dict[str, Any] = form.cleaned_data
    columns = tuple(row.column for row in rows if row.cleaned_data["is_chosen"])
    return Layout(key, columns=columns, **given)


def _page(
    request: StaffRequest, layout: Layout, versions: Any, form: LayoutForm, rows: Any, *, status: int = 200
) -> HttpResponse:
    named = [(row, layouts.label_of(layout.key, str(row["path"].value()))) for row in rows]
    words = {"layout": layout, "versions": versions, "form": form, "rows": named, "kind": kind_by_key(layout.key)}
    return render(request, "papers/edit_layout.html", words, status=status)


@require_POST
@staff_page
def restore_layout(request: StaffRequest, key: str, name: str, version: int) -> HttpResponse:
    """Put an earlier version back (恢复)."""
    _office(request)
    made = actions.restore_layout(queries.layout_version(key, name, version), actor=request.actor)
    messages.success(request, gettext("已恢复，为第%(version)s版。") % {"version": made.version})
    return redirect("papers:edit_layout", key, name)


@require_POST
@staff_page
def take_out_layout(request: StaffRequest, key: str, name: str) -> HttpResponse:
    """Take a look out (撤下)."""
    _office(request)
    actions.take_out_layout(layouts.layout_named(key, name), actor=request.actor)
    messages.success(request, gettext("已撤下：%(name)s。") % {"name": name})
    return redirect("papers:layout_list")
