"""Pages of the campaign floor: who takes part, special programmes."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mingcha.campaigns import queries
from mingcha.campaigns.models import Participation, Programme
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

PARTICIPATION_COLUMNS = ("unit", "kind", "unit__category", "campaign", "happened_on")
PARTICIPATION_FILTERS = ("campaign", "kind", "unit__category", "happened_on")
PARTICIPATION_FIELDS = (*PARTICIPATION_COLUMNS, "source_note", "recorded_at")
PROGRAMME_COLUMNS = ("name", "scope", "unit", "campaign", "happened_on")
PROGRAMME_FILTERS = ("campaign", "scope", "unit", "happened_on")
PROGRAMME_FIELDS = (*PROGRAMME_COLUMNS, "source_note", "recorded_at")


@staff_page
def participation_list(request: StaffRequest) -> HttpResponse:
    """Who takes part (参加单位): the denominator by name."""
    return lists.record_list(
        request,
        queryset=queries.participations(request.actor),
        table=lists.table_for(Participation, PARTICIPATION_COLUMNS),
        filterset=lists.filterset_for(Participation, PARTICIPATION_FILTERS, search=("unit__name",)),
        kind=kind_by_key("campaigns.participation"),
    )


@staff_page
def participation_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One participant, voided ones too."""
    visible = Participation.objects.visible_to(request.actor).select_related("unit", "campaign")
    participation = get_object_or_404(visible, pk=pk)
    kind = kind_by_key("campaigns.participation")
    return details.record_detail(request, participation, kind=kind, fields=PARTICIPATION_FIELDS)


@staff_page
def programme_list(request: StaffRequest) -> HttpResponse:
    """Special programmes (专项清理整治), provincial ones first."""
    return lists.record_list(
        request,
        queryset=queries.programmes(request.actor),
        table=lists.table_for(Programme, PROGRAMME_COLUMNS),
        filterset=lists.filterset_for(Programme, PROGRAMME_FILTERS, search=("name", "unit__name")),
        kind=kind_by_key("campaigns.programme"),
    )


@staff_page
def programme_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One programme, voided ones too."""
    visible = Programme.objects.visible_to(request.actor).select_related("unit", "campaign")
    programme = get_object_or_404(visible, pk=pk)
    return details.record_detail(request, programme, kind=kind_by_key("campaigns.programme"), fields=PROGRAMME_FIELDS)
