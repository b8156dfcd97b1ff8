"""Pages of indicators: reported values and targets."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mingcha.indicators import queries
from mingcha.indicators.models import ReportedValue, Target
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

VALUE_COLUMNS = ("indicator", "unit", "block", "quantity", "indicator__word", "since", "happened_on")
VALUE_FIELDS = (*VALUE_COLUMNS, "indicator__says", "source_note", "recorded_at")
TARGET_COLUMNS = ("indicator", "unit", "block", "quantity", "indicator__word", "happened_on")
TARGET_FIELDS = (*TARGET_COLUMNS, "indicator__says", "source_note", "recorded_at")
FILTERS = ("indicator", "unit", "block", "happened_on")
SEARCH = ("indicator__name", "unit__name", "block")
ALONG = ("unit", "indicator")


@staff_page
def value_list(request: StaffRequest) -> HttpResponse:
    """Reported values, newest period first (指标报送值)."""
    return lists.record_list(
        request,
        queryset=queries.reported_values(request.actor),
        table=lists.table_for(ReportedValue, VALUE_COLUMNS),
        filterset=lists.filterset_for(ReportedValue, FILTERS, search=SEARCH),
        kind=kind_by_key("indicators.value"),
    )


@staff_page
def value_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One reported value, voided ones too, with the targets it counts towards."""
    value = get_object_or_404(ReportedValue.objects.visible_to(request.actor).select_related(*ALONG), pk=pk)
    targets = queries.targets(request.actor).filter(indicator=value.indicator, unit=value.unit)
    return details.record_detail(
        request,
        value,
        kind=kind_by_key("indicators.value"),
        fields=VALUE_FIELDS,
        related=(details.Related("本单位任务", targets, ("happened_on", "block", "quantity")),),
    )


@staff_page
def target_list(request: StaffRequest) -> HttpResponse:
    """Targets in force (指标任务)."""
    return lists.record_list(
        request,
        queryset=queries.targets(request.actor),
        table=lists.table_for(Target, TARGET_COLUMNS),
        filterset=lists.filterset_for(Target, FILTERS, search=SEARCH),
        kind=kind_by_key("indicators.target"),
    )


@staff_page
def target_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One target, replaced ones too, with what was reported towards it."""
    target = get_object_or_404(Target.objects.visible_to(request.actor).select_related(*ALONG), pk=pk)
    values = queries.reported_values(request.actor).filter(indicator=target.indicator, unit=target.unit)
    return details.record_detail(
        request,
        target,
        kind=kind_by_key("indicators.target"),
        fields=TARGET_FIELDS,
        related=(details.Related("本单位报送", values, ("happened_on", "since", "block", "quantity")),),
    )
