"""Who answers for a unit (责任): assigning, correcting, and asking who answered on a day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue
from mingcha.orgs import queries
from mingcha.orgs.actions import ResponsibilityValues
from mingcha.orgs.choices import ResponsibilityKind
from mingcha.orgs.forms.fields import RefusedForm, day_field, words_field
from mingcha.orgs.models import Post, Unit

UNIT_HINT = gettext_lazy("填单位代码或名称。")


def unit_field(label: Any, *, required: bool = True) -> forms.CharField:
    """A unit, by code or name; `UnitsForm` finds it."""
    return forms.CharField(label=label, max_length=100, required=required, help_text=UNIT_HINT)


class UnitsForm(RefusedForm):
    """A form some of whose fields name units; who they are depends on who asks, and on the day."""

    unit_names: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, actor: Post, **given: Any) -> None:
        super().__init__(data, **given)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        """Put the unit in the place of its name; None where none was named."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.unit_names:
            if name in given:
                given[name] = self._unit(name, given[name], given.get("on"))
        return given

    def _unit(self, name: str, text: str, on: date | None) -> Unit | None:
        try:
            return queries.unit_named(self.actor, text, on, field=name) if text.strip() else None
        except BadValue as error:
            self.refuse(error)
            return None


class LeaderForm(UnitsForm):
    """A leader who answers for a unit (责任人)."""

    unit_names = ("leader_unit",)
    title = forms.CharField(label=gettext_lazy("责任人职务"), max_length=100)
    name = forms.CharField(label=gettext_lazy("责任人姓名"), max_length=50, required=False)
    leader_unit = unit_field(gettext_lazy("责任人所在单位"), required=False)
    document = forms.CharField(label=gettext_lazy("依据文件"), max_length=200, required=False)

    def values(self, kind: str) -> ResponsibilityValues:
        """What was typed, for a way of answering."""
        leader = self.cleaned_data["leader_unit"]
        words = {name: self.cleaned_data[name].strip() for name in ("title", "name", "document")}
        return ResponsibilityValues(kind=ResponsibilityKind(kind), leader_unit=leader.pk if leader else None, **words)


class AssignResponsibilityForm(LeaderForm):
    """From a day on (明确责任人)."""

    field_order = ("kind",)
    kind = forms.ChoiceField(
        label=gettext_lazy("责任类型"),
        choices=[(kind.value, gettext_lazy(str(kind.label))) for kind in ResponsibilityKind],
    )
    happened_on = day_field(
        gettext_lazy("起始日期"), help_text=gettext_lazy("第一责任人只有一位：前任到前一天为止，记录保留。")
    )


class CorrectResponsibilityForm(LeaderForm):
    """For the same way and days, with a reason (更正责任)."""

    reason = words_field(gettext_lazy("更正原因"), max_length=200)


class AnswerableForm(UnitsForm):
    """Who answers for a unit on a day, and what another has in common with it (责任链查询)."""

    unit_names = ("unit", "other")
    unit = unit_field(gettext_lazy("单位"))
    on = day_field(gettext_lazy("日期"), required=False)
    other = unit_field(gettext_lazy("另一单位（查共同上级）"), required=False)

    @property
    def day(self) -> date:
        """The day asked for, today unless said."""
        return self.cleaned_data.get("on") or clock.today()
