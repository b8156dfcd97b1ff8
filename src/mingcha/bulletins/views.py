"""Pages of bulletins: the list, the sheet with its figures, one figure, errata, files to take away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from mingcha.bulletins import access, live, pages, queries, rendering
from mingcha.bulletins.choices import Format
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.render.html import to_html
from mingcha.bulletins.tree import Document
from mingcha.kernel.errors import NotThere
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import lists
from mingcha.ui.records import kind_by_key

COLUMNS = ("title", "series", "year", "number", "state", "as_of", "issued_on")
FILTERS = ("series", "year", "state", "issued_on")


@staff_page
def bulletin_list(request: StaffRequest) -> HttpResponse:
    """Bulletins, drafts and the newest first (情况通报)."""
    return lists.record_list(
        request,
        queryset=queries.bulletins(request.actor),
        table=lists.table_for(Bulletin, COLUMNS),
        filterset=lists.filterset_for(Bulletin, FILTERS, search=("title",)),
        kind=kind_by_key("bulletins.bulletin"),
    )


@staff_page
def bulletin_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """The sheet, every figure a link (通报正文)."""
    bulletin = get_object_or_404(queries.readable(request.actor), pk=pk)
    sheet = pages.sheet(bulletin)
    words = {
        "bulletin": bulletin,
        "kind": kind_by_key("bulletins.bulletin"),
        "sheet": sheet,
        "article": sheet.document and _article(bulletin, sheet.document),
        "formats": pages.formats(bulletin, request.actor),
        "may_check": access.may_check_bulletin(request.actor),
    }
    return render(request, "bulletins/bulletin_detail.html", words)


def _article(bulletin: Bulletin, document: Document) -> str:
    html = to_html(document, figure_url=lambda index: reverse("bulletins:figure", args=[bulletin.pk, index]))
    return mark_safe(html)  # noqa: S308  every word of it is escaped by the renderer


@staff_page
def figure(request: StaffRequest, pk: int, index: int) -> HttpResponse:
    """One figure and the records behind it: a page, or the panel beside the sheet when htmx asks (数据来源)."""
    shown = pages.figure_page(
        get_object_or_404(queries.readable(request.actor), pk=pk), index, request.actor, request.GET.dict()
    )
    is_panel = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    template = "bulletins/figure_panel.html" if is_panel else "bulletins/figure.html"
    response = render(request, template, _words_of(shown))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _words_of(shown: pages.FigurePage) -> dict[str, object]:
    return {"shown": shown, "kind": kind_by_key("bulletins.bulletin"), "title": gettext(shown.figure.label)}


@staff_page
def errata(request: StaffRequest, pk: int) -> HttpResponse:
    """What an issued bulletin's figures would be today (更正对照)."""
    bulletin = get_object_or_404(queries.readable(request.actor), pk=pk)
    if not access.may_check_bulletin(request.actor):
        raise NotThere(bulletin)
    words = {"bulletin": bulletin, "kind": kind_by_key("bulletins.bulletin"), "errata": live.errata(bulletin)}
    return render(request, "bulletins/errata.html", words)


@staff_page
def download(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    """The bulletin as a file (下载)."""
    bulletin = get_object_or_404(queries.readable(request.actor), pk=pk)
    if form not in pages.formats(bulletin, request.actor):
        raise NotThere(form)
    made = rendering.rendered(rendering.finished(bulletin), form)
    name = rendering.file_name(bulletin, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made.content, content_type=rendering.MEDIA_TYPES[Format(form)], headers=headers)
