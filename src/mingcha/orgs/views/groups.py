"""Pages of leading groups (领导小组): list, coverage by name, card, filing and correcting."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from mingcha.kernel import clock
from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.orgs import access, actions, queries
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.forms.groups import CorrectLeadingGroupForm, CoverageFilter, LeadingGroupForm
from mingcha.orgs.models import LeadingGroup, Unit
from mingcha.orgs.views._contact_cells import CONTACT_COLUMNS, with_contact_cells
from mingcha.orgs.views._writing import form_page, is_written
from mingcha.ui import details, lists, records

KEY = "orgs.leading_group"
GROUP_COLUMNS = ("name", "unit", "founded_on", "document")
GROUP_FIELDS = ("unit", "founded_on", "document", "source_note")
COVERAGE = records.RecordKind("orgs.coverage", Unit, "领导小组成立情况", headline="name", unit_field="")
GROUP_LABELS = {
    "group_name": gettext_lazy("领导小组"),
    "group_founded_on": gettext_lazy("成立日期"),
    "group_document": gettext_lazy("成立文件"),
}
COVERAGE_COLUMNS = ("name", "category", *GROUP_LABELS, *CONTACT_COLUMNS)


class GroupCell(lists.Cell):
    """A unit's group, leading to it; 未成立 where there is none."""

    def render(self, record: Model) -> str:
        """The name as a link."""
        group, name = getattr(record, "group_id", None), getattr(record, self.path)
        if group is None:
            return format_html('<span class="text-secondary">{}</span>', gettext("未成立"))
        return format_html('<a href="{}">{}</a>', reverse("orgs:leading_group_detail", args=[group]), name)


@staff_page
def leading_group_list(request: StaffRequest) -> HttpResponse:
    """Leading groups, in the order of their units (领导小组名录)."""
    return lists.record_list(
        request,
        queryset=queries.leading_groups(request.actor),
        table=lists.table_for(LeadingGroup, GROUP_COLUMNS),
        filterset=lists.filterset_for(LeadingGroup, ("unit__level", "founded_on"), search=("name", "unit__name")),
        kind=records.kind_by_key(KEY),
        above=render_to_string("orgs/_to_coverage.html", request=request),
    )


@staff_page
def coverage_list(request: StaffRequest) -> HttpResponse:
    """Which of the units that should have a group have one, the missing by name (领导小组成立情况)."""
    units = queries.expected_units(request.actor)
    table = with_contact_cells(lists.table_for(Unit, COVERAGE_COLUMNS), Unit)
    table.base_columns["group_name"] = GroupCell(Unit, "group_name", is_first=False)
    for path, label in GROUP_LABELS.items():
        table.base_columns[path].verbose_name = label
    return lists.record_list(
        request,
        queryset=units,
        table=table,
        filterset=CoverageFilter,
        kind=COVERAGE,
        above=render_to_string("orgs/_coverage.html", {"coverage": queries.group_coverage(units)}),
    )


@staff_page
def leading_group_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One leading group with its seats in the document's order (领导小组)."""
    visible = LeadingGroup.objects.visible_to(request.actor).select_related(
        "unit", "succeeds__unit", "succeeded_by__unit"
    )
    group = get_object_or_404(visible, pk=pk)
    members = group.members.order_by("position")
    may_correct = group.voided_at is None and access.may_correct_leading_group(request.actor, group)
    return details.record_detail(
        request,
        group,
        kind=records.kind_by_key(KEY),
        fields=GROUP_FIELDS,
        related=(details.Related("成员", members, ("role", "title", "person__name", "is_reconstructed")),),
        links=[details.Link("更正", reverse("orgs:correct_leading_group", args=[pk]))] if may_correct else [],
    )


@require_http_methods(["GET", "POST"])
@staff_page
def found_leading_group(request: StaffRequest, pk: int) -> HttpResponse:
    """File a unit's leading group with its members (领导小组备案)."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)
    if not access.may_found_leading_group(request.actor, unit):
        raise Refused("orgs.found_leading_group")
    form = LeadingGroupForm(request.POST or None, initial={"founded_on": clock.today()})
    made: list[LeadingGroup] = []

    def write() -> None:
        made.append(actions.found_leading_group(unit, actor=request.actor, **form.values._asdict()))

    if is_written(form, write):
        return _done(request, made[0])
    words = {"form": form, "title": gettext("领导小组备案"), "about": unit, "submit": gettext("保存")}
    return form_page(request, words | {"url": reverse("orgs:unit_detail", args=[pk])})


@require_http_methods(["GET", "POST"])
@staff_page
def correct_leading_group(request: StaffRequest, pk: int) -> HttpResponse:
    """Void a group entered wrongly, with a reason, and enter it anew (更正领导小组)."""
    visible = LeadingGroup.objects.visible_to(request.actor).select_related("unit")
    group = get_object_or_404(visible, pk=pk)
    if not access.may_correct_leading_group(request.actor, group):
        raise Refused("orgs.correct_leading_group")
    if group.voided_at is not None:
        raise NotInThisState(group)
    form = CorrectLeadingGroupForm(request.POST or None, initial=CorrectLeadingGroupForm.initial_of(group))
    made: list[LeadingGroup] = []

    def write() -> None:
        reason = form.cleaned_data["reason"]
        made.append(actions.correct_leading_group(group, actor=request.actor, values=form.values, reason=reason))

    if is_written(form, write):
        return _done(request, made[0])
    says = gettext("原记录作废保留，更正后的记录接替它。")
    words = {"form": form, "title": gettext("更正领导小组"), "about": group, "says": says}
    return form_page(request, words | {"url": records.url_of(group)})


def _done(request: StaffRequest, group: LeadingGroup) -> HttpResponse:
    words = {"unit": group.unit, "group": group}
    messages.success(request, gettext("已登记：%(unit)s%(group)s。") % words)
    return redirect(records.url_of(group))
