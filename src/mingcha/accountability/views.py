"""Pages of accountability: a list and a page for each kind of returned result."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mingcha.accountability import queries
from mingcha.accountability.models import (
    CaseReading,
    FoundProblem,
    OrganisationOutcome,
    PersonOutcome,
    ReturnedResult,
    TransferBatch,
)
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

COMMON = ("quantity", "organ", "document", "began_on", "happened_on", "source_note")


@staff_page
def organisation_outcome_list(request: StaffRequest) -> HttpResponse:
    """Organisations held accountable."""
    return _list(
        request, OrganisationOutcome, "organisation_outcome", ("organisation", "organisation_level", "measure")
    )


@staff_page
def organisation_outcome_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One outcome for organisations."""
    own = ("organisation", "organisation_level", "measure")
    return _detail(request, pk, OrganisationOutcome, "organisation_outcome", own)


@staff_page
def person_outcome_list(request: StaffRequest) -> HttpResponse:
    """Persons held accountable or dealt with."""
    return _list(request, PersonOutcome, "person_outcome", ("treatment", "form", "disposal"))


@staff_page
def person_outcome_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One outcome for persons."""
    return _detail(request, pk, PersonOutcome, "person_outcome", ("treatment", "form", "disposal", "matter"))


@staff_page
def transfer_batch_list(request: StaffRequest) -> HttpResponse:
    """Batch transfers."""
    return _list(request, TransferBatch, "transfer_batch", ("transferred_to", "matter"))


@staff_page
def transfer_batch_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One batch."""
    return _detail(request, pk, TransferBatch, "transfer_batch", ("transferred_to", "matter"))


@staff_page
def found_problem_list(request: StaffRequest) -> HttpResponse:
    """Problems that units report to have found."""
    return _list(request, FoundProblem, "found_problem", ("field", "matter"))


@staff_page
def found_problem_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One report of problems found."""
    return _detail(request, pk, FoundProblem, "found_problem", ("field", "matter"))


@staff_page
def case_reading_list(request: StaffRequest) -> HttpResponse:
    """Cases read out."""
    return _list(request, CaseReading, "case_reading", ("occasion", "case_kind"))


@staff_page
def case_reading_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One reading."""
    return _detail(request, pk, CaseReading, "case_reading", ("occasion", "case_kind"))


def _list(request: StaffRequest, model: type[ReturnedResult], record: str, own: tuple[str, ...]) -> HttpResponse:
    return lists.record_list(
        request,
        queryset=queries.outcomes(model, request.actor),
        table=lists.table_for(model, ("unit", *own, "quantity", "organ", "happened_on")),
        filterset=lists.filterset_for(model, ("unit", *own, "happened_on"), search=("unit__name", "organ")),
        kind=kind_by_key(f"accountability.{record}"),
    )


def _detail(
    request: StaffRequest, pk: int, model: type[ReturnedResult], record: str, own: tuple[str, ...]
) -> HttpResponse:
    rows = model.objects.visible_to(request.actor).select_related("unit")
    kind = kind_by_key(f"accountability.{record}")
    return details.record_detail(request, get_object_or_404(rows, pk=pk), kind=kind, fields=("unit", *own, *COMMON))
