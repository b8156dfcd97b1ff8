"""One value as the XML of one cell (写出单元格).

What could be taken for a formula is a text cell with the format's own quotation mark in front: it stays text when
edited, and its value is unchanged.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext

from mingcha.kernel.workbooks.places import letters
from mingcha.kernel.workbooks.styles import Look

MOST_LETTERS = 32_767
LINE_POINTS = 15
MOST_POINTS = 409
"""The highest row there is: what needs more is cut on paper and whole in the cell."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NEVER = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_NEVER}]")
_SPECIAL = re.compile(f"[&<>\r{_NEVER}]|_x[0-9A-Fa-f]{{4}}_")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""How the format itself writes letters it cannot hold: `_x000D_`; one that stands in a text is no such mark."""

_FIRST_DAY = date(1900, 3, 1)
_EPOCH = 693_594


def rows(chunk: Sequence[Sequence[Any]], first: int, widths: Sequence[float] = ()) -> str:
    """The XML of some rows; with the widths of their columns, each as high as its longest text needs."""
    lines = []
    names = [f'<c r="{letters(n)}' for n in range(max(map(len, chunk)))]
    kinds = _KINDS
    for row, values in enumerate(chunk, first):
        # one pass over the cells without a call for a short text: this line is what an export costs
        cells = [
            f'{name}{row}" s="1" t="inlineStr"><is><t>{value}</t></is></c>'
            if type(value) is str and value.isalnum() and len(value) <= MOST_LETTERS
            else kinds.get(type(value), _other)(f'{name}{row}"', value)
            for name, value in zip(names, values, strict=False)
        ]
        height = f' ht="{_height(values, widths)}" customHeight="1"' if widths else ""
        lines.append(f'<row r="{row}"{height}>{"".join(cells)}</row>')
    return "".join(lines)


def _height(values: Sequence[Any], widths: Sequence[float]) -> int:
    """How high a row must be, in points: a letter outside ASCII is two wide, and a line breaks before its last one."""
    most = 1
    for value, width in zip(values, widths, strict=False):
        if value and not isinstance(value, int | float):
            room = max(int(width) - 2, 2)
            parts = str(value).split("\n")
            most = max(most, sum(-(-len(part.encode("gbk", "replace")) // room) or 1 for part in parts))
    return min(LINE_POINTS * most + 3, MOST_POINTS)


def line(texts: Sequence[str], row: int, look: Look, width: int) -> str:
    """A line of texts in one look, empty cells after them."""
    padded = [*texts, *[""] * (width - len(texts))]
    return "".join(text_cell(f"{letters(n)}{row}", text, look) for n, text in enumerate(padded))


def total_line(cells: Sequence[Any], row: int) -> str:
    """The last line: numbers and words, both bold."""
    parts = []
    for n, value in enumerate(cells):
        place = f"{letters(n)}{row}"
        if isinstance(value, int | float | Decimal):
            parts.append(f'<c r="{place}" s="{Look.TOTAL_NUMBER}"><v>{value}</v></c>')
        else:
            parts.append(text_cell(place, "" if value is None else str(value), Look.TOTAL))
    return f'<row r="{row}">{"".join(parts)}</row>'


def text_cell(place: str, text: str, look: Look) -> str:
    """A cell that holds text."""
    return _text(f'<c r="{place}"', text, look)


def _text(start: str, value: str, look: Look = Look.TEXT) -> str:
    if not value:
        return f'{start} s="{int(look)}"/>'
    if len(value) > MOST_LETTERS:
        said = gettext("……（超过一格所能容纳，全文见系统）")
        value = value[: MOST_LETTERS - len(said)] + said
    if look is Look.TEXT and value[0] in FORMULA_SIGNS:
        look = Look.GUARDED
    if _SPECIAL.search(value):
        value = _ESCAPE.sub("_x005F_", escape(_FORBIDDEN.sub("\ufffd", value))).replace("\r", "_x000D_")
    kept = ' xml:space="preserve"' if value[0].isspace() or value[-1].isspace() or "\n" in value else ""
    return f'{start} s="{look:d}" t="inlineStr"><is><t{kept}>{value}</t></is></c>'


def _number(start: str, value: float | Decimal) -> str:
    return f'{start} s="6"><v>{value}</v></c>'


def _day(start: str, value: date) -> str:
    if value < _FIRST_DAY:
        return _text(start, value.isoformat())
    return f'{start} s="4"><v>{value.toordinal() - _EPOCH}</v></c>'


def _instant(start: str, value: datetime) -> str:
    if value.date() < _FIRST_DAY:
        return _text(start, value.isoformat(" ", "minutes"))
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return f'{start} s="5"><v>{value.toordinal() - _EPOCH + seconds / 86400}</v></c>'


def _float(start: str, value: float) -> str:
    # not a number and endless have no place in a cell
    return _number(start, value) if value - value == 0 else _text(start, str(value))


def _whole(start: str, value: int) -> str:
    # beyond 15 digits the format would keep another number
    return _number(start, value) if -(10**15) < value < 10**15 else _text(start, str(value))


def _decimal(start: str, value: Decimal) -> str:
    is_exact = value.is_finite() and len(value.as_tuple().digits) <= 15
    return _number(start, value) if is_exact else _text(start, str(value))


def _nothing(start: str, value: None) -> str:
    return f'{start} s="1"/>'


def _flag(start: str, value: bool) -> str:
    return f'{start} s="1" t="b"><v>{value:d}</v></c>'


_KINDS: dict[type, Callable[[str, Any], str]] = {
    str: _text,
    int: _whole,
    float: _float,
    date: _day,
    datetime: _instant,
    Decimal: _decimal,
    type(None): _nothing,
    bool: _flag,
}


def _other(start: str, value: Any) -> str:
    return _text(start, str(value))
