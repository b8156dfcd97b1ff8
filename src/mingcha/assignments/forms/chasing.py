"""Forms of chasing: a call, an escalation, an answer, a light scheme."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from mingcha.assignments.actions import CallNote, LightRow
from mingcha.assignments.choices import CallDirection, ChaseChannel, Colour
from mingcha.assignments.forms._base import RefusedForm, day_field, words_field
from mingcha.kernel.clock import CHINA


def _line(label: Any, most: int, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **given)


class LineCallForm(RefusedForm):
    """A call about a task in one line (电话记录): who, what was said."""

    direction = forms.ChoiceField(
        label=gettext_lazy("来去"), choices=[(one.value, gettext_lazy(one.label)) for one in CallDirection]
    )
    who = _line(gettext_lazy("对方"), 50)
    says = _line(gettext_lazy("内容"), 200, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}))

    @property
    def note(self) -> CallNote:
        """What was written down, once the form is sound."""
        return CallNote(**self.cleaned_data)


class CallForm(RefusedForm):
    """A call with a unit (电话记录单)."""

    direction = forms.ChoiceField(
        label=gettext_lazy("来去"),
        choices=[(one.value, gettext_lazy(one.label)) for one in CallDirection],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    who = _line(gettext_lazy("对方"), 50, help_text=gettext_lazy("写职务或岗位，不写姓名。"))
    says = words_field(gettext_lazy("内容"), rows=4, max_length=500, help_text=gettext_lazy("不超过500字。"))
    proposal = words_field(gettext_lazy("拟办意见"), max_length=200, required=False)
    called_at = forms.DateTimeField(
        label=gettext_lazy("通话时间"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("不填即为现在。"),
    )

    @property
    def note(self) -> CallNote:
        """What was written down, once the form is sound."""
        given = dict(self.cleaned_data)
        at = given.pop("called_at")
        return CallNote(**given, called_at=at and at.astimezone(CHINA))


class EscalateForm(RefusedForm):
    """Escalating a task (提级督办)."""

    reason = _line(
        gettext_lazy("督办理由"), 200, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"})
    )


class ReplyForm(RefusedForm):
    """What a unit said to a reminder (登记答复)."""

    reply = words_field(gettext_lazy("答复"), max_length=200, help_text=gettext_lazy("不超过200字。"))


class ChosenForm(forms.Form):
    """Which tasks were chosen on the list of those missing, and how to remind of them."""

    channel = forms.ChoiceField(
        choices=[(one.value, one.label) for one in (ChaseChannel.SMS, ChaseChannel.MESSAGE)], required=False
    )
    tasks = forms.CharField(required=False, max_length=20_000)

    @property
    def by(self) -> str:
        """The channel, SMS unless another is chosen."""
        return self.cleaned_data.get("channel") or ChaseChannel.SMS

    def ids(self) -> list[int]:
        """The numbers: boxes ticked, or one field with all of them."""
        boxes = self.data.getlist("task") if isinstance(self.data, QueryDict) else []
        listed = [*boxes, *self.data.get("tasks", "").split(",")]
        return [int(one) for one in listed if one.isdecimal() and len(one) < 19]


class LightSchemeForm(RefusedForm):
    """A light scheme (亮灯办法): a line for each colour it uses."""

    name = _line(gettext_lazy("名称"), 50, initial=gettext_lazy("亮灯办法"))
    basis = _line(gettext_lazy("依据"), 200, help_text=gettext_lazy("文件名称、文号、条款。"))
    valid_from = day_field(gettext_lazy("起用日期"))

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for colour in Colour:
            self.fields[f"days_{colour}"] = forms.IntegerField(
                label=gettext("提前天数"), required=False, min_value=-366, max_value=366
            )
            self.fields[f"says_{colour}"] = _line(gettext("含义"), 50, required=False)

    def own_fields(self) -> list[forms.BoundField]:
        """The fields above the colours."""
        return [self[name] for name in ("name", "basis", "valid_from")]

    def colour_rows(self) -> Iterator[tuple[str, str, forms.BoundField, forms.BoundField]]:
        """Code and label of each colour, its days and its meaning."""
        for colour in Colour:
            yield colour.value, gettext(colour.label), self[f"days_{colour}"], self[f"says_{colour}"]

    def clean(self) -> dict[str, Any]:
        """A colour has both days and meaning, or neither."""
        given = dict(self.cleaned_data)
        for colour in Colour:
            days, says = given.get(f"days_{colour}"), given.get(f"says_{colour}", "")
            if (days is None) != (not says):
                self.add_error(f"says_{colour}", gettext("天数和含义要么都填，要么都不填"))
        return given

    @property
    def scheme(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        lights = [
            LightRow(colour.value, given[f"days_{colour}"], given[f"says_{colour}"])
            for colour in Colour
            if given.get(f"days_{colour}") is not None
        ]
        return {"basis": given["basis"], "valid_from": given["valid_from"], "lights": lights}
