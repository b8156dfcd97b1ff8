"""Pages of leads: the register and one lead."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mingcha.leads import queries
from mingcha.leads.models import Lead
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

COLUMNS = ("reference", "unit", "source_kind", "issue_group", "headline", "state", "result", "happened_on")
FILTERS = ("unit", "source_kind", "issue_group", "state", "result", "happened_on")
FIELDS = (
    "reference",
    "unit",
    "source_kind",
    "source_ref",
    "issue_group",
    "headline",
    "state",
    "happened_on",
    "transferred_on",
    "transferred_to",
    "returned_on",
    "returned_words",
    "returned_document",
    "result",
    "closed_on",
    "source_note",
)


@staff_page
def lead_list(request: StaffRequest) -> HttpResponse:
    """The register (线索登记簿)."""
    return lists.record_list(
        request,
        queryset=queries.leads(request.actor),
        table=lists.table_for(Lead, COLUMNS),
        filterset=lists.filterset_for(Lead, FILTERS, search=("reference", "headline")),
        kind=kind_by_key("leads.lead"),
    )


@staff_page
def lead_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One lead, voided ones too."""
    lead = get_object_or_404(Lead.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    return details.record_detail(request, lead, kind=kind_by_key("leads.lead"), fields=FIELDS)
