"""The rows of a work plan (工作方案任务): one lead, co-units, responsible leader, day due, form of result."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mingcha.assignments.actions import PlanRow
from mingcha.assignments.forms._base import RefusedForm, day_field, words_field
from mingcha.assignments.forms.fields import words_of
from mingcha.assignments.queries.drafting import PlanLine
from mingcha.orgs.models import Unit


class PlanTaskForm(RefusedForm):
    """One numbered task; units are written by name, short name or code."""

    title = forms.CharField(label=gettext_lazy("任务"), max_length=200)
    lead = forms.CharField(
        label=gettext_lazy("牵头单位"),
        max_length=100,
        widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
    )
    co_units = words_field(
        gettext_lazy("配合单位"), required=False, help_text=gettext_lazy("写名称、简称或代码，用顿号或换行分开。")
    )
    responsible_leader = forms.CharField(
        label=gettext_lazy("责任领导"), max_length=100, required=False, help_text=gettext_lazy("写职务，不写姓名。")
    )
    due_on = day_field(gettext_lazy("办理期限"))
    result_form = forms.CharField(label=gettext_lazy("成果形式"), max_length=100, required=False)

    def row(self, named: Mapping[str, Unit]) -> PlanRow | None:
        """What the action takes; None where a unit is not known: which, stands at its field."""
        given = self.cleaned_data
        lead = self._units("lead", [given["lead"].strip()], named)
        co_units = self._units("co_units", words_of(given["co_units"]), named)
        if self.errors:
            return None
        words = {name: given[name] for name in ("title", "due_on", "result_form", "responsible_leader")}
        return PlanRow(lead=lead[0], co_units=co_units, **words)

    def _units(self, field: str, names: Sequence[str], named: Mapping[str, Unit]) -> list[Unit]:
        unknown = [name for name in names if name not in named]
        if unknown:
            self.add_error(field, gettext("没有这些单位：%(names)s") % {"names": "、".join(unknown)})
        return [named[name] for name in names if name in named]


def by_name(units: Sequence[Unit]) -> dict[str, Unit]:
    """Units by each of the words they are known by."""
    named = {unit.short_name: unit for unit in units} | {unit.name: unit for unit in units}
    return named | {unit.code: unit for unit in units}


def shown_plan(lines: Sequence[PlanLine]) -> list[dict[str, Any]]:
    """What the builder shows of the tasks there are."""
    return [
        {
            "title": line.title,
            "lead": line.lead.name,
            "co_units": "、".join(unit.name for unit in line.co_units),
            "responsible_leader": line.responsible_leader,
            "due_on": line.due_on,
            "result_form": line.result_form,
        }
        for line in lines
    ]
