"""The burden card of a directive (交办卡): what, why, on what basis, how many minutes, by when."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mingcha.assignments import queries
from mingcha.assignments.actions import Asked
from mingcha.assignments.choices import LimitUnit
from mingcha.assignments.forms._base import RefusedForm, day_field, words_field
from mingcha.assignments.models import Directive
from mingcha.assignments.rules import Due, Limit
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue

BY_DATE = "DATE"
LIMITS = (
    (BY_DATE, gettext_lazy("指定日期")),
    (LimitUnit.WORKING_DAYS.value, gettext_lazy("几个工作日内")),
    (LimitUnit.DAYS.value, gettext_lazy("几日内")),
    (LimitUnit.HOURS.value, gettext_lazy("几小时内")),
)


class LimitForm(RefusedForm):
    """A time limit, as a date or counted from today (办理期限)."""

    limit_unit = forms.ChoiceField(label=gettext_lazy("期限算法"), choices=LIMITS)
    limit_count = forms.IntegerField(label=gettext_lazy("期限数"), required=False, min_value=1, max_value=1000)
    due_on = day_field(gettext_lazy("截止日期"), required=False)

    def clean(self) -> dict[str, Any]:
        """A date has the day chosen; a counted limit its number, from which the day follows."""
        given = dict(self.cleaned_data)
        if given.get("limit_unit") == BY_DATE:
            if not given.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", gettext("请选截止日期"))
        elif not given.get("limit_count") and "limit_count" not in self.errors:
            self.add_error("limit_count", gettext("请填期限数"))
        return given

    @property
    def limit(self) -> Limit | None:
        """The counted limit, None for a date."""
        given = self.cleaned_data
        if given["limit_unit"] == BY_DATE:
            return None
        return Limit(given["limit_count"], given["limit_unit"])

    def due(self) -> Due:
        """When the limit ends, were it to begin now.

        Raises:
            BadValue: the year has no working-day calendar.
        """
        limit = self.limit
        return Due(self.cleaned_data["due_on"]) if limit is None else queries.due_for(limit, clock.now())

    def refuse(self, error: BadValue) -> None:
        """What is wrong with the limit stands at its number."""
        names = {"limit": "limit_count", "happened_on": "due_on"}
        super().refuse(BadValue(error.message, field=names.get(error.field, error.field)))


class AskedForm(LimitForm):
    """Drafting a directive (拟交办事项)."""

    title = forms.CharField(label=gettext_lazy("标题"), max_length=100)
    asks = words_field(gettext_lazy("办理要求"), rows=4)
    why = words_field(gettext_lazy("事由"), required=False, help_text=gettext_lazy("为什么要做这件事。"))
    basis = forms.CharField(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("文件名称、文号和条款，或领导批示。")
    )
    minutes_needed = forms.IntegerField(
        label=gettext_lazy("预计用时（分钟）"),
        min_value=1,
        max_value=9999,
        help_text=gettext_lazy("一个单位办完这件事大约要用的时间。"),
    )
    result_form = forms.CharField(label=gettext_lazy("成果形式"), max_length=100, required=False)
    needs_head = forms.BooleanField(label=gettext_lazy("须单位领导审签后报送"), required=False)
    field_order = ("title", "asks", "why", "basis", "minutes_needed", "result_form", "needs_head")

    @classmethod
    def of(cls, directive: Directive) -> dict[str, Any]:
        """What the form shows of a directive."""
        kept = {name: getattr(directive, name) for name in cls.field_order}
        unit = directive.limit_unit or BY_DATE
        return {**kept, "due_on": directive.due_on, "limit_count": directive.limit_count, "limit_unit": unit}

    def asked(self) -> Asked:
        """What the actions take."""
        words = {name: self.cleaned_data[name] for name in self.field_order}
        limit = self.limit
        return Asked(**words, due_on=None if limit else self.cleaned_data["due_on"], limit=limit)


def due_of(form: LimitForm) -> Due | None:
    """When the limit ends, as far as the form says it already. What is wrong stands at the form."""
    if not form.is_valid():
        return None
    try:
        return form.due()
    except BadValue as error:
        form.refuse(error)
        return None
