"""Facts about indicators: what was reported, and what is to be reached."""

from __future__ import annotations

from typing import Any

from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.indicators.models import Indicator, ReportedValue, Target

_COLUMNS = (
    Column("indicator", ColumnKind.CODE, "指标代码"),
    Column("word", ColumnKind.TEXT, "量词"),
    Column("block", ColumnKind.CODE, "分项"),
    Column("quantity", ColumnKind.INT, "数值"),
)
_TAKEN = ("id", "unit_id", "campaign_id", "happened_on", "recorded_at", "indicator_id", "block", "quantity")


def _with_indicator(table: Any, rows: Any) -> Any:
    indicators = table(Indicator)
    rows = rows.filter(rows.voided_at.isnull()).select(*_TAKEN)
    return rows.join(
        indicators.select("word", i=indicators.id, indicator=indicators.code), rows.indicator_id == indicators.id
    )


def _values(table: Any) -> Any:
    return _with_indicator(table, table(ReportedValue))


def _targets(table: Any) -> Any:
    return _with_indicator(table, table(Target))


VALUES = Fact(
    "indicators.values",
    label="指标报送值",
    says="单位按时段报送的数值，一行可代表多个；日期为时段的最后一天；被更正的不计",
    record=ReportedValue,
    rows=_values,
    columns=_COLUMNS,
)
TARGETS = Fact(
    "indicators.targets",
    label="指标任务",
    says="下达给单位的任务量，每单位每分项一行；日期为下达日期；被调整的不计",
    record=Target,
    rows=_targets,
    columns=_COLUMNS,
)
FACTS = (VALUES, TARGETS)
