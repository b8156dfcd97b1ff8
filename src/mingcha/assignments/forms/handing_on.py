"""Handing a task on (二次交办): to whom below, by when, what exactly."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mingcha.assignments.actions import Asked
from mingcha.assignments.forms._base import RefusedForm, day_field, words_field
from mingcha.assignments.models import Task
from mingcha.orgs.choices import Line
from mingcha.orgs.models import Unit


class HandOnForm(RefusedForm):
    """The unit's own directive to units below it; the form is copied from the task."""

    line = forms.ChoiceField(label=gettext_lazy("按条还是按块"), choices=Line.choices)
    units = forms.MultipleChoiceField(
        label=gettext_lazy("交给谁"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请选单位")},
    )
    title = forms.CharField(label=gettext_lazy("标题"), max_length=100)
    asks = words_field(gettext_lazy("办理要求"), rows=4)
    due_on = day_field(gettext_lazy("截止日期"), help_text=gettext_lazy("须早于本单位的期限。"))
    minutes_needed = forms.IntegerField(label=gettext_lazy("预计用时（分钟）"), min_value=1, max_value=9999)
    needs_head = forms.BooleanField(label=gettext_lazy("须单位领导审签后报送"), required=False)

    def __init__(self, sent: Any = None, *, below: Sequence[Unit], **given: Any) -> None:
        self.below: Mapping[str, Unit] = {str(unit.pk): unit for unit in below}
        super().__init__(sent, **given)
        choices = self.fields["units"]
        assert isinstance(choices, forms.MultipleChoiceField)  # noqa: S101  for the type checker
        choices.choices = [(pk, unit.short_name) for pk, unit in self.below.items()]

    @classmethod
    def of(cls, task: Task, line: str) -> dict[str, Any]:
        """What the form begins with: the words of the task."""
        asked = task.directive
        words = {name: getattr(asked, name) for name in ("title", "asks", "minutes_needed", "needs_head")}
        return {**words, "line": line}

    @property
    def chosen(self) -> list[Unit]:
        """The units chosen, in official order."""
        wanted = set(self.cleaned_data["units"])
        return [unit for pk, unit in self.below.items() if pk in wanted]

    def asked(self, task: Task) -> Asked:
        """What the action takes; basis and reason are those of the task."""
        names = ("title", "asks", "minutes_needed", "due_on", "needs_head")
        words = {name: self.cleaned_data[name] for name in names}
        asked = task.directive
        return Asked(**words, basis=asked.basis, why=asked.why, result_form=asked.result_form)
