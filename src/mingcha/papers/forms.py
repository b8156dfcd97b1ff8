"""Forms of papers: making, voiding, templates, numbers."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mingcha.kernel.errors import BadValue
from mingcha.kernel.word import BadWordFile
from mingcha.kernel.word.package import MAX_BYTES
from mingcha.ui.layouts import A3, A4, MOST_COLUMNS, Layout, LayoutColumn, paths_of


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


class LayoutForm(RefusableForm):
    """A look of a list on paper: its name, what stands above it, its paper (台账样式)."""

    name = forms.CharField(label=gettext_lazy("样式名称"), max_length=30)
    title = forms.CharField(label=gettext_lazy("表题"), max_length=60, required=False)
    paper = forms.TypedChoiceField(label=gettext_lazy("纸张"), choices=((A3, "A3"), (A4, "A4")), coerce=int)
    is_landscape = forms.BooleanField(label=gettext_lazy("横向"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)


class LayoutColumnForm(forms.Form):
    """One column of a look; one that is not chosen is not printed."""

    use_required_attribute = False
    path = forms.CharField(widget=forms.HiddenInput)
    is_chosen = forms.BooleanField(label=gettext_lazy("列出"), required=False)
    label = forms.CharField(label=gettext_lazy("表头"), max_length=30, required=False)
    group = forms.CharField(label=gettext_lazy("上级表头"), max_length=30, required=False)
    width = forms.FloatField(
        label=gettext_lazy("列宽"), min_value=3, max_value=80, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    is_totalled = forms.BooleanField(label=gettext_lazy("合计"), required=False)

    @property
    def column(self) -> LayoutColumn:
        """What was typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "is_chosen"}
        return LayoutColumn(**given)


def layout_rows(layout: Layout, sent: Any = None) -> list[LayoutColumnForm]:
    """A form for each column that may be chosen: those of the look in its order, then the others."""
    if sent is not None:
        count = min(_count(sent.get("count")), MOST_COLUMNS)
        return [LayoutColumnForm(sent, prefix=str(n)) for n in range(count)]
    own = {column.path: column for column in layout.columns}
    others = [LayoutColumn(path) for path in paths_of(layout.key) if path not in own]
    rows = [({**asdict(column), "is_chosen": column.path in own}) for column in (*own.values(), *others)]
    return [LayoutColumnForm(prefix=str(n), initial=row) for n, row in enumerate(rows)]


def moved_rows(rows: Sequence[LayoutColumnForm], button: str) -> list[LayoutColumnForm]:
    """The rows as typed, one of them a place up or down (`up-3`); nothing is checked."""
    verb, _, place = button.partition("-")
    typed = [{name: row[name].value() for name in row.fields} for row in rows]
    number = _count(place)
    other = number + (1 if verb == "down" else -1)
    if 0 <= number < len(typed) and 0 <= other < len(typed):
        typed[number], typed[other] = typed[other], typed[number]
    return [LayoutColumnForm(prefix=str(n), initial=row) for n, row in enumerate(typed)]


def _count(given: Any) -> int:
    text = str(given or "")
    return int(text) if text.isdecimal() and len(text) < 5 else 0
