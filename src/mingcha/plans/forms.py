"""Forms of plan review: every criterion yes or no, with words (逐项判断)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy

from mingcha.kernel.errors import BadValue
from mingcha.plans.models import Criterion, RoundAnswer

YES_NO = (("1", gettext_lazy("是")), ("0", gettext_lazy("否")))


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One criterion on the page: its two fields, and what was answered before (None in a first reading)."""

    criterion: Criterion
    answer: BoundField
    comment: BoundField
    before: RoundAnswer | None


class AnswersForm(forms.Form):
    """Every criterion of a set; `answers` and `comments` are by criterion code, as the actions take them."""

    def __init__(
        self, data: Any = None, *, criteria: Sequence[Criterion], before: Sequence[RoundAnswer] = (), **given: Any
    ) -> None:
        self.criteria = criteria
        self.before: Mapping[int, RoundAnswer] = {answer.criterion_id: answer for answer in before}
        super().__init__(data, **given)
        for criterion in criteria:
            self._add(criterion, self.before.get(criterion.pk))

    def _add(self, criterion: Criterion, before: RoundAnswer | None) -> None:
        self.fields[f"answer_{criterion.pk}"] = forms.TypedChoiceField(
            label=criterion.text,
            choices=YES_NO,
            coerce=lambda value: value == "1",
            widget=forms.RadioSelect(attrs={"class": "form-selectgroup-input"}),
            initial=None if before is None else str(int(before.is_met)),
            error_messages={"required": gettext_lazy("请判断是否符合")},
        )
        self.fields[f"comment_{criterion.pk}"] = forms.CharField(
            label=gettext_lazy("意见"), required=False, max_length=500, initial=before.comment if before else ""
        )

    def rows(self) -> Iterator[AnswerRow]:
        """The criteria in their order."""
        for criterion in self.criteria:
            fields = self[f"answer_{criterion.pk}"], self[f"comment_{criterion.pk}"]
            yield AnswerRow(criterion, *fields, self.before.get(criterion.pk))

    def others(self) -> Iterator[BoundField]:
        """The fields that are of the round as a whole."""
        return (field for field in self if not field.name.startswith(("answer_", "comment_")))

    @property
    def answers(self) -> dict[str, bool]:
        """Criterion code -> met or not."""
        return {criterion.code: self.cleaned_data[f"answer_{criterion.pk}"] for criterion in self.criteria}

    @property
    def comments(self) -> dict[str, str]:
        """Criterion code -> words, "" where there are none."""
        return {criterion.code: self.cleaned_data[f"comment_{criterion.pk}"] for criterion in self.criteria}

    def refuse(self, error: BadValue) -> None:
        """Put what the action found wrong at its field."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


def day_field(label: Any) -> forms.DateField:
    """A day, chosen from a calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class CloseRoundForm(AnswersForm):
    """Closing a round (出具审核意见)."""

    happened_on = day_field(gettext_lazy("审结日期"))

    def __init__(self, data: Any = None, *, today: date, **given: Any) -> None:
        super().__init__(data, initial={"happened_on": today}, **given)


class CorrectRoundForm(AnswersForm):
    """Correcting a closed round (更正审核意见)."""

    closed_on = day_field(gettext_lazy("审结日期"))
    reason = forms.CharField(
        label=gettext_lazy("更正原因"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("写入作废记录和办理日志，不超过200字。"),
    )
