"""Workbooks that came back many at once or by mail: uploaded together, looked at in the background (回收的填报表)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.assignments import access, actions
from mingcha.assignments.actions import Came
from mingcha.assignments.models import ReturnedWorkbook
from mingcha.assignments.queries import returned
from mingcha.kernel.errors import BadValue, Refused
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import lists
from mingcha.ui.records import kind_by_key

COLUMNS = ("name", "task__unit", "task__directive__title", "state", "way", "received_at", "says")
FILTERS = ("state", "way", "received_at")


@staff_page
def returned_workbook_list(request: StaffRequest) -> HttpResponse:
    """What came back, the newest first, and what became of it (回收的填报表)."""
    may_upload = access.may_receive_workbooks(request.actor)
    return lists.record_list(
        request,
        queryset=returned.returned_workbooks(request.actor),
        table=lists.table_for(ReturnedWorkbook, COLUMNS),
        filterset=lists.filterset_for(ReturnedWorkbook, FILTERS, search=("name", "task__unit__name")),
        kind=kind_by_key("assignments.returned_workbook"),
        above=render_to_string("assignments/_upload_workbooks.html", request=request) if may_upload else "",
    )


@require_http_methods(["GET", "POST"])
@staff_page
def upload_workbooks(request: StaffRequest) -> HttpResponse:
    """Upload the workbooks of many units at once (批量上传填报表)."""
    if not access.may_receive_workbooks(request.actor):
        raise Refused("assignments.receive_workbooks")
    if request.method == "GET":
        return render(request, "assignments/upload_workbooks.html")
    files = [Came(file.name or "", file) for file in request.FILES.getlist("workbooks")]
    try:
        batch = actions.receive_workbooks(files, actor=request.actor)
    except BadValue as error:
        return render(request, "assignments/upload_workbooks.html", {"error": error}, status=422)
    messages.success(request, gettext("已收到 %(count)s 个文件，正在逐格核对。") % {"count": len(files)})
    return redirect("assignments:returned_workbook_detail", batch)


@require_GET
@staff_page
def returned_workbook_detail(request: StaffRequest, batch: UUID) -> HttpResponse:
    """What became of each file of a batch: its receipt, or its errors by sheet, row and column."""
    found = returned.batch_of(batch, request.actor)
    if found is None:
        raise Http404
    is_partial = "HX-Request" in request.headers
    template = "assignments/_returned_batch.html" if is_partial else "assignments/returned_batch.html"
    return render(request, template, {"batch": found, "kind": kind_by_key("assignments.returned_workbook")})
