"""What kinds of papers there are, and how values are written on them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mingcha.kernel.word.fields import FieldSpec
from mingcha.kernel.word.layouts import Layout

CHINA = ZoneInfo("Asia/Shanghai")
COMMON = (FieldSpec("maker", "出具单位"), FieldSpec("number", "编号"), FieldSpec("made_on", "出具日期"))
"""Fields every paper has, given by papers itself."""

SERIES = re.compile(r"[^\s〔〕/\d]{1,20}")
MOST_AT_ONCE = 500
"""Papers made in one go."""


def _ready(record: Any, actor: Any) -> str:
    return ""


def _no_number(record: Any) -> None:
    return None


@dataclass(frozen=True, slots=True)
class PaperField:
    """A field of a paper (字段): `get(record, actor)` gives text, a date, a number, None, or for a list its rows.

    Attributes:
        name, label: what a template calls it, either of them.
        is_required: a template must hold it, and a paper is not made while it is empty.
        columns: of a list, its columns as (name, label); rows are mappings by name.
        says: what it holds, for the list of fields; "" where the label says it.
    """

    name: str
    label: str
    get: Callable[[Any, Any], Any]
    _: KW_ONLY
    is_required: bool = True
    columns: tuple[tuple[str, str], ...] = ()
    says: str = ""

    @property
    def spec(self) -> FieldSpec:
        """As templates are checked by; a list's columns may be left out of it."""
        columns = tuple(FieldSpec(name, label, is_required=False) for name, label in self.columns)
        return FieldSpec(self.name, self.label, self.is_required, columns)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper (文种).

    Attributes:
        key: `<mechanism>.<paper>`. label: 督办单. model: the record it is made of.
        series: the word of its numbers, until a template gives another.
        layout: the built-in template.
        records: what of the model a post may see, with what the fields need fetched along.
        may_make: whether a post may make it of a record. unit: the unit it is about. title: its headline.
        refuses: a sentence why it cannot be made of a record now; "" where it can.
        number_of: (series, year, number) where the record has a number already; None: one is taken.
        is_addressed: whether it goes to the unit it is about, who may then read it.
    """

    key: str
    label: str
    model: Any
    _: KW_ONLY
    series: str
    fields: tuple[PaperField, ...]
    layout: Layout
    records: Callable[[Any], Any]
    may_make: Callable[[Any, Any], bool]
    unit: Callable[[Any], Any]
    title: Callable[[Any], str]
    refuses: Callable[[Any, Any], str] = _ready
    number_of: Callable[[Any], tuple[str, int, int] | None] = _no_number
    is_addressed: bool = False

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """All fields a template of this kind may hold."""
        return (*COMMON, *(field.spec for field in self.fields))

    @property
    def object_kind(self) -> str:
        """How the record's table is named in `Paper.object_kind`."""
        return str(self.model._meta.label_lower)  # noqa: SLF001  documented interface


_kinds: dict[str, PaperKind] = {}


def register(*kinds: PaperKind) -> None:
    """Enter kinds; called from `apps.py`.

    Raises:
        ValueError: the key is taken, or a field's name or label is given twice.
    """
    for kind in kinds:
        names = [name for spec in kind.specs for name in {spec.name, spec.label}]
        if kind.key in _kinds or len(names) != len(set(names)):
            raise ValueError(f"paper kind {kind.key} is already registered, or two of its fields have one name")
        _kinds[kind.key] = kind


def unregister(key: str) -> None:
    """Take a kind out again (for tests)."""
    del _kinds[key]


def all_kinds() -> list[PaperKind]:
    """All kinds, as they were registered."""
    return list(_kinds.values())


def kind_by_key(key: str) -> PaperKind:
    """The kind of a key.

    Raises:
        KeyError: nobody registered it.
    """
    return _kinds[key]


def written(value: Any) -> str:
    """A value as a paper prints it: 2018年4月9日, 是/否, nothing for None.

    Source: GB/T 9704—2012 7.3.5.4 (成文日期用阿拉伯数字，年份标全称，月、日不编虚位).
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        there = value.astimezone(CHINA)
        return f"{written(there.date())}{there.hour}时{there.minute:02}分"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def written_rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Rows of a list as a paper prints them, numbered in the column `position` where they are not."""
    return [
        {"position": str(place), **{name: written(value) for name, value in row.items()}}
        for place, row in enumerate(rows, start=1)
    ]


def series_key(word: str, unit_code: str) -> str:
    """The series a number is taken from: the office's bare word, a unit's its own (本单位编号), `审签/230100`.

    Args:
        unit_code: "" for the office. A unit does not learn from its numbers how many others made.
    """
    return f"{word}/{unit_code}" if unit_code else word


def is_series(word: str) -> bool:
    """Whether a word may name a series (机关代字): up to 20 characters, no blanks, digits or brackets."""
    return SERIES.fullmatch(word) is not None


def empty_fields(kind: PaperKind, values: Mapping[str, Any]) -> list[str]:
    """Labels of required fields that are empty."""
    return [f.label for f in kind.fields if f.is_required and not f.columns and not str(values.get(f.name, "")).strip()]
