"""Facts about issued bulletins."""

from __future__ import annotations

from typing import Any

from mingcha.bulletins.models import Bulletin, BulletinSeries
from mingcha.figures.definitions import Column, ColumnKind, Fact


def _issues(table: Any) -> Any:
    rows, series = table(Bulletin), table(BulletinSeries)
    rows = rows.filter(rows.voided_at.isnull(), rows.state == "ISSUED").drop("happened_on")
    rows = rows.join(series.select(s=series.id, series=series.name), rows.series_id == series.id)
    return rows.mutate(happened_on=rows.issued_on)


ISSUES = Fact(
    "bulletins.issues",
    label="已印发的通报",
    says="每期一行，日期为印发日期；草稿和作废的不计",
    record=Bulletin,
    rows=_issues,
    columns=(Column("series", ColumnKind.TEXT, "刊名"), Column("number", ColumnKind.INT, "期号")),
)
FACTS = (ISSUES,)
