"""Where a cell is and what is wrong there (表、行、列)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from mingcha.kernel.errors import BadFile

MOST_TOLD = 200
"""Errors told of one file; more are counted only: the first ones mostly explain the rest."""


def letters(column: int) -> str:
    """The name of a column, counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with a cell, a row (`column` "") or a sheet (`row` 0).

    Attributes:
        sheet: its number from 1; 0 for a file without sheets.
        row: from 1, as the reader's program counts.
        column: letters.
        message: one sentence, without the place.
        name: the sheet's name.
    """

    sheet: int
    row: int
    column: str
    message: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message

    @property
    def place(self) -> str:
        """`表 1 第 7 行 D 列`, as far as it is known."""
        parts = []
        if self.sheet:
            parts.append(gettext("表 %(number)s") % {"number": self.sheet})
        if self.row:
            parts.append(gettext("第 %(row)s 行") % {"row": self.row})
        if self.column:
            parts.append(gettext("%(column)s 列") % {"column": self.column})
        return " ".join(parts)


class BadWorkbook(BadFile):
    """A file whose cells are wrong; nothing of it was taken (表格有误).

    Attributes:
        errors: by place; at most `MOST_TOLD`.
        count: how many there were.
    """

    def __init__(self, errors: Sequence[CellError], *, file: str, count: int | None = None) -> None:
        self.errors = list(errors[:MOST_TOLD])
        self.count = len(errors) if count is None else count
        lines = [str(error) for error in self.errors]
        if self.count > len(lines):
            lines.append(gettext("还有 %(count)s 处，改好以上再看") % {"count": self.count - len(lines)})
        super().__init__("\n".join(lines), file=file)

    def __str__(self) -> str:
        return self.message
