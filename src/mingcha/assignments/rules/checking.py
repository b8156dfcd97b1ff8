"""Checking a filled form (填报审核): every cell, then what must agree with what; all errors at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingcha.assignments.choices import FieldKind
from mingcha.assignments.rules.cells import LONGEST_CELL, LONGEST_TEXT, Cell, Wrong, gettext_noop, read_cell
from mingcha.assignments.rules.forms import ColumnSpec, FieldRow, as_row
from mingcha.kernel.errors import FieldError

MOST_ROWS = 100_000
Row = dict[str, Cell]
Checked = dict[str, Cell | list[Row]]
Spec = FieldRow | ColumnSpec


@dataclass(frozen=True, slots=True)
class _Place:
    """Where errors are told of: a field, or a row of a table."""

    code: str
    row: int = 0

    def error(self, column: str, says: str, **given: object) -> FieldError:
        return FieldError(self.code, says, row=self.row, column=column, given=given)


def check_values(fields: Sequence[Any], values: Mapping[str, Any]) -> tuple[Checked, list[FieldError]]:
    """Type and check what was filled in (逐项审核).

    Args:
        fields: `FieldRow`s, or stored fields.
        values: field code -> text, number, date; of a table, a list of rows (column code -> the same).

    Returns:
        Every field's value, tables as lists of rows without the empty ones; and every error in the order of the form.
        Rows are numbered from 1 as they were handed in, empty ones counted.

    Source: domain.md 9 (人次不小于人数; a total equals its parts).
    """
    rows = [as_row(field) for field in fields]
    errors = [
        FieldError(code, gettext_noop("表式中没有这一项")) for code in values if code not in {r.code for r in rows}
    ]
    checked: Checked = {}
    for row in rows:
        given = values.get(row.code)
        if row.kind == FieldKind.TABLE:
            checked[row.code], found = _table(row, given)
        else:
            checked[row.code], found = _cell(row, given, _Place(row.code), "", LONGEST_TEXT)
        errors += found
    wrong = {error.code for error in errors}
    sums = _numbers(rows, checked)
    for row in rows:
        if row.code not in wrong:
            errors += _agreeing(row, {r.code: r.label for r in rows}, sums, _Place(row.code), "")
    return checked, errors


def _cell(spec: Spec, given: object, place: _Place, column: str, longest: int) -> tuple[Cell, list[FieldError]]:
    try:
        cell = read_cell(spec, given, longest=longest)
    except Wrong as wrong:
        return Cell(), [place.error(column, wrong.says, **wrong.given)]
    if cell.is_empty and spec.is_required:
        return cell, [place.error(column, gettext_noop("%(label)s不能为空"), label=spec.label)]
    return cell, []


def _table(field: FieldRow, given: object) -> tuple[list[Row], list[FieldError]]:
    """Rows that are not empty, and the errors of all."""
    if given in (None, "", []):
        is_missing = field.is_required
        return [], [
            _Place(field.code).error("", gettext_noop("%(label)s不能为空"), label=field.label)
        ] if is_missing else []
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        return [], [_Place(field.code).error("", gettext_noop("应为表格的各行"))]
    if len(given) > MOST_ROWS:
        return [], [_Place(field.code).error("", gettext_noop("不能超过%(most)d行"), most=MOST_ROWS)]
    rows, errors = [], []
    for number, cells in enumerate(given, 1):
        row, found = _row(field, cells, _Place(field.code, number))
        if row:
            rows.append(row)
            errors += found
    if not rows and field.is_required:
        errors.append(_Place(field.code).error("", gettext_noop("%(label)s不能为空"), label=field.label))
    return rows, errors


def _row(field: FieldRow, given: Mapping[str, Any], place: _Place) -> tuple[Row, list[FieldError]]:
    """One row; nothing where all its cells are empty."""
    if not any(str(value).strip() for value in given.values() if value is not None):
        return {}, []
    known = {column.code for column in field.columns}
    errors = [place.error(code, gettext_noop("表格中没有这一列")) for code in given if code not in known]
    row: Row = {}
    for column in field.columns:
        row[column.code], found = _cell(column, given.get(column.code), place, column.code, LONGEST_CELL)
        errors += found
    wrong = {error.column for error in errors}
    numbers = {code: cell.number for code, cell in row.items()}
    labels = {column.code: column.label for column in field.columns}
    for column in field.columns:
        if column.code not in wrong and (column.total_of or column.not_below):
            errors += _agreeing(column, labels, numbers, place, column.code)
    return row, errors


def _numbers(rows: Sequence[FieldRow], checked: Checked) -> dict[str, Decimal | None]:
    """Number fields by code, sums of a table's number columns by `table.column`."""
    found: dict[str, Decimal | None] = {}
    for field in rows:
        value = checked[field.code]
        if isinstance(value, Cell):
            found[field.code] = value.number
            continue
        for column in field.columns:
            if column.kind == FieldKind.NUMBER:
                there = [cell.number for row in value if (cell := row[column.code]).number is not None]
                found[f"{field.code}.{column.code}"] = sum(there, Decimal(0))
    return found


def _agreeing(
    spec: Spec, labels: Mapping[str, str], numbers: Mapping[str, Decimal | None], place: _Place, column: str
) -> list[FieldError]:
    """Errors of a number that does not agree with others; what was not reported agrees with anything."""
    own, errors = numbers.get(spec.code), []
    if own is None:
        return []
    parts = [numbers.get(code) for code in spec.total_of]
    there = [part for part in parts if part is not None]
    if there and sum(there) != own:
        names = "、".join(labels.get(code, code.partition(".")[0]) for code in spec.total_of)
        says = gettext_noop("%(label)s应等于%(names)s之和%(sum)s，现为%(now)s")
        given = {"label": spec.label, "names": names, "sum": f"{sum(there):f}", "now": f"{own:f}"}
        errors.append(place.error(column, says, **given))
    other = numbers.get(spec.not_below) if spec.not_below else None
    if other is not None and own < other:
        given = {"label": spec.label, "other": labels.get(spec.not_below, spec.not_below)}
        errors.append(place.error(column, gettext_noop("%(label)s小于%(other)s"), **given))
    return errors


def flat(checked: Checked) -> Iterator[tuple[str, int, str, Cell]]:
    """(field, row, column, value) for everything that was filled in; row 0 and no column for a field itself."""
    for code, value in checked.items():
        if isinstance(value, Cell):
            if not value.is_empty:
                yield code, 0, "", value
            continue
        for number, row in enumerate(value, 1):
            for column, cell in row.items():
                if not cell.is_empty:
                    yield code, number, column, cell
