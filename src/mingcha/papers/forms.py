"""Forms of papers: making, voiding, templates, numbers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mingcha.kernel.errors import BadValue
from mingcha.kernel.word import BadWordFile
from mingcha.kernel.word.package import MAX_BYTES


class RefusableForm(forms.Form):
    """A form that tells what an action found wrong, at its field."""

    def refuse(self, error: BadValue) -> None:
        """Put it at the field it is about, or above the form; of a file, every fault of its own."""
        field = error.field if error.field in self.fields else None
        says = [fault.message for fault in error.faults] if isinstance(error, BadWordFile) else [str(error)]
        for one in says:
            self.add_error(field, one)


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def _reason_field(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text=hint)


class MakePaperForm(RefusableForm):
    """Making a paper: its day, and which number where some are reserved."""

    happened_on = _day_field(gettext_lazy("出具日期"))

    def __init__(
        self, data: Any = None, *, reserved: Sequence[tuple[int, int, str]] = (), initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        if reserved:
            numbers = [(str(number), f"{year}年 {number}号（{reason}）") for year, number, reason in reserved]
            self.fields["number"] = forms.TypedChoiceField(
                label=gettext_lazy("编号"),
                choices=[("", gettext("下一个号")), *numbers],
                coerce=int,
                empty_value=None,
                required=False,
            )


class ReasonForm(RefusableForm):
    """Why something is taken back."""

    reason = _reason_field(gettext_lazy("原因"), gettext_lazy("写入办理日志，不超过200字。"))


class UploadTemplateForm(RefusableForm):
    """A new version of a template."""

    file = forms.FileField(
        label=gettext_lazy("模板文件"), widget=forms.FileInput(attrs={"accept": ".docx"}), allow_empty_file=True
    )
    series = forms.CharField(
        label=gettext_lazy("编号用字"),
        max_length=20,
        help_text=gettext_lazy("印在编号的〔年份〕之前，如“督办”或机关代字；改用新字后另起编号。"),
    )
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)

    def content(self) -> bytes:
        """What was uploaded, no more than what tells that it is too large."""
        sent = self.cleaned_data["file"]
        found: bytes = sent.read(MAX_BYTES + 1)
        return found


class _NumberForm(RefusableForm):
    series = forms.CharField(max_length=60, widget=forms.HiddenInput)
    year = forms.IntegerField(min_value=1949, max_value=2999, widget=forms.HiddenInput)


class ReserveNumbersForm(_NumberForm):
    """Reserving the next numbers."""

    count = forms.IntegerField(label=gettext_lazy("几个号"), min_value=1, max_value=1000, initial=1)
    until = _day_field(gettext_lazy("预留至"))
    reason = _reason_field(gettext_lazy("用途"))


class SkipNumbersForm(_NumberForm):
    """Skipping numbers that were given on paper."""

    to = forms.IntegerField(
        label=gettext_lazy("跳到"),
        min_value=1,
        max_value=999_999,
        help_text=gettext_lazy("此号及以前未用的号记为空号。"),
    )
    reason = _reason_field(gettext_lazy("原因"))


class OneNumberForm(_NumberForm):
    """Explaining or voiding one number."""

    number = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    reason = _reason_field(gettext_lazy("原因"))
