"""Dates as documents write them (日期、时段): 2018年4月9日, 1至3月, 2018年上半年, 3月底, 8:30.

The value is text: ISO where a day, month or year is written, with XXXX for a year that is not; `A/B` for a period from
A to B; a part of a year or month stays as printed after a slash (2018/上半年, XXXX-03/底).
"""

import re
from typing import Final

from mingcha.bulletins.proofreader.found import Found
from mingcha.bulletins.proofreader.patterns import DASH
from mingcha.bulletins.proofreader.values import from_characters

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEARS: Final = re.compile(rf"(\d{{4}})[ ]?(?:{DASH})[ ]?(\d{{4}})")
_SMALL: Final = "[\\d一二三四五六七八九十]{1,3}"
_PARTS: Final = re.compile(
    rf"""
    (?:(?P<y>[\d二一〇○零九三四五六七八]{{4}})[ ]?(?:年度?[ ]?)?)?
    (?:(?P<m>{_SMALL})[ ]?(?:(?:{DASH}|、)[ ]?(?P<m2>{_SMALL})[ ]?)?月[ ]?)?
    (?:(?P<d>{_SMALL})[ ]?(?:(?:{DASH})[ ]?(?P<d2>{_SMALL})[ ]?)?[日号])?
    (?P<part>.*)$""",
    re.VERBOSE,
)
_DURATIONS: Final = re.compile(r"(?:为期|拘留|连续|提前|超过|近|每|满|延长|历时|处|用时|仅|公示|长达)$")
UNKNOWN: Final = "XXXX"


def judge(text: str, match: re.Match[str]) -> Found:
    """Judge a match of the date alternative; 拘留15日 is a count of days."""
    start, end = match.span()
    written = match[0]
    if written.endswith("日") and written[:-1].isdecimal() and _DURATIONS.search(text, max(0, start - 3), start):
        return Found(start, end, "count", int(written[:-1]), "日", raw=written[:-1])
    return Found(start, end, "date", value_of(written))


def value_of(written: str) -> str:
    """The value of a date as written."""
    if iso := _ISO.fullmatch(written):
        return "-".join([iso[1], *(_two(part) for part in iso.groups()[1:])])
    if years := _YEARS.match(written):
        return f"{years[1]}/{years[2]}"
    parts = _PARTS.match(written)
    if parts is None or (parts["y"] is None and parts["m"] is None and parts["d"] is None):
        return (
            written
            if ":" in written or "：" in written or any(mark in written for mark in ("年代", "世纪", "时", "点"))
            else f"{UNKNOWN}/{written}"
        )
    return _join(parts)


def _join(parts: re.Match[str]) -> str:
    year = str(from_characters(parts["y"])) if parts["y"] and not parts["y"].isdecimal() else parts["y"] or UNKNOWN
    month = f"{year}-{_two(parts['m'])}" if parts["m"] else (f"{year}-XX" if parts["d"] else year)
    if parts["m2"]:
        return f"{month}/{year}-{_two(parts['m2'])}"
    if parts["d2"]:
        return f"{month}-{_two(parts['d'])}/{month}-{_two(parts['d2'])}"
    day = f"{month}-{_two(parts['d'])}" if parts["d"] else month
    return f"{day}/{parts['part']}" if parts["part"] else day


def _two(written: str) -> str:
    """A month or day in two digits."""
    number = int(written) if written.isdecimal() else from_characters(written)
    return f"{number:0>2}"
