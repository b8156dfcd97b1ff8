"""What a column takes (列的规定), and a whole column checked at once.

A handful of cells of the right type passes in a few operations over all of them; only where one is out of line are they
looked at one by one. That is what makes a check of every cell cost about as much as reading them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext

from mingcha.kernel.workbooks.cells import BLANK, Unreadable, day_of, number_of, text_of

LookUp = Callable[[set[str]], Mapping[str, Any]]
"""What these words stand for; a word without a meaning is left out. Asked once for a handful of rows."""


class Kind(Enum):
    """What a cell holds."""

    TEXT = "文字"
    WHOLE = "整数"
    DECIMAL = "小数"
    DAY = "日期"
    CHOICE = "选项"
    CODE = "代码"


@dataclass(frozen=True)
class Column:
    """A column that is read.

    Attributes:
        name: by which the value is known inside.
        label: its head; `also` are heads taken for the same.
        most_letters: of a text.
        least, most: bounds of a number, both inclusive; of a whole number 0 is the least unless said.
        decimals: places behind the point at most.
        choices: what may be written -> what it means.
        look_up: of a CODE.
        help_text: what to write, for the documentation of the sheet.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    also: tuple[str, ...] = ()
    most_letters: int = 200
    least: Decimal | int | None = None
    most: Decimal | int | None = None
    decimals: int = 2
    choices: Mapping[str, Any] = field(default_factory=dict)
    look_up: LookUp | None = None
    help_text: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        """All heads by which it is found."""
        return (self.label, self.name, *self.also)


Wrong = list[tuple[int, str]]
"""Which of the cells (from 0), and what is wrong with it."""


def checked(column: Column, cells: Sequence[Any]) -> tuple[list[Any], Wrong]:
    """The values of some cells of a column, and what is wrong; a wrong or blank cell gives None ("" for a text)."""
    quick = _QUICK[column.kind](column, cells)
    return (quick, []) if quick is not None else _one_by_one(column, cells)


def _one_by_one(column: Column, cells: Sequence[Any]) -> tuple[list[Any], Wrong]:
    blank = "" if column.kind is Kind.TEXT else None
    values: list[Any] = []
    wrong: Wrong = []
    read = _reader(column, cells)
    for number, cell in enumerate(cells):
        value = blank
        try:
            if not (cell in BLANK or (isinstance(cell, str) and not cell.strip())):
                value = read(cell)
            elif column.is_required:
                wrong.append((number, gettext("不能为空")))
        except Unreadable as error:
            wrong.append((number, str(error)))
        values.append(value)
    return values, wrong


def _reader(column: Column, cells: Sequence[Any]) -> Callable[[Any], Any]:
    """How one cell of the column is read."""
    if column.kind is Kind.CODE:
        meanings = _meanings(column, cells)
        return lambda cell: _meaning(cell, meanings)
    return lambda cell: _SLOW[column.kind](column, cell)


def _text(column: Column, cell: Any) -> str:
    text = text_of(cell)
    if len(text) > column.most_letters:
        words = {"most": column.most_letters, "found": len(text)}
        raise Unreadable(gettext("最多 %(most)s 字，现有 %(found)s 字") % words)
    return text


def _whole(column: Column, cell: Any) -> int:
    number = number_of(cell)
    if number != int(number):
        raise Unreadable(gettext("应为整数，现为“%(value)s”") % {"value": cell})
    _bounded(column, number, 0 if column.least is None else column.least)
    return int(number)


def _decimal(column: Column, cell: Any) -> Decimal:
    number = number_of(cell)
    if number != round(number, column.decimals):
        words = {"most": column.decimals, "value": cell}
        raise Unreadable(gettext("最多 %(most)s 位小数，现为“%(value)s”") % words)
    _bounded(column, number, column.least)
    return number


def _bounded(column: Column, number: Decimal, least: Decimal | int | None) -> None:
    if least is not None and number < least:
        raise Unreadable(gettext("不能小于 %(least)s，现为 %(value)s") % {"least": least, "value": number})
    if column.most is not None and number > column.most:
        raise Unreadable(gettext("不能大于 %(most)s，现为 %(value)s") % {"most": column.most, "value": number})


def _day(column: Column, cell: Any) -> date:
    return day_of(cell)


def _choice(column: Column, cell: Any) -> Any:
    text = text_of(cell)
    if text not in column.choices:
        first = {meaning: word for word, meaning in reversed(list(column.choices.items()))}
        right = [word for word in column.choices if word in first.values()]
        words = {"right": "、".join(right[:12]), "value": text[:30]}
        raise Unreadable(gettext("应为 %(right)s 之一，现为“%(value)s”") % words)
    return column.choices[text]


def _meanings(column: Column, cells: Sequence[Any]) -> Mapping[str, Any]:
    return column.look_up({_word(cell) for cell in cells} - {""}) if column.look_up else {}


def _word(cell: Any) -> str:
    try:
        return text_of(cell)
    except Unreadable:
        return ""


def _meaning(cell: Any, meanings: Mapping[str, Any]) -> Any:
    text = text_of(cell)
    if text not in meanings:
        raise Unreadable(gettext("没有“%(value)s”，或不在您的办理范围内") % {"value": text[:30]})
    return meanings[text]


def _quick_text(column: Column, cells: Sequence[Any]) -> list[Any] | None:
    if set(map(type, cells)) != {str}:
        return None
    values = list(map(str.strip, cells))
    if column.is_required and not all(values):
        return None
    joined = "".join(values)
    is_sound = "\0" not in joined and "\r" not in joined and max(map(len, values)) <= column.most_letters
    return values if is_sound else None


def _quick_whole(column: Column, cells: Sequence[Any]) -> list[Any] | None:
    if not set(map(type, cells)) <= {float, int}:
        return None
    try:
        values = list(map(int, cells))
    except (ValueError, OverflowError):
        return None
    is_sound = values == list(cells) and min(values) >= (0 if column.least is None else column.least)
    return values if is_sound and max(values) <= (10**15 if column.most is None else column.most) else None


def _quick_decimal(column: Column, cells: Sequence[Any]) -> list[Any] | None:
    if set(map(type, cells)) != {float} or max(map(abs, cells)) >= 10**15:
        return None
    places = column.decimals
    if [round(cell, places) for cell in cells] != list(cells):
        return None
    if column.least is not None and min(cells) < column.least:
        return None
    if column.most is not None and max(cells) > column.most:
        return None
    return list(map(Decimal, map(repr, cells)))


def _quick_day(column: Column, cells: Sequence[Any]) -> list[Any] | None:
    return list(cells) if set(map(type, cells)) == {date} else None


def _quick_choice(column: Column, cells: Sequence[Any]) -> list[Any] | None:
    try:
        return list(map(column.choices.__getitem__, cells))
    except (KeyError, TypeError):
        return None


def _quick_code(column: Column, cells: Sequence[Any]) -> list[Any] | None:
    if set(map(type, cells)) != {str} or "" in cells:
        return None
    try:
        return list(map(_meanings(column, cells).__getitem__, map(str.strip, cells)))
    except KeyError:
        return None


_QUICK: dict[Kind, Callable[[Column, Sequence[Any]], list[Any] | None]] = {
    Kind.TEXT: _quick_text,
    Kind.WHOLE: _quick_whole,
    Kind.DECIMAL: _quick_decimal,
    Kind.DAY: _quick_day,
    Kind.CHOICE: _quick_choice,
    Kind.CODE: _quick_code,
}
_SLOW: dict[Kind, Callable[[Column, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.DAY: _day,
    Kind.CHOICE: _choice,
}
