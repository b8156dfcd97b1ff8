"""From a mark to a request, and from a figure to what is printed (绑定): arguments, counter word, format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from mingcha.bulletins.marks import RESERVED, Mark
from mingcha.campaigns.models import Campaign
from mingcha.figures import registry, words
from mingcha.figures.definitions import Aggregate, Measure, Slice
from mingcha.figures.evaluate import Figure, Request
from mingcha.kernel.errors import BadValue
from mingcha.kernel.numerals import to_chinese

LINES = {"territory": "TERRITORY", "system": "SYSTEM"}
_PERCENT_PLACES = {"pct0": "1", "pct1": "0.1", "pct2": "0.01"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every mark of one bulletin shares: its campaign and its `as_of` date, the default `until`."""

    campaign: Campaign
    as_of: date


def request_for(mark: Mark, frame: Frame, units: Mapping[str, int]) -> Request:
    """The request a mark stands for.

    Args:
        units: unit code -> id on the as-of day, of all codes the bulletin's marks name (see `unit_codes`).

    Raises:
        BadValue: unknown key, dimension, unit, line or date; a format that the measure cannot take.
    """
    measure = registry.measure(mark.key)
    _format_fits(mark, measure)
    limit_of(mark)
    codes = mark.get("unit")
    since, until = _date(mark, "since"), _date(mark, "until") or frame.as_of
    if since and since > until:
        raise BadValue(gettext("起始日晚于截止日：%(raw)s") % {"raw": mark.raw}, field="since")
    where = registry.checked(measure, {name: values for name, values in mark.args if name not in RESERVED})
    registry.cut_enough(measure, where)
    slice_ = Slice(
        campaign_id=frame.campaign.pk,
        unit_id=_unit(mark, codes, units) if codes else None,
        line=_line(mark),
        since=since,
        until=until,
        where=where,
    )
    return Request(measure=mark.key, slice=slice_, with_units=mark.format == "names")


def unit_codes(marks: Iterable[Mark]) -> set[str]:
    """Every unit code the marks name."""
    return {code for mark in marks for code in mark.get("unit") or ()}


def _single(mark: Mark, name: str, values: tuple[str, ...]) -> str:
    if len(values) != 1:
        raise BadValue(gettext("参数“%(name)s”只能有一个值：%(raw)s") % {"name": name, "raw": mark.raw}, field=name)
    return values[0]


def _unit(mark: Mark, codes: tuple[str, ...], units: Mapping[str, int]) -> int:
    code = _single(mark, "unit", codes)
    if code not in units:
        raise BadValue(
            gettext("统计截止日没有代码为“%(code)s”的单位：%(raw)s") % {"code": code, "raw": mark.raw}, field="unit"
        )
    return units[code]


def _line(mark: Mark) -> str:
    given = mark.get("line")
    if given is None:
        return "TERRITORY"
    if given[0] not in LINES or len(given) > 1:
        raise BadValue(
            gettext("参数 line 应为 territory（块）或 system（条）：%(raw)s") % {"raw": mark.raw}, field="line"
        )
    return LINES[given[0]]


def _date(mark: Mark, name: str) -> date | None:
    given = mark.get(name)
    if given is None:
        return None
    try:
        return date.fromisoformat(_single(mark, name, given))
    except ValueError as error:
        says = gettext("参数“%(name)s”应为日期，如 2018-03-31：%(raw)s")
        raise BadValue(says % {"name": name, "raw": mark.raw}, field=name) from error


def limit_of(mark: Mark) -> int | None:
    """How many names are printed at most; None for all.

    Raises:
        BadValue: no whole number from 1, or a mark that prints no names.
    """
    given = mark.get("limit")
    if given is None:
        return None
    limit = _single(mark, "limit", given)
    if mark.format != "names" or not (limit.isascii() and limit.isdecimal() and int(limit)):
        says = gettext("参数 limit 应为 1 以上的整数，只用于 names 格式：%(raw)s")
        raise BadValue(says % {"raw": mark.raw}, field="limit")
    return int(limit)


def _format_fits(mark: Mark, measure: Measure) -> None:
    wanted = {Aggregate.RATIO: set(_PERCENT_PLACES), Aggregate.RANGE: {"range"}}.get(
        measure.aggregate, {"n", "cn", "wan1", "names"}
    )
    if mark.format not in wanted:
        says = gettext("“%(key)s”的格式应为 %(wanted)s：%(raw)s")
        raise BadValue(says % {"key": mark.key, "wanted": "、".join(sorted(wanted)), "raw": mark.raw}, field=mark.raw)


def word_after(mark: Mark, following: str) -> str:
    """The counter word that stands in the prose after a mark; % for percentages, empty for names.

    Raises:
        BadValue: no counter word follows, or one that does not fit the measure, or is not the mark's own `word`; a
            percentage with a second sign.
    """
    measure = registry.measure(mark.key)
    if mark.format == "names":
        return ""
    if mark.format in _PERCENT_PLACES:
        return _no_second_sign(mark, following)
    given = mark.get("word")
    wanted = _single(mark, "word", given) if given else measure.word
    if not words.may_stand_for(wanted, measure.word):
        says = gettext("量词“%(word)s”不合“%(key)s”，应为“%(wanted)s”或同类量词")
        raise BadValue(says % {"word": wanted, "key": mark.key, "wanted": measure.word}, field="word")
    spelt = words.spelt(following[:8])
    found = max((w for w in words.WORDS if spelt.startswith(w)), key=len, default="")
    fits = found == words.spelt(wanted) if given else words.may_stand_for(found, measure.word)
    if not fits:
        says = gettext("%(raw)s 之后应为量词“%(wanted)s”，得到“%(given)s”")
        raise BadValue(says % {"raw": mark.raw, "wanted": wanted, "given": following[:4]}, field="word")
    return found


def _no_second_sign(mark: Mark, following: str) -> str:
    if following.startswith(("%", "％")):
        raise BadValue(gettext("%(raw)s 自带百分号，后面不要再写") % {"raw": mark.raw}, field="word")
    return "%"


def printed(mark: Mark, figure: Figure, names: list[str], *, blank: str = "") -> str:
    """The number as printed, without its counter word; `blank` where there is nothing to print, if given.

    Raises:
        BadValue: nothing to print: a range over no unit, a ratio over nothing.
    """
    if mark.format == "names":
        return "、".join(names)
    if figure.value is None and not blank:
        raise BadValue(gettext("%(raw)s 没有可用的记录") % {"raw": mark.raw}, field=mark.raw)
    return blank if figure.value is None else _written(figure.value, mark.format)


def _written(value: int | Fraction | tuple[int, int], form: str) -> str:
    if isinstance(value, tuple):
        return f"{value[0]}—{value[1]}" if value[0] != value[1] else str(value[0])
    if isinstance(value, Fraction):
        return f"{_percent(value, form)}%"
    if form == "cn":
        return to_chinese(value)
    if form == "wan1":
        return f"{_rounded(Fraction(value, 10_000), '0.1')}万"
    return str(value)


def trace_value(mark: Mark, figure: Figure, names: list[str]) -> Any:
    """The value as the trace gives it: a number, percent points as printed, [low, high], or names."""
    if mark.format == "names":
        return names
    if isinstance(figure.value, tuple):
        return list(figure.value)
    if isinstance(figure.value, Fraction):
        return float(_percent(figure.value, mark.format))
    return figure.value


def _percent(value: Fraction, form: str) -> Decimal:
    return _rounded(value * 100, _PERCENT_PLACES[form])


def _rounded(value: Fraction, places: str) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(places), rounding=ROUND_HALF_UP)
