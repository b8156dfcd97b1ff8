"""A sheet with a head line into checked rows (读表): errors by place, all of them, and nothing half taken.

table = Table(book.sheets[0], columns, file=book.file)
with transaction.atomic():
    for rows in table.read():
        ...  # write
    table.settle()  # raises, and the transaction takes back what was written
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext

from mingcha.kernel.errors import BadFile
from mingcha.kernel.workbooks.cells import BLANK, text_of
from mingcha.kernel.workbooks.columns import Column, checked
from mingcha.kernel.workbooks.opening import Row, Sheet, place_of
from mingcha.kernel.workbooks.places import MOST_TOLD, BadWorkbook, CellError, letters

HANDFUL = 1000
MOST_LINES_ABOVE = 20
"""How far down the head line is looked for: titles and notes stand above it."""

_DECORATION = re.compile(r"[\s*＊:：]|[（(]必填[)）]")


@dataclass(frozen=True, slots=True)
class Rows:
    """A handful of rows: where each stands in the file, and the values by column."""

    numbers: list[int]
    values: dict[str, list[Any]]

    def each(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Row number and its values by name."""
        names = list(self.values)
        for number, *row in zip(self.numbers, *self.values.values(), strict=True):
            yield number, dict(zip(names, row, strict=True))


class Table:
    """A sheet being read.

    Args:
        sheet: where the rows are.
        columns: what is read; heads that are none of these are left unread and named in `unread`.
        file: the file's name as the reader knows it.

    Raises:
        BadFile: no head line that has every required column; a head that stands there twice.
    """

    def __init__(self, sheet: Sheet, columns: Sequence[Column], *, file: str) -> None:
        self.sheet, self.columns, self.file = sheet, columns, file
        self.errors: list[CellError] = []
        self.count_of_errors = 0
        self.wrong_rows: set[int] = set()
        self.count = 0
        self.unread: list[str] = []
        self._rows = sheet.rows()
        self.head, self.places = self._find_head()

    # ------------------------------------------------------------ head

    def _find_head(self) -> tuple[int, dict[str, int]]:
        """The number of the head line (from 1) and where each column stands."""
        above: Row = []
        best: list[str] = [column.label for column in self.columns if column.is_required]
        for number, row in enumerate(islice(self._rows, MOST_LINES_ABOVE), 1):
            places, missing = self._match(row, above)
            if places and not missing:
                self._note_unread(row, above, places)
                return number, places
            if places and len(missing) < len(best):
                best = missing
            above = row
        raise self._bad(gettext("没有找到表头，缺少 %(missing)s 列") % {"missing": "、".join(best)})

    def _match(self, row: Row, above: Row) -> tuple[dict[str, int], list[str]]:
        labels = _labels(row, above)
        places: dict[str, int] = {}
        for column in self.columns:
            found = [n for n, label in enumerate(labels) if label in {_bare(head) for head in column.heads}]
            if len(found) > 1:
                words = {"label": column.label, "places": "、".join(letters(n) for n in found)}
                raise self._bad(gettext("表头“%(label)s”出现不止一次：%(places)s 列") % words)
            if found:
                places[column.name] = found[0]
        return places, [column.label for column in self.columns if column.is_required and column.name not in places]

    def _note_unread(self, row: Row, above: Row, places: dict[str, int]) -> None:
        taken = set(places.values())
        self.unread = [label for n, label in enumerate(_labels(row, above)) if label and n not in taken]

    def _bad(self, message: str) -> BadFile:
        return BadWorkbook([CellError(self.sheet.number, 0, "", message, self.sheet.name)], file=self.file)

    # ------------------------------------------------------------ rows

    def read(self) -> Iterator[Rows]:
        """Checked rows by the handful, blank ones and a closing total left out; to be run through to its end.

        Where errors were found the values of wrong cells are None: `settle` before anything is kept.
        """
        self._refuse_merged()
        for (row, column), message in sorted(self.sheet.faults.items()):
            if row > self.head:
                self._add(row, column, message)
        number = self.head
        while lines := list(islice(self._rows, HANDFUL)):
            kept = [(n, line) for n, line in enumerate(lines, number + 1) if any(cell not in BLANK for cell in line)]
            number += len(lines)
            if kept and _is_total(kept[-1][1]) and len(lines) < HANDFUL:
                kept.pop()
            if kept:
                self.count += len(kept)
                yield self._checked([n for n, _ in kept], [line for _, line in kept])

    def _checked(self, numbers: list[int], lines: list[Row]) -> Rows:
        width = max(self.places.values()) + 1
        short = any(len(line) < width for line in lines)
        by_column = list(zip(*(_padded(line, width) for line in lines) if short else lines, strict=False))
        values: dict[str, list[Any]] = {}
        for column in self.columns:
            place = self.places.get(column.name)
            if place is None:
                values[column.name] = ["" if column.kind.name == "TEXT" else None] * len(lines)
                continue
            values[column.name], wrong = checked(column, by_column[place])
            for n, message in wrong:
                if (numbers[n], letters(place)) not in self.sheet.faults:
                    says = gettext("%(label)s%(message)s") % {"label": column.label, "message": message}
                    self._add(numbers[n], letters(place), says)
        return Rows(numbers, values)

    def _refuse_merged(self) -> None:
        for (top, left), (bottom, right) in self.sheet.merged:
            if bottom >= self.head:
                message = gettext("%(range)s 是合并的单元格，请拆开后逐格填写")
                words = {"range": f"{place_of(top, left)}:{place_of(bottom, right)}"}
                self._add(max(top + 1, self.head + 1), letters(left), message % words)

    # ------------------------------------------------------------ errors

    def error(self, number: int, name: str, message: str) -> None:
        """Say what is wrong with a row's cell that the column alone cannot know."""
        place = self.places.get(name)
        self._add(number, "" if place is None else letters(place), message)

    def _add(self, row: int, column: str, message: str) -> None:
        self.count_of_errors += 1
        self.wrong_rows.add(row)
        if len(self.errors) < MOST_TOLD:
            self.errors.append(CellError(self.sheet.number, row, column, message, self.sheet.name))

    def settle(self) -> None:
        """Be done with reading.

        Raises:
            BadWorkbook: anything was wrong; in order of rows.
        """
        if self.count_of_errors:
            told = sorted(self.errors, key=lambda error: (error.row, len(error.column), error.column))
            raise BadWorkbook(told, file=self.file, count=self.count_of_errors)


def _padded(line: Row, width: int) -> Row:
    return line if len(line) >= width else [*line, *[""] * (width - len(line))]


def _labels(row: Row, above: Row) -> list[str]:
    """Heads as they are compared; an empty one is what stands above it, where two lines make the head."""
    own = [_bare(cell) for cell in row]
    return [label or (_bare(above[n]) if n < len(above) else "") for n, label in enumerate(own)]


def _bare(cell: Any) -> str:
    text = cell if isinstance(cell, str) else "" if cell in BLANK else text_of(cell)
    return _DECORATION.sub("", text)


def _is_total(line: Row) -> bool:
    first = next((cell for cell in line if cell not in BLANK), "")
    return isinstance(first, str) and first.replace(" ", "").startswith(("合计", "总计", "共计"))
