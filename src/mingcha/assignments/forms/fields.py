"""The rows of the form builder (填报项)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mingcha.assignments.choices import FieldKind
from mingcha.assignments.forms._base import RefusedForm, words_field
from mingcha.assignments.models import Field
from mingcha.assignments.rules import ColumnSpec, FieldRow, as_row

KINDS_OF_COLUMNS = {str(kind.label): kind.value for kind in FieldKind if kind not in {FieldKind.TABLE, FieldKind.FILE}}
SPLIT = str.maketrans(dict.fromkeys("，、,;；\t", "|"))


def words_of(text: str) -> list[str]:
    """Words parted by lines, commas, semicolons or tabs, without empty ones."""
    return [word.strip() for line in text.splitlines() for word in line.translate(SPLIT).split("|") if word.strip()]


def lines_of(text: str) -> list[str]:
    """Lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class FieldForm(RefusedForm):
    """One field of a directive's form."""

    label = forms.CharField(label=gettext_lazy("名称"), max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=FieldKind.choices)
    is_required = forms.BooleanField(label=gettext_lazy("必填"), required=False, initial=True)
    word = forms.CharField(label=gettext_lazy("量词"), max_length=10, required=False)
    choices = words_field(gettext_lazy("选项"), required=False, help_text=gettext_lazy("类型为选项时填写，一行一个。"))
    columns = words_field(
        gettext_lazy("表列"),
        required=False,
        rows=3,
        help_text=gettext_lazy("类型为表格时填写，一行一列：名称，类型，量词，选填。例：参加人数，数字，人"),
    )
    help_text = forms.CharField(label=gettext_lazy("填报说明"), max_length=200, required=False)
    code = forms.SlugField(
        label=gettext_lazy("代码"), max_length=40, required=False, help_text=gettext_lazy("不填则自动编。")
    )
    decimals = forms.IntegerField(label=gettext_lazy("小数位"), min_value=0, max_value=4, required=False)
    least = forms.DecimalField(label=gettext_lazy("最小值"), required=False, max_digits=20, decimal_places=4)
    most = forms.DecimalField(label=gettext_lazy("最大值"), required=False, max_digits=20, decimal_places=4)
    held_key = forms.SlugField(
        label=gettext_lazy("通用数据项"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("同一数据项填过的，自动带出。"),
    )
    total_of = forms.CharField(
        label=gettext_lazy("合计自"), required=False, help_text=gettext_lazy("等于这些代码之和，用逗号分开。")
    )
    not_below = forms.SlugField(label=gettext_lazy("不小于"), max_length=40, required=False)

    RARE = ("help_text", "code", "decimals", "least", "most", "held_key", "total_of", "not_below")

    def rare(self) -> list[forms.BoundField]:
        """Fields that few forms need, folded away."""
        return [self[name] for name in self.RARE]

    @property
    def has_rare(self) -> bool:
        """Whether the folded part must stand open: something is wrong in it."""
        return self.is_bound and any(name in self.errors for name in self.RARE)

    def clean_columns(self) -> tuple[ColumnSpec, ...]:
        """The columns of a table, from one line each."""
        return columns_of(self.cleaned_data["columns"])

    def clean(self) -> dict[str, Any]:
        """A choice has choices, a table has columns."""
        given = dict(self.cleaned_data)
        wanted = {FieldKind.CHOICE: "choices", FieldKind.TABLE: "columns"}.get(given.get("kind", ""))
        if wanted and wanted not in self.errors and not given.get(wanted):
            self.add_error(wanted, gettext("请填写"))
        return given

    def code_at(self, number: int) -> str:
        """The code of the field: its own, else by its place."""
        return str(self.cleaned_data.get("code") or f"f{number}")

    def row(self, number: int) -> FieldRow:
        """What the action takes; a field without a code is called by its place."""
        given = dict(self.cleaned_data)
        kind = FieldKind(given["kind"])
        return FieldRow(
            code=self.code_at(number),
            label=given["label"],
            kind=kind,
            word=given["word"],
            choices=tuple(lines_of(given["choices"])) if kind == FieldKind.CHOICE else (),
            columns=given["columns"] if kind == FieldKind.TABLE else (),
            is_required=given["is_required"],
            help_text=given["help_text"],
            least=given["least"],
            most=given["most"],
            decimals=given["decimals"] or 0,
            held_key=given["held_key"],
            total_of=tuple(words_of(given["total_of"])),
            not_below=given["not_below"],
        )


def columns_of(text: str) -> tuple[ColumnSpec, ...]:
    """The columns of a table, one from each line: 名称，类型，量词，选填; what follows the name may come in any order.

    Choices are parted by slashes: 结果，选项，通过/退回. Numbers may be held against other columns of the row, by name:
    人次，数字，不小于人数 and 合计，数字，等于男+女.
    """
    lines = lines_of(text)
    names = {_words(line)[0]: f"c{number}" for number, line in enumerate(lines, start=1)}
    return tuple(_column(line, number, names) for number, line in enumerate(lines, start=1))


def _words(line: str) -> list[str]:
    """What a line of a column says; parted by blanks where there is no comma and a kind stands second."""
    words, blanks = line.translate(SPLIT).split("|"), line.split()
    if len(words) == 1 and len(blanks) > 1 and blanks[1] in KINDS_OF_COLUMNS:
        return blanks
    return [word.strip() for word in words]


def _column(line: str, number: int, names: Mapping[str, str]) -> ColumnSpec:
    label, *rest = _words(line)
    if not label:
        raise forms.ValidationError(gettext("第%(line)d行没有列名"), params={"line": number})
    said: dict[str, Any] = {"code": f"c{number}", "label": label, "is_required": True}
    for word in filter(None, rest):
        _say(said, word, names, number)
    if said.get("kind") == FieldKind.CHOICE and not said.get("choices"):
        raise forms.ValidationError(gettext("第%(line)d行的选项用斜线分开写，如：通过/退回"), params={"line": number})
    return ColumnSpec(**said)


def _say(said: dict[str, Any], word: str, names: Mapping[str, str], number: int) -> None:
    """Enter one word of a column's line."""
    if word in KINDS_OF_COLUMNS:
        said["kind"] = KINDS_OF_COLUMNS[word]
    elif word in {"选填", "必填"}:
        said["is_required"] = word == "必填"
    elif word.startswith("不小于"):
        said["not_below"] = _named(word.removeprefix("不小于"), names, number)
    elif word.startswith("等于"):
        said["total_of"] = tuple(_named(part, names, number) for part in word.removeprefix("等于").split("+"))
    elif "/" in word:
        said["choices"] = tuple(choice.strip() for choice in word.split("/") if choice.strip())
    elif "word" not in said and len(word) <= 10:
        said["word"] = word
    else:
        params = {"line": number, "said": word}
        raise forms.ValidationError(gettext("第%(line)d行看不懂：%(said)s"), params=params)


def _named(name: str, names: Mapping[str, str], number: int) -> str:
    if name.strip() not in names:
        params = {"line": number, "said": name}
        raise forms.ValidationError(gettext("第%(line)d行说到的列没有：%(said)s"), params=params)
    return names[name.strip()]


def line_of(column: ColumnSpec, labels: Mapping[str, str]) -> str:
    """A column as its line in the builder."""
    against = f"不小于{labels[column.not_below]}" if column.not_below else ""
    total = "等于" + "+".join(labels[code] for code in column.total_of) if column.total_of else ""
    optional = "" if column.is_required else "选填"
    kind = str(FieldKind(column.kind).label)
    parts = (column.label, kind, column.word, "/".join(column.choices), against, total, optional)
    return "，".join(part for part in parts if part)


def text_of_columns(columns: Sequence[ColumnSpec]) -> str:
    """The columns of a table as the builder shows them."""
    labels = {column.code: column.label for column in columns}
    return "\n".join(line_of(column, labels) for column in columns)


def shown_fields(fields: Sequence[Field]) -> list[dict[str, Any]]:
    """What the builder shows of the fields there are."""
    return [_shown(as_row(field)) for field in fields]


def _shown(row: FieldRow) -> dict[str, Any]:
    plain = ("label", "kind", "is_required", "word", "help_text", "code", "decimals", "least", "most", "held_key",
             "not_below")  # fmt: skip
    return {
        **{name: getattr(row, name) for name in plain},
        "choices": "\n".join(row.choices),
        "columns": text_of_columns(row.columns),
        "total_of": "，".join(row.total_of),
    }
