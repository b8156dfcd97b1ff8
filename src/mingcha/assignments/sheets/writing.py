"""A task's form as a workbook to fill in offline (做成填报表).

What is known already is grey and locked; what may be typed is checked by the office program itself as far as it can;
all the rest is protected, without a password: it guards against slips, not against people.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import xlsxwriter
from django.utils.translation import gettext
from xlsxwriter.worksheet import Worksheet

from mingcha.assignments.choices import FieldKind
from mingcha.assignments.models import Task
from mingcha.assignments.queries.filling import Sheet
from mingcha.assignments.rules import as_column
from mingcha.assignments.sheets import layout
from mingcha.assignments.sheets.marks import mark_of

LAST_ROW = 100_003
WIDEST = 40
_LOOK = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "note": {"font_color": "#555555"},
    "head": {"bold": True, "align": "center", "bg_color": "#DDE7F3", "border": 1},
    "label": {"border": 1, "bg_color": "#F3F6FA"},
    "says": {"border": 1, "font_color": "#555555"},
    "held": {"border": 1, "bg_color": "#D9D9D9"},
}
_OPEN = {"border": 1, "locked": False, "bg_color": "#FFFFF0"}


def workbook_of(task: Task, sheet: Sheet) -> bytes:
    """The workbook of a task as its form stands now.

    Args:
        task: with its directive and unit.
        sheet: what is filled in already.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    pages = _Pages(book, task, sheet)
    pages.write()
    book.close()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where a value may be typed, and of what kind."""

    kind: str
    choices: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0


class _Pages:
    """The sheets of one workbook being written."""

    def __init__(self, book: xlsxwriter.Workbook, task: Task, sheet: Sheet) -> None:
        self.book, self.task, self.sheet = book, task, sheet
        self.looks = {name: book.add_format({**_LOOK, **look}) for name, look in _LOOKS.items()}
        self.opened: dict[str, Any] = {}
        self.names = layout.table_names(sheet.fields)
        self.lists = 0

    def write(self) -> None:
        first = self.book.add_worksheet(layout.first_name())
        tables = {code: self.book.add_worksheet(name) for code, name in self.names.items()}
        self.specs = self.book.add_worksheet(layout.SPECS)
        self._write_specs()
        self._write_first(first)
        for field in self.sheet.fields:
            if field.code in tables:
                self._write_table(tables[field.code], field)
        self.book.set_custom_property("mingcha", str(mark_of(self.task)))

    # ------------------------------------------------------------ hidden
    def _write_specs(self) -> None:
        self.specs.very_hidden()
        self.specs.protect()
        self.specs.write_string(0, 0, str(mark_of(self.task)))
        for row, field in enumerate(self.sheet.fields, 1):
            for column, text in enumerate(layout.described(layout.spec_of(field))):
                self.specs.write_string(row, column, text)

    def _listed(self, choices: Sequence[str]) -> str:
        """The choices in a column of the hidden sheet, and how a cell names them."""
        column = 10 + self.lists
        self.lists += 1
        for row, choice in enumerate(choices):
            self.specs.write_string(row, column, choice)
        letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
        return f"={layout.SPECS}!{letter}$1:{letter}${len(choices)}"

    # ------------------------------------------------------------ first sheet
    def _write_first(self, page: Worksheet) -> None:
        page.hide_gridlines(2)
        page.set_default_row(22)
        page.set_column(0, 0, 8, None, {"hidden": True})
        page.set_column(1, 1, 28)
        page.set_column(2, 2, 44)
        page.set_column(3, 3, 36)
        for row, (text, look) in enumerate(self._above()):
            page.merge_range(row, 1, row, 3, text, self.looks[look])
        page.set_row(0, 30)
        for column, text in enumerate((layout.CODES_HEAD, gettext("填报项"), gettext("填写"), gettext("填报说明"))):
            page.write_string(layout.FIRST_HEAD, column, text, self.looks["head"])
        row = layout.FIRST_ROW
        for row, field in enumerate(self.sheet.fields, layout.FIRST_ROW):
            self._write_field(page, row, field)
        last = layout.FIRST_ROW + len(self.sheet.fields)
        label = gettext("文字说明") if self.sheet.fields else gettext("报送内容")
        words = {"label": label, "is_required": not self.sheet.fields}
        self._labels(page, last, layout.WORDS, words, gettext("需要说明的情况"))
        self._value(page, (last, 2), _Cell(FieldKind.TEXT), self.sheet.answer)
        page.set_row(last, 60)
        page.set_landscape()
        page.freeze_panes(layout.FIRST_ROW, 0)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.set_selection(layout.FIRST_ROW, 2, layout.FIRST_ROW, 2)

    def _above(self) -> list[tuple[str, str]]:
        words = {"unit": self.task.unit, "due": self.task.due_on, "basis": self.task.directive.basis}
        says = gettext("填报单位：%(unit)s　期限：%(due)s　依据：%(basis)s") % words
        how = gettext(
            "浅黄格填写，带 * 的必填；灰格为已有数据，有变化的请在网页修改。填好后在任务页上传，或发回原邮箱。"
        )
        return [
            (self.task.directive.title, "title"),
            (says, "note"),
            (how, "note"),
            (gettext("表号 %(mark)s，请勿改动") % {"mark": mark_of(self.task)}, "note"),
        ]

    def _labels(self, page: Worksheet, row: int, code: str, spec: dict[str, Any], says: str) -> None:
        page.write_string(row, 0, code, self.looks["label"])
        page.write_string(row, 1, layout.head_of(spec), self.looks["label"])
        page.write_string(row, 3, says, self.looks["says"])

    def _write_field(self, page: Worksheet, row: int, field: Any) -> None:
        self._labels(page, row, field.code, layout.spec_of(field), field.help_text)
        if field.kind == FieldKind.TABLE:
            page.write_string(row, 2, gettext("见“%(name)s”表") % {"name": self.names[field.code]}, self.looks["says"])
        elif field.kind == FieldKind.FILE:
            page.write_string(row, 2, gettext("附件请在网页上传"), self.looks["says"])
        else:
            cell = self._cell(field)
            is_held = field.code in self.sheet.held
            self._value(page, (row, 2), cell, self.sheet.values.get(field.code), is_held=is_held)
            if not is_held:
                self._checked(page, (row, 2, row, 2), cell)

    # ------------------------------------------------------------ tables
    def _write_table(self, page: Worksheet, field: Any) -> None:
        columns = [as_column(column) for column in field.columns]
        last = max(len(columns), 5)
        page.set_row(0, 30)
        page.set_row(1, 32)
        page.merge_range(0, 1, 0, last, field.label, self.looks["title"])
        says = field.help_text or gettext("每行一条；最后可以有“合计”行，合计与各行不符的会退回")
        page.merge_range(1, 1, 1, last, says, self.looks["note"])
        page.write_string(layout.TABLE_CODES, 0, f"{layout.TABLE}{field.code}")
        page.set_row(layout.TABLE_CODES, None, None, {"hidden": True})
        page.set_column(0, 0, 8, self._open(_Cell(FieldKind.TEXT)), {"hidden": True})
        rows = self.sheet.values.get(field.code)
        rows = rows if isinstance(rows, list) else []
        for number, column in enumerate(columns, 1):
            cell = self._cell(column)
            spec = {"label": column.label, "word": column.word, "is_required": column.is_required}
            head = layout.head_of(spec)
            page.set_column(number, number, min(max(12, 2 * len(head) + 4), WIDEST), self._open(cell))
            page.write_string(layout.TABLE_CODES, number, column.code)
            page.write_string(layout.TABLE_HEAD, number, head, self.looks["head"])
            self._checked(page, (layout.TABLE_ROW, number, LAST_ROW, number), cell)
            for row, given in enumerate(rows, layout.TABLE_ROW):
                self._value(page, (row, number), cell, given.get(column.code))
        page.freeze_panes(layout.TABLE_ROW, 0)
        page.repeat_rows(layout.TABLE_HEAD)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        allowed = ("insert_rows", "delete_rows", "sort", "autofilter", "format_columns", "format_rows", "format_cells")
        page.protect("", dict.fromkeys(allowed, True))

    # ------------------------------------------------------------ cells
    def _cell(self, spec: Any) -> _Cell:
        choices = self._listed(spec.choices) if spec.kind == FieldKind.CHOICE and spec.choices else ""
        return _Cell(spec.kind, choices, spec.least, spec.most, spec.decimals)

    def _open(self, cell: _Cell) -> Any:
        """The look of a cell that may be typed in."""
        code = _number_format(cell)
        if code not in self.opened:
            self.opened[code] = self.book.add_format({**_LOOK, **_OPEN, "num_format": code})
        return self.opened[code]

    def _value(
        self, page: Worksheet, place: tuple[int, int], cell: _Cell, value: Any, *, is_held: bool = False
    ) -> None:
        look = self.looks["held"] if is_held else self._open(cell)
        text = "" if value is None or isinstance(value, list) else str(value)
        typed = _typed(cell.kind, text)
        if isinstance(typed, date):
            held = self.book.add_format({**_LOOK, **_LOOKS["held"], "num_format": "yyyy-mm-dd"}) if is_held else look
            page.write_datetime(*place, typed, held)
        elif isinstance(typed, float):
            page.write_number(*place, typed, look)
        elif text:
            page.write_string(*place, text, look)
        else:
            page.write_blank(*place, None, look)

    def _checked(self, page: Worksheet, area: tuple[int, int, int, int], cell: _Cell) -> None:
        rule = _rule(cell)
        if rule:
            page.data_validation(*area, {"error_title": gettext("填写有误"), **rule})


def _number_format(cell: _Cell) -> str:
    if cell.kind == FieldKind.NUMBER:
        return f"0.{'0' * cell.decimals}" if cell.decimals else "0"
    return "yyyy-mm-dd" if cell.kind == FieldKind.DATE else "@"


def _typed(kind: str, text: str) -> float | date | str:
    """A value as the cell of its kind holds it; what is none of its kind stays as it was typed."""
    try:
        if kind == FieldKind.DATE:
            return date.fromisoformat(text)
        if kind == FieldKind.NUMBER and len(text) <= 15:
            return float(Decimal(text))
    except (ValueError, InvalidOperation):
        pass
    return text


def _rule(cell: _Cell) -> Mapping[str, Any]:
    """What the office program checks while a cell is typed."""
    if cell.kind == FieldKind.CHOICE and cell.choices:
        return {"validate": "list", "source": cell.choices, "error_message": gettext("请从列出的选项中选择")}
    if cell.kind == FieldKind.DATE:
        says = gettext("请填日期，如 2026-11-26")
        bounds = {"minimum": date(1901, 1, 1), "maximum": date(2200, 12, 31)}
        return {"validate": "date", "criteria": "between", **bounds, "error_message": says}
    if cell.kind != FieldKind.NUMBER:
        return {}
    least = -(10**15) if cell.least is None else float(cell.least)
    most = 10**15 if cell.most is None else float(cell.most)
    validate = "decimal" if cell.decimals else "integer"
    says = gettext("请填数字，不带单位；小数最多 %(decimals)s 位") % {"decimals": cell.decimals}
    return {"validate": validate, "criteria": "between", "minimum": least, "maximum": most, "error_message": says}
