"""Which facts and measures there are. Filled by each mechanism's `apps.py`; read by engine, bulletins and commands."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext

from mingcha.figures import words
from mingcha.figures.definitions import UNIT_DIMENSIONS, Aggregate, Column, ColumnKind, Fact, Given, Measure
from mingcha.kernel.errors import BadValue

RESERVED = frozenset({"campaign", "unit", "line", "since", "until", "limit", "word"})
"""What marks and commands mean otherwise (design, ruling 1)."""
_INTEGER = re.compile("-?[0-9]{1,18}")
_FACTS: dict[str, Fact] = {}
_MEASURES: dict[str, Measure] = {}


def register(facts: Iterable[Fact], measures: Iterable[Measure]) -> None:
    """Add a mechanism's facts and measures.

    Raises:
        ValueError: a key twice, an unknown fact, column or counter word, a ratio without both its numbers. These are
            faults of code and stop the start.
    """
    for fact in facts:
        if _FACTS.setdefault(fact.key, fact) is not fact:
            raise ValueError(f"fact {fact.key} registered twice")
    for measure in measures:
        if measure.key in _MEASURES:
            raise ValueError(f"measure {measure.key} registered twice")
        _soundness(measure)
        _MEASURES[measure.key] = measure


def _soundness(measure: Measure) -> None:
    if measure.word not in words.WORDS:
        raise ValueError(f"{measure.key}: unknown counter word {measure.word}")
    if measure.aggregate is Aggregate.RATIO:
        if not (measure.numerator and measure.denominator):
            raise ValueError(f"{measure.key}: a ratio needs its numerator and its denominator")
        return
    fact = _FACTS.get(measure.fact)
    if fact is None:
        raise ValueError(f"{measure.key}: unknown fact {measure.fact}")
    if reserved := RESERVED.intersection(measure.dimensions):
        raise ValueError(f"{measure.key}: {', '.join(sorted(reserved))} is no name for a dimension")
    named = (
        *measure.where,
        *measure.dimensions,
        measure.date,
        *([measure.of] if measure.aggregate is Aggregate.DISTINCT else ()),
    )
    unknown = [name for name in named if fact.column(name) is None]
    if unknown:
        raise ValueError(f"{measure.key}: {fact.key} has no column {', '.join(unknown)}")


def facts() -> list[Fact]:
    """All facts by key."""
    return [_FACTS[key] for key in sorted(_FACTS)]


def measures() -> list[Measure]:
    """All measures by key."""
    return [_MEASURES[key] for key in sorted(_MEASURES)]


def fact(key: str) -> Fact:
    """The fact of that key; KeyError is a fault of code."""
    return _FACTS[key]


def measure(key: str) -> Measure:
    """The measure of that key.

    Raises:
        BadValue: no such measure; the message names the nearest keys of the same mechanism.
    """
    found = _MEASURES.get(key)
    if found is None:
        near = ", ".join(k for k in sorted(_MEASURES) if k.split(".")[0] == key.split(".", maxsplit=1)[0])
        hint = gettext("；该机制有：%(keys)s") % {"keys": near} if near else ""
        raise BadValue(gettext("没有数据口径“%(key)s”") % {"key": key} + hint, field="key")
    return found


def parts(measure_: Measure) -> tuple[Measure, ...]:
    """The measures that touch rows: the two of a ratio, else the measure itself."""
    if measure_.aggregate is Aggregate.RATIO:
        return measure(measure_.numerator), measure(measure_.denominator)
    return (measure_,)


def dimensions(measure_: Measure) -> dict[str, Column]:
    """Dimension name -> column, for everything this measure may be cut by: of a ratio, what both its measures know."""
    first, *rest = parts(measure_)
    names = [name for name in first.dimensions if all(name in other.dimensions for other in rest)]
    own = {name: column for name in names if (column := fact(first.fact).column(name)) is not None}
    return {column.name: column for column in UNIT_DIMENSIONS} | own


def checked(measure_: Measure, given: dict[str, tuple[str, ...]]) -> dict[str, tuple[Given, ...]]:
    """Dimension values in their column's type.

    Raises:
        BadValue: a dimension the measure has not, a value that does not fit its column, two of what it needs one of;
            `field` names the dimension.
    """
    known = dimensions(measure_)
    result: dict[str, tuple[Given, ...]] = {}
    for name, values in given.items():
        if name not in known:
            says = gettext("“%(key)s”没有维度“%(name)s”，可用：%(known)s")
            raise BadValue(says % {"key": measure_.key, "name": name, "known": " ".join(known)}, field=name)
        if name in measure_.needs and len(values) > 1:
            says = gettext("“%(key)s”的 %(name)s= 只能指明一个，不能相加")
            raise BadValue(says % {"key": measure_.key, "name": name}, field=name)
        result[name] = tuple(_typed(known[name], value) for value in values)
    return result


def cut_enough(measure_: Measure, by: Collection[str]) -> None:
    """Whether the measure is cut by all it needs.

    Args:
        by: names of the dimensions that are given.

    Raises:
        BadValue: one is missing; without it, things that do not belong together would be added up.
    """
    missing = [name for name in measure_.needs if name not in by]
    if missing:
        says = gettext("“%(key)s”须指明 %(names)s=…")
        raise BadValue(says % {"key": measure_.key, "names": "、".join(missing)}, field=missing[0])


def _typed(column: Column, value: str) -> Given:
    if column.kind is ColumnKind.CODE:
        return _code(column, value.upper())
    if column.kind is ColumnKind.BOOL and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if column.kind is ColumnKind.INT and _INTEGER.fullmatch(value):
        return int(value)
    if column.kind is ColumnKind.TEXT or (column.kind is ColumnKind.DATE and _is_day(value)):
        return value
    says = gettext("维度“%(name)s”应为%(kind)s，得到“%(value)s”")
    raise BadValue(says % {"name": column.name, "kind": column.kind.lower(), "value": value}, field=column.name)


def _code(column: Column, code: str) -> str:
    """A code the column may hold: a slip of the pen would count nothing and say so nowhere."""
    if column.choices is not None and code not in column.choices.values:
        known = " ".join(value.lower() for value in column.choices.values)
        says = gettext("维度“%(name)s”没有“%(value)s”，可用：%(known)s")
        raise BadValue(says % {"name": column.name, "value": code.lower(), "known": known}, field=column.name)
    return code


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
