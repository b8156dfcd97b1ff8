"""One cell into text, number or day (单元格取值): what people mean is taken, what is in doubt is refused with words."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

BLANK = ("", None)
_WIDE = str.maketrans("０１２３４５６７８９．，－＋／：", "0123456789.,-+/:")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,10})?", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?", re.ASCII)
_DAY_OF_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_LONGEST_EXACT = 10**15


class Unreadable(ValueError):
    """A cell that cannot be what its column holds; the text says what it holds instead."""


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 30 else f"{text[:30]}…"


def text_of(value: Any) -> str:
    """Words; a number as it is written, a day as 2018-04-09.

    Raises:
        Unreadable: a number so long that the program has already rounded it.
    """
    if isinstance(value, str):
        return value.strip().replace("\r\n", "\n").replace("\0", "")
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, float):
        if abs(value) >= _LONGEST_EXACT:
            raise Unreadable(gettext("数字太长，尾数已失真，请把单元格设为文本再填"))
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else value.isoformat(" ", "minutes")
    return "" if value is None else str(value)


def number_of(value: Any) -> Decimal:
    """A number; full-width digits and thousands marks are read, `²` and `①` are not digits.

    Raises:
        Unreadable: no number, or a day, or true and false.
    """
    if isinstance(value, bool | date | time | timedelta):
        raise Unreadable(gettext("应为数字，现为“%(value)s”") % {"value": _shown(value)})
    if isinstance(value, int | float):
        return _exact(value)
    text = str(value).strip().translate(_WIDE).replace(" ", "")
    if not _NUMBER.fullmatch(text):
        raise Unreadable(gettext("应为数字，现为“%(value)s”") % {"value": _shown(value)})
    return Decimal(text.replace(",", ""))


def _exact(value: float) -> Decimal:
    if value != value or abs(value) >= 10**18:  # noqa: PLR0124  not a number
        raise Unreadable(gettext("数字超出范围"))
    return Decimal(int(value)) if value == int(value) else Decimal(repr(value))


def day_of(value: Any) -> date:
    """A day: 2018-04-09, 2018/4/9, 2018.4.9, 2018年4月9日, 20180409, or a cell of date format.

    Raises:
        Unreadable: none of these, no such day, or with a time of day.
    """
    if isinstance(value, datetime):
        if value.time() != time():
            raise Unreadable(gettext("应为日期，不带时刻，现为“%(value)s”") % {"value": _shown(value)})
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value).translate(_WIDE).replace(" ", "")
    found = _DAY.fullmatch(text) or _DAY_OF_DIGITS.fullmatch(text)
    wrong = Unreadable(gettext("应为 2018-04-09 这样的日期，现为“%(value)s”") % {"value": _shown(value)})
    if found is None:
        raise wrong
    try:
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    except ValueError as error:
        raise wrong from error
