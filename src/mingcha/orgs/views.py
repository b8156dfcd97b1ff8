"""Pages of the registry (单位登记册): lists and cards of units and leading groups, for reading."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from mingcha.orgs import queries
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.choices import Line
from mingcha.orgs.models import LeadingGroup, Unit
from mingcha.ui import details, lists, records

UNIT_COLUMNS = ("name", "code", "level", "kind", "category", "territory_parent", "valid_from", "valid_until")
UNIT_FILTERS = ("level", "kind", "category", "territory_parent", "is_placeholder")
UNIT_FIELDS = (
    "code", "short_name", "level", "kind", "category", "territory_parent", "system_parent",
    "valid_from", "from_certainty", "valid_until", "until_certainty", "is_placeholder", "source_note",
)  # fmt: skip
CHILD_COLUMNS = ("name", "code", "level", "kind", "valid_until")
GROUP_COLUMNS = ("name", "unit", "founded_on", "document")
GROUP_FIELDS = ("unit", "founded_on", "document", "source_note")


@staff_page
def unit_list(request: StaffRequest) -> HttpResponse:
    """All units, in official order (单位名录)."""
    return lists.record_list(
        request,
        queryset=Unit.objects.visible_to(request.actor).in_official_order(),
        table=lists.table_for(Unit, UNIT_COLUMNS),
        filterset=lists.filterset_for(Unit, UNIT_FILTERS, search=("name", "short_name", "code")),
        kind=records.kind_by_key("orgs.unit"),
    )


@staff_page
def unit_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """The registry's card of one unit: what stands above, below, before and after it (单位登记卡)."""
    visible = Unit.objects.visible_to(request.actor).select_related("territory_parent", "system_parent")
    unit = get_object_or_404(visible, pk=pk)
    below, below_on_system = (queries.children(unit, line).visible_to(request.actor) for line in Line)
    return details.record_detail(
        request,
        unit,
        kind=records.kind_by_key("orgs.unit"),
        fields=(*UNIT_FIELDS, (gettext("岗位数"), queries.posts_today(unit))),
        related=(
            details.Related("直属下级（块）", below, CHILD_COLUMNS),
            details.Related("直属下级（条）", below_on_system, CHILD_COLUMNS),
            details.Related("沿革", queries.successions(unit), ("predecessor", "successor", "kind", "happened_on")),
            details.Related("领导小组", queries.leading_groups(request.actor).filter(unit=unit), GROUP_COLUMNS),
        ),
    )


@staff_page
def leading_group_list(request: StaffRequest) -> HttpResponse:
    """Leading groups, in the order of their units (领导小组名录)."""
    return lists.record_list(
        request,
        queryset=queries.leading_groups(request.actor),
        table=lists.table_for(LeadingGroup, GROUP_COLUMNS),
        filterset=lists.filterset_for(LeadingGroup, ("unit__level", "founded_on"), search=("name", "unit__name")),
        kind=records.kind_by_key("orgs.leading_group"),
    )


@staff_page
def leading_group_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One leading group with its seats in the document's order (领导小组)."""
    visible = LeadingGroup.objects.visible_to(request.actor).select_related("unit")
    group = get_object_or_404(visible, pk=pk)
    members = group.members.order_by("position")
    return details.record_detail(
        request,
        group,
        kind=records.kind_by_key("orgs.leading_group"),
        fields=GROUP_FIELDS,
        related=(details.Related("成员", members, ("role", "title", "person__name", "is_reconstructed")),),
    )
