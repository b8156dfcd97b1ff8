"""Pages of leading groups (领导小组)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mingcha.orgs import queries
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.models import LeadingGroup
from mingcha.ui import details, lists, records

GROUP_COLUMNS = ("name", "unit", "founded_on", "document")
GROUP_FIELDS = ("unit", "founded_on", "document", "source_note")


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
