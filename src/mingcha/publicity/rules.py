"""Decisions about publicity, as pure functions, and what its records are entered with."""

from dataclasses import dataclass
from datetime import date

from mingcha.campaigns.rules import RecordRow
from mingcha.kernel.errors import BadValue
from mingcha.publicity.choices import ArticleKind, MaterialKind, Medium, MediumLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow(RecordRow):
    """A column (专栏): its name and the outlets that carry it, `七台河日报、电台、电视台`."""

    name: str
    outlet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow(RecordRow):
    """A commentary, a report, or a total of articles over a period (稿件).

    Attributes:
        quantity: how many articles the row stands for; 1 for a single piece.
        counted_since_on: first day of a total's period, `happened_on` its last; None for a piece.
        series: name of a series of commentaries (系列名称).
    """

    kind: ArticleKind
    medium: Medium
    medium_level: MediumLevel
    outlet: str = ""
    title: str = ""
    series: str = ""
    quantity: int = 1
    counted_since_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRow(RecordRow):
    """Heads interviewed (一把手专访): `quantity` different persons, one row per report of a unit."""

    quantity: int = 1
    medium: Medium
    medium_level: MediumLevel
    outlet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRow(RecordRow):
    """Boards or banners put up (展板、标语): how many, and where."""

    kind: MaterialKind
    quantity: int
    place: str = ""


def sound_quantity(quantity: int) -> None:
    """A quantity is not negative (数量不为负).

    Raises:
        BadValue: it is.
    """
    if quantity < 0:
        raise BadValue(f"数量不能为负：{quantity}", field="quantity")


def sound_article(row: ArticleRow, *, last_on: date) -> None:
    """A total has a period and no other kind has one (稿件总数须写明起止).

    Raises:
        BadValue: negative, a period missing, upside down or too much; a piece without a title.
    """
    sound_quantity(row.quantity)
    is_total = row.kind == ArticleKind.TOTAL
    if is_total != (row.counted_since_on is not None):
        raise BadValue("稿件总数须有统计起始日期，单篇稿件没有", field="counted_since_on")
    if row.counted_since_on is not None and row.counted_since_on > last_on:
        raise BadValue("统计起始日期不能晚于截止日期", field="counted_since_on")
    if not is_total and not row.title.strip():
        raise BadValue("单篇稿件须有标题", field="title")


def levels_counted_with(level: MediumLevel) -> frozenset[MediumLevel]:
    """Levels whose totals hold the same articles as a total of this level (合计数与分级数不得重复)."""
    above = frozenset({MediumLevel.CENTRAL, MediumLevel.PROVINCIAL})
    if level == MediumLevel.PROVINCIAL_UP:
        return above | {level}
    return frozenset({level, MediumLevel.PROVINCIAL_UP}) if level in above else frozenset({level})
