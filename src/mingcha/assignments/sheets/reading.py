"""A workbook that came back, as values with their places (读回填报表); what the cells mean is for the rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from mingcha.assignments.choices import FieldKind
from mingcha.assignments.sheets import layout
from mingcha.kernel.errors import FieldError
from mingcha.kernel.workbooks.cells import BLANK, Unreadable, number_of, text_of
from mingcha.kernel.workbooks.opening import Book, Row, Sheet, place_of
from mingcha.kernel.workbooks.places import CellError, letters

MOST_LINES_ABOVE = 20
_LONGEST_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field stands: its cell, or the first row of its table with the column of each code."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]


@dataclass
class Returned:
    """What a workbook says.

    Attributes:
        values: code -> what stands in the cell, or rows; numbers and days as such.
        errors: what is wrong whatever the rules say, by place.
        rows: how many rows of tables there are.
        places: code -> where it stands, for errors.
    """

    values: dict[str, Any] = field(default_factory=dict)
    answer: str = ""
    errors: list[CellError] = field(default_factory=list)
    rows: int = 0
    places: dict[str, _Place] = field(default_factory=dict)

    def told(self, errors: Sequence[FieldError], labels: Mapping[str, str]) -> list[CellError]:
        """Errors of the rules at their cells, with those found while reading, in order; none twice at one cell."""
        seen = {(one.sheet, one.row, one.column) for one in self.errors}
        found = [self._at(error, labels) for error in errors]
        kept = [one for one in found if not one.row or (one.sheet, one.row, one.column) not in seen]
        return sorted([*self.errors, *kept], key=lambda one: (one.sheet, one.row, len(one.column), one.column))

    def _at(self, error: FieldError, labels: Mapping[str, str]) -> CellError:
        label = labels.get(error.code, "")
        says = error.message if not label or error.row or label in error.message else f"{label}：{error.message}"
        place = self.places.get(error.code)
        if place is None:
            return CellError(0, 0, "", says)
        row = place.row + error.row if error.row else place.row + 1
        number = place.columns.get(error.column)
        column = "" if number is None else letters(number)
        return CellError(place.sheet.number, row, column, says, place.sheet.name)

    def wrong(self, sheet: Sheet, place: tuple[int, int], message: str) -> None:
        """Note what is wrong with a cell (row and column from 0; column -1: the row)."""
        row, column = place
        self.errors.append(
            CellError(sheet.number, row + 1, letters(column) if column >= 0 else "", message, sheet.name)
        )


def read_book(book: Book, fields: Sequence[Any]) -> Returned:
    """Every value of a returned workbook. Merged cells and formulas without a result are errors at their place."""
    found = Returned()
    kinds = {one.code: one for one in fields}
    sheets = [sheet for sheet in book.sheets if sheet.name != layout.SPECS]
    first = next(((sheet, head) for sheet in sheets if (head := _first_head(sheet)) is not None), None)
    if first is None:
        says = gettext("没有找到填报表的表头，请用系统给出的填报表，不要删去首行和首列")
        found.errors.append(CellError(1 if book.sheets[0].number else 0, 0, "", says, book.sheets[0].name))
        return found
    _read_first(found, *first, kinds)
    for sheet in sheets:
        table = _table_head(sheet)
        if table and kinds.get(table[1]) is not None and kinds[table[1]].kind == FieldKind.TABLE:
            _read_table(found, sheet, table[0], kinds[table[1]])
    _tell_missing(found, book, first[0], kinds)
    return found


def _first_head(sheet: Sheet) -> int | None:
    """The head line of the first sheet, from 0."""
    for number, row in enumerate(sheet.rows()):
        if number > MOST_LINES_ABOVE:
            return None
        if row and isinstance(row[0], str) and row[0].strip() == layout.CODES_HEAD:
            return number
    return None


def _table_head(sheet: Sheet) -> tuple[int, str] | None:
    """The line of codes of a table's sheet, from 0, and the field's code."""
    for number, row in enumerate(sheet.rows()):
        if number > MOST_LINES_ABOVE:
            return None
        if row and isinstance(row[0], str) and row[0].startswith(layout.TABLE):
            return number, row[0][1:].strip()
    return None


def _read_first(found: Returned, sheet: Sheet, head: int, kinds: Mapping[str, Any]) -> None:
    _note_merged(found, sheet, head)
    for number, row in enumerate(sheet.rows()):
        code = _word(row, 0)
        if number <= head or not code:
            continue
        if code == layout.WORDS:
            found.answer = _cell(found, sheet, (number, 2), row)
            found.places["answer"] = _Place(sheet, number, {"": 2})
            continue
        if code in found.places:
            says = gettext("“%(label)s”出现不止一行，请删去多余的") % {"label": _word(row, 1) or code}
            found.wrong(sheet, (number, -1), says)
            continue
        found.places[code] = _Place(sheet, number, {"": 2})
        one = kinds.get(code)
        if one is not None and one.kind not in {FieldKind.TABLE, FieldKind.FILE}:
            found.values[code] = _cell(found, sheet, (number, 2), row)
        _tell_faults(found, sheet, number, {2})


def _read_table(found: Returned, sheet: Sheet, head: int, one: Any) -> None:
    _note_merged(found, sheet, head)
    lines = enumerate(sheet.rows())
    codes = next(row for number, row in lines if number == head)
    columns = {word: n for n in range(1, len(codes)) if (word := _word(codes, n))}
    next(lines, None)  # the labels
    start = head + 2
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, row in lines:
        cells = {code: _cell(found, sheet, (number, n), row) for code, n in columns.items()}
        rows.append((number, cells))
    while rows and all(cell in BLANK for cell in rows[-1][1].values()):
        rows.pop()
    if rows and _is_total(rows[-1][1]):
        _check_totals(found, sheet, rows, one, columns)
        rows.pop()
    for number, _ in rows:
        _tell_faults(found, sheet, number, set(columns.values()))
    found.values[one.code] = [cells for _, cells in rows]
    found.rows += len(rows)
    found.places[one.code] = _Place(sheet, start, columns)


def _tell_missing(found: Returned, book: Book, first: Sheet, kinds: Mapping[str, Any]) -> None:
    """Fields that stand nowhere: a line or a sheet was deleted, or a csv holds the first sheet alone."""
    for code, one in kinds.items():
        if one.kind == FieldKind.TABLE and code not in found.values:
            says = gettext("没有“%(label)s”表；csv 只有一张表，请上传 xlsx")
            found.errors.append(CellError(first.number, 0, "", says % {"label": one.label}, first.name))
        elif one.kind not in {FieldKind.TABLE, FieldKind.FILE} and code not in found.values:
            says = gettext("缺少“%(label)s”一行，请用系统给出的填报表") % {"label": one.label}
            found.errors.append(CellError(first.number, 0, "", says, first.name))


def _tell_faults(found: Returned, sheet: Sheet, number: int, columns: set[int]) -> None:
    """Formulas that failed or were never reckoned, in a row and in columns that are read."""
    if not sheet.faults:
        return
    for column in columns:
        message = sheet.faults.get((number + 1, letters(column)))
        if message:
            found.wrong(sheet, (number, column), message)


def _note_merged(found: Returned, sheet: Sheet, head: int) -> None:
    for (top, left), (bottom, right) in sheet.merged:
        if bottom >= head:
            words = {"range": f"{place_of(top, left)}:{place_of(bottom, right)}"}
            says = gettext("%(range)s 是合并的单元格，请拆开后逐格填写")
            found.wrong(sheet, (max(top, head), left), says % words)


def _word(row: Row, column: int) -> str:
    cell = row[column] if column < len(row) else ""
    return cell.strip() if isinstance(cell, str) else ""


def _cell(found: Returned, sheet: Sheet, place: tuple[int, int], row: Row) -> Any:
    """A cell as the rules read it; one the program has rounded already is an error at its place."""
    try:
        return written(row[place[1]]) if place[1] < len(row) else ""
    except Unreadable as error:
        found.wrong(sheet, place, str(error))
        return ""


def written(cell: Any) -> str:
    """A cell as somebody would have typed it: 15 digits, as many as the program shows; a day without its time.

    Raises:
        Unreadable: a number so long that the program has rounded it.
    """
    if isinstance(cell, float) and not isinstance(cell, bool):
        if abs(cell) >= _LONGEST_EXACT:
            return text_of(cell)
        plain = f"{Decimal(f'{cell:.15g}'):f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return text_of(cell)


def _is_total(cells: Mapping[str, Any]) -> bool:
    first = next((cell for cell in cells.values() if cell not in BLANK), "")
    return str(first).replace(" ", "").startswith(("合计", "总计", "共计"))


def _check_totals(
    found: Returned, sheet: Sheet, rows: list[tuple[int, dict[str, Any]]], one: Any, columns: Mapping[str, int]
) -> None:
    """A closing line of totals must be what the rows add up to; it is no row itself."""
    number, totals = rows[-1]
    for column in one.columns:
        code, said = column["code"], totals.get(column["code"], "")
        if column.get("kind") != FieldKind.NUMBER or said in BLANK or code not in columns:
            continue
        try:
            own, added = number_of(said), sum(_numbers(rows[:-1], code), Decimal(0))
        except Unreadable:
            continue
        if own != added:
            words = {"label": column["label"], "sum": f"{added:f}", "now": f"{own:f}"}
            says = gettext("合计行的%(label)s应为各行之和%(sum)s，现为%(now)s") % words
            found.wrong(sheet, (number, columns[code]), says)


def _numbers(rows: Sequence[tuple[int, dict[str, Any]]], code: str) -> Iterator[Decimal]:
    return (number_of(cells[code]) for _, cells in rows if cells.get(code, "") not in BLANK)
