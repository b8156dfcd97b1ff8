"""Leading groups (领导小组): filing and correcting; filter by who has none."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from mingcha.kernel.errors import BadValue
from mingcha.orgs import rules
from mingcha.orgs.actions import GroupValues, MemberRow
from mingcha.orgs.forms.fields import RefusedForm, day_field, words_field
from mingcha.orgs.models import LeadingGroup, Unit
from mingcha.ui.filters import ALL, filterset_for

HAS_GROUP = (("1", gettext_lazy("已成立")), ("0", gettext_lazy("未成立")))


class HasGroupFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # the library has no types
    """Units with a group, or without."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("领导小组"), choices=HAS_GROUP, empty_label=ALL)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The units that have one, or have none."""
        return qs.filter(group_id__isnull=value == "0") if value else qs


_UnitColumns = filterset_for(Unit, ("level", "category"), search=("name", "short_name", "code"))


class CoverageFilter(_UnitColumns):  # type: ignore[misc, valid-type]
    """The filters of the list of coverage."""

    has_group = HasGroupFilter()


class LeadingGroupForm(RefusedForm):
    """A group with its members in the document's order (领导小组备案)."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=100)
    founded_on = day_field(gettext_lazy("成立日期"))
    document = forms.CharField(label=gettext_lazy("成立文件"), max_length=200, required=False)
    members = words_field(
        gettext_lazy("成员"),
        rows=8,
        required=False,
        help_text=gettext_lazy(
            "按文件次序一行一人：小组职务 所任职务 姓名，如“组长 市委书记 某某”；姓名可不填。可从表格中粘贴三列。"
        ),
    )

    def clean_members(self) -> list[MemberRow]:
        """The members typed; a line that is none is named."""
        try:
            lines = rules.members_in(self.cleaned_data["members"])
        except BadValue as error:
            raise forms.ValidationError(str(error)) from error
        return [MemberRow(line.role, line.title, name=line.name) for line in lines]

    @property
    def values(self) -> GroupValues:
        """What was typed."""
        given = self.cleaned_data
        return GroupValues(given["name"], given["founded_on"], given["document"], given["members"])


class CorrectLeadingGroupForm(LeadingGroupForm):
    """The same with a reason (更正)."""

    reason = words_field(gettext_lazy("更正原因"), max_length=200)

    @staticmethod
    def initial_of(group: LeadingGroup) -> dict[str, Any]:
        """What the group says now. One statement."""
        members = group.members.select_related("person").order_by("position")
        lines = [
            " ".join([member.get_role_display(), member.title, member.person.name if member.person else ""]).strip()
            for member in members
        ]
        words = {name: getattr(group, name) for name in ("name", "founded_on", "document")}
        return words | {"members": "\n".join(lines)}
