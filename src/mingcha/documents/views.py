"""Pages of issued documents, for reading."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from mingcha.documents import queries
from mingcha.documents.models import IssuedDocument
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists, records

COLUMNS = ("title", "authority", "doc_type", "unit", "happened_on")


@staff_page
def document_list(request: StaffRequest) -> HttpResponse:
    """Issued documents, newest first (发文)."""
    return lists.record_list(
        request,
        queryset=queries.documents(request.actor),
        table=lists.table_for(IssuedDocument, ("title", "series", "number", *COLUMNS[1:])),
        filterset=lists.filterset_for(IssuedDocument, COLUMNS[1:], search=("title", "series")),
        kind=records.kind_by_key("documents.document"),
    )


@staff_page
def document_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One issued document."""
    visible = IssuedDocument.objects.visible_to(request.actor).select_related("unit", "succeeds")
    document = get_object_or_404(visible, pk=pk)
    return details.record_detail(
        request,
        document,
        kind=records.kind_by_key("documents.document"),
        fields=("title", (gettext("发文字号"), document.reference), *COLUMNS[1:], "source_note", "recorded_at"),
    )
