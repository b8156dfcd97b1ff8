"""Reasons, extensions, remarks: the small forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mingcha.assignments.forms._base import RefusedForm, day_field, words_field


class ReasonForm(RefusedForm):
    """A verb that wants a reason and nothing else."""

    reason = words_field(gettext_lazy("理由"), max_length=200, help_text=gettext_lazy("不超过200字。"))


class NoteForm(RefusedForm):
    """A verb that wants a note."""

    note = words_field(gettext_lazy("意见"), max_length=200, help_text=gettext_lazy("不超过200字。"))


class ExtensionForm(RefusedForm):
    """Asking for more time (申请延期)."""

    due_on = day_field(gettext_lazy("申请延至"))
    reason = words_field(gettext_lazy("延期理由"), max_length=200, help_text=gettext_lazy("不超过200字。"))


class DecisionForm(RefusedForm):
    """Granting more time or not (审批延期); a refusal says why."""

    is_granted = forms.TypedChoiceField(
        label=gettext_lazy("审批"),
        choices=(("1", gettext_lazy("同意")), ("0", gettext_lazy("不同意"))),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    note = words_field(gettext_lazy("审批意见"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason."""
        given = dict(self.cleaned_data)
        if given.get("is_granted") is False and not given.get("note"):
            self.add_error("note", gettext("不同意须写明理由"))
        return given
