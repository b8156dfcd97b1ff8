"""Pages of units (单位名录、单位登记卡)."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from mingcha.orgs import access, queries
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.choices import Line
from mingcha.orgs.forms.contacts import UnitFilter
from mingcha.orgs.models import Unit
from mingcha.orgs.views._contact_cells import CONTACT_COLUMNS, with_contact_cells
from mingcha.ui import details, lists, records

UNIT_COLUMNS = ("name", "code", "level", "category", "territory_parent", *CONTACT_COLUMNS, "valid_until")
UNIT_FIELDS = (
    "code", "short_name", "level", "kind", "category", "territory_parent", "system_parent",
    "valid_from", "from_certainty", "valid_until", "until_certainty", "is_placeholder", "source_note",
)  # fmt: skip
RESPONSIBILITY_COLUMNS = ("kind", "title", "name", "leader_unit", "valid_from", "valid_until")
CHILD_COLUMNS = ("name", "code", "level", "kind", "valid_until")
GROUP_COLUMNS = ("name", "unit", "founded_on", "document")


@staff_page
def unit_list(request: StaffRequest) -> HttpResponse:
    """All units, in official order, with whom to turn to (单位名录)."""
    units = Unit.objects.visible_to(request.actor).in_official_order()
    return lists.record_list(
        request,
        queryset=queries.with_contacts(units, request.actor),
        table=with_contact_cells(lists.table_for(Unit, UNIT_COLUMNS), Unit),
        filterset=UnitFilter,
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
        links=_links(request, unit),
        related=(
            details.Related("直属下级（块）", below, CHILD_COLUMNS),
            details.Related("直属下级（条）", below_on_system, CHILD_COLUMNS),
            details.Related("责任", queries.responsibilities(request.actor).filter(unit=unit), RESPONSIBILITY_COLUMNS),
            details.Related("沿革", queries.successions(unit), ("predecessor", "successor", "kind", "happened_on")),
            details.Related("领导小组", queries.leading_groups(request.actor).filter(unit=unit), GROUP_COLUMNS),
        ),
    )


def _links(request: StaffRequest, unit: Unit) -> list[details.Link]:
    """What the reader may do from the card of a unit."""
    actor, here = request.actor, [unit.pk]
    found = [("责任链", f"{reverse('orgs:answerable')}?unit={quote(unit.code)}")]
    if queries.units_with_contacts_open_to(actor).filter(pk=unit.pk).exists():
        found.append(("联络方式", reverse("orgs:unit_contacts", args=here)))
    if access.may_assign_responsibility(actor, unit):
        found.append(("明确责任人", reverse("orgs:assign_responsibility", args=here)))
    if access.may_found_leading_group(actor, unit):
        found.append(("领导小组备案", reverse("orgs:found_leading_group", args=here)))
    if access.may_add_unit(actor):
        found.append(("下级排序", reverse("orgs:unit_order", args=here)))
        if unit.valid_until is None:
            found.append(("变更", reverse("orgs:change_unit", args=here)))
    return [details.Link(label, url, is_primary=False) for label, url in found]
