"""Filling in the form of a directive (按表式填报): inputs made from its fields, texts out.

Names: `v.<code>` a field, `v.<code>.<row>.<column>` a cell (rows from 1), `n.<code>` how many rows, `k.<code>` the file
kept before, signed for this task so that nobody can name another's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.forms import BoundField
from django.utils.translation import gettext, gettext_lazy

from mingcha.assignments.choices import FieldKind
from mingcha.assignments.forms._base import RefusedForm
from mingcha.assignments.models import Field
from mingcha.kernel.models import StoredFile

SPARE_ROWS = 3
MOST_ROWS = 500
SALT = "assignments.kept_file"


@dataclass(frozen=True, slots=True)
class Entry:
    """One field on the page: its input or its rows of inputs, and what the page shows beside it."""

    field: Field
    bound: BoundField
    rows: Sequence[Sequence[BoundField]] = ()
    is_held: bool = False
    remark: str = ""
    before: Any = None
    kept: StoredFile | None = None
    token: BoundField | None = None

    @property
    def errors(self) -> list[str]:
        """What is wrong with it, cells with their place."""
        said = [str(error) for error in self.bound.errors]
        for number, row in enumerate(self.rows, start=1):
            for cell in row:
                place = {"row": number, "column": cell.label}
                said += [gettext("第%(row)d行“%(column)s”：") % place + str(error) for error in cell.errors]
        return said

    @property
    def first_wrong_id(self) -> str:
        """Where the list of errors leads."""
        cells = [cell for row in self.rows for cell in row if cell.errors]
        return (cells[0] if cells else self.bound).auto_id or ""


class AnswerForm(RefusedForm):
    """A unit's answer: its words, and a value for each field.

    Args:
        sent, files: what the browser sent; None shows `values`.
        fields: of the directive, in their order.
        values: code -> text, or rows (column code -> text) of a table.
        task_id: whose files may be kept.
        edit: `add-<code>` gives a table another row; nothing is checked then.
    """

    answer = forms.CharField(label=gettext_lazy("报送内容"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    signed_paper = forms.FileField(
        label=gettext_lazy("签字页照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
        help_text=gettext_lazy("领导已在纸质审签单上签字的，拍照上传，直接报送。"),
    )

    def __init__(
        self, sent: Any = None, files: Any = None, *, fields: Sequence[Field], task_id: int, **given: Any
    ) -> None:
        self.of_fields = {one.code: one for one in fields}
        self.task_id = task_id
        self.edit = given.pop("edit", "")
        start: Mapping[str, Any] = given.pop("values", {})
        super().__init__(sent, files, **given)
        self.row_counts = {one.code: self._row_count(one, start) for one in fields if one.kind == FieldKind.TABLE}
        for one in fields:
            self._add(one, start.get(one.code))

    def _row_count(self, one: Field, start: Mapping[str, Any]) -> int:
        if self.is_bound:
            sent = str(self.data.get(f"n.{one.code}", ""))
            count = int(sent) if sent.isdecimal() and len(sent) < 5 else 0
            return min(count + (SPARE_ROWS if self.edit == f"add-{one.code}" else 0), MOST_ROWS)
        return min(len(start.get(one.code) or ()) + SPARE_ROWS, MOST_ROWS)

    def _add(self, one: Field, start: Any) -> None:
        name = f"v.{one.code}"
        if one.kind != FieldKind.TABLE:
            self.fields[name] = _input(one.kind, one.label, one.choices, help_text=one.help_text)
            self.initial[name] = "" if one.kind == FieldKind.FILE or isinstance(start, list) else start
            if one.kind == FieldKind.FILE:
                self.fields[f"k.{one.code}"] = forms.CharField(widget=forms.HiddenInput, required=False)
                self.initial[f"k.{one.code}"] = kept_token(self.task_id, start) if start else ""
            return
        self.fields[name] = forms.CharField(label=one.label, required=False, help_text=one.help_text)
        rows = start if isinstance(start, list) else []
        for row in range(1, self.row_counts[one.code] + 1):
            for column in one.columns:
                cell = f"{name}.{row}.{column['code']}"
                self.fields[cell] = _input(column["kind"], column["label"], column.get("choices") or ())
                self.initial[cell] = rows[row - 1].get(column["code"], "") if row <= len(rows) else ""

    # ------------------------------------------------------------ what was typed
    def typed(self, files: Mapping[str, StoredFile]) -> dict[str, Any]:
        """Code -> text, rows or kept file, as the actions take them."""
        return {code: self._typed(one, files) for code, one in self.of_fields.items()}

    def _typed(self, one: Field, files: Mapping[str, StoredFile]) -> Any:
        if one.kind == FieldKind.TABLE:
            return self._sent_rows(one)
        if one.kind == FieldKind.FILE:
            return files.get(one.code, "")
        return str(self.data.get(f"v.{one.code}", "")).strip()

    def file_ids(self) -> dict[str, str]:
        """Code -> number of the file kept for it, as far as there is one."""
        codes = [code for code, one in self.of_fields.items() if one.kind == FieldKind.FILE]
        tokens = {code: str(self[f"k.{code}"].value() or "") for code in codes}
        found = {code: kept_file(self.task_id, token) for code, token in tokens.items()}
        return {code: pk for code, pk in found.items() if pk}

    def remember(self, kept: Mapping[str, str]) -> None:
        """Carry files that were just kept through the page, whatever else is wrong."""
        self._change({f"k.{code}": kept_token(self.task_id, pk) for code, pk in kept.items()})

    def carry_on_from(self, version: int) -> None:
        """Have the next save count as one after this version: whoever types has been shown the other's words."""
        self._change({"version": str(version)})

    def _change(self, values: Mapping[str, str]) -> None:
        sent: Any = self.data
        changed = sent.copy()
        for name, value in values.items():
            changed[name] = value
        self.data = changed

    def _sent_rows(self, one: Field) -> list[dict[str, str]]:
        """All rows up to the last that says something: empty ones between keep their place, so errors find theirs."""
        rows = []
        for number in range(1, self.row_counts[one.code] + 1):
            prefix = f"v.{one.code}.{number}."
            rows.append({c["code"]: str(self.data.get(prefix + c["code"], "")).strip() for c in one.columns})
        while rows and not any(rows[-1].values()):
            rows.pop()
        return rows

    def uploads(self) -> Iterable[tuple[str, Any]]:
        """Code and file of every field for which one was sent."""
        codes = (code for code, one in self.of_fields.items() if one.kind == FieldKind.FILE)
        return [(code, file) for code in codes if (file := self.files.get(f"v.{code}"))]

    # ------------------------------------------------------------ what is wrong
    def refuse_fields(self, errors: Iterable[Any]) -> None:
        """Put each error at its input: `code`, `row` (0: the field itself), `column`, `message`."""
        for error in errors:
            self.add_error(self._name_of(error), error.message)

    def _name_of(self, error: Any) -> str | None:
        one = self.of_fields.get(error.code)
        if one is None:
            return "answer" if error.code == "answer" else None
        if error.row:
            name = f"v.{one.code}.{error.row}.{error.column}"
            return name if name in self.fields else f"v.{one.code}"
        return f"v.{one.code}"

    # ------------------------------------------------------------ on the page
    def entries(
        self,
        *,
        held: Iterable[str],
        remarks: Mapping[str, str],
        before: Mapping[str, Any],
        files: Mapping[str, StoredFile],
    ) -> list[Entry]:
        """The fields in order. `held`: codes of prefilled ones; `before`: what was sent back, ready to be read."""
        return [
            Entry(
                field=one,
                bound=self[f"v.{code}"],
                rows=self._cells(one) if one.kind == FieldKind.TABLE else [],
                is_held=code in held,
                remark=remarks.get(code, ""),
                before=before.get(code),
                kept=files.get(code),
                token=self[f"k.{code}"] if one.kind == FieldKind.FILE else None,
            )
            for code, one in self.of_fields.items()
        ]

    def _cells(self, one: Field) -> list[list[BoundField]]:
        numbers = range(1, self.row_counts[one.code] + 1)
        return [[self[f"v.{one.code}.{row}.{column['code']}"] for column in one.columns] for row in numbers]


def _input(kind: str, label: str, choices: Iterable[str], **given: Any) -> forms.Field:
    """An input that takes any text: values are checked as a whole, by the rules that workbook and API use too."""
    if kind == FieldKind.CHOICE:
        options = [("", gettext("请选择")), *((choice, choice) for choice in choices)]
        return forms.CharField(label=label, required=False, widget=forms.Select(choices=options), **given)
    if kind == FieldKind.FILE:
        return forms.FileField(label=label, required=False, widget=forms.FileInput, **given)
    widgets = {
        FieldKind.NUMBER: forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        FieldKind.DATE: forms.DateInput(attrs={"type": "date"}),
    }
    plain = forms.Textarea(attrs={"rows": 1, "data-grows": ""})
    return forms.CharField(label=label, required=False, widget=widgets.get(FieldKind(kind), plain), **given)


def kept_token(task_id: int, kept: str) -> str:
    """The mark by which the page names a file already kept for this task."""
    return signing.dumps([task_id, kept], salt=SALT)


def kept_file(task_id: int, token: str) -> str:
    """The file a mark names, "" where the mark is not ours or another task's."""
    try:
        of_task, kept = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(kept) if of_task == task_id else ""
