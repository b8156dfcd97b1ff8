"""Facts about who takes part and about special programmes."""

from __future__ import annotations

from typing import Any

from mingcha.campaigns.models import Participation, Programme
from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.orgs.models import Unit


def _participants(table: Any) -> Any:
    rows, units = table(Participation), table(Unit)
    rows = rows.filter(rows.voided_at.isnull())
    rows = rows.join(units.select(u=units.id, unit_category=units.category), rows.unit_id == units.id)
    return rows.mutate(participant_kind=rows.kind)


def _programmes(table: Any) -> Any:
    rows = table(Programme)
    return rows.filter(rows.voided_at.isnull())


PARTICIPANTS = Fact(
    "campaigns.participants",
    label="参加单位",
    says="参加集中整顿的单位，每单位一行",
    record=Participation,
    rows=_participants,
    columns=(
        Column("participant_kind", ColumnKind.CODE, "参加类型"),
        Column("unit_category", ColumnKind.CODE, "登记的单位类别"),
    ),
)
PROGRAMMES = Fact(
    "campaigns.programmes",
    label="专项清理整治",
    says="专项清理整治，每个专项一行；全省专项归领导小组办公室",
    record=Programme,
    rows=_programmes,
    columns=(Column("scope", ColumnKind.CODE, "层级"), Column("name", ColumnKind.TEXT, "名称")),
)
FACTS = (PARTICIPANTS, PROGRAMMES)
