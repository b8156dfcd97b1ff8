"""Facts about who takes part and about special programmes."""

from __future__ import annotations

from typing import Any

from mingcha.campaigns.choices import ParticipantKind, ProgrammeScope
from mingcha.campaigns.models import Campaign, Participation, Programme
from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.orgs.choices import Category, MemberRole
from mingcha.orgs.models import LeadingGroup, LeadingGroupMember, Unit


def _participants(table: Any) -> Any:
    rows, units = table(Participation), table(Unit)
    rows = rows.filter(rows.voided_at.isnull())
    rows = rows.join(units.select(u=units.id, unit_category=units.category), rows.unit_id == units.id)
    return rows.mutate(participant_kind=rows.kind)


def _programmes(table: Any) -> Any:
    rows = table(Programme)
    return rows.filter(rows.voided_at.isnull())


def _seats(table: Any) -> Any:
    """A group belongs to the campaigns its unit takes part in at its founding."""
    seats, groups = table(LeadingGroupMember), table(LeadingGroup)
    taking_part, campaigns = table(Participation), table(Campaign)
    groups = groups.filter(groups.voided_at.isnull())
    groups = groups.select("unit_id", "founded_on", "recorded_at", group=groups.id)
    taking_part = taking_part.filter(taking_part.voided_at.isnull())
    taking_part = taking_part.select("campaign_id", member_unit=taking_part.unit_id)
    campaigns = campaigns.select("began_on", "ended_on", c=campaigns.id)
    rows = seats.join(groups, seats.group_id == groups.group)
    rows = rows.join(taking_part, rows.unit_id == taking_part.member_unit)
    rows = rows.join(campaigns, rows.campaign_id == campaigns.c)
    during = (rows.founded_on >= rows.began_on) & (rows.ended_on.isnull() | (rows.founded_on <= rows.ended_on))
    return rows.filter(during).mutate(happened_on=rows.founded_on, seat=rows.role)


PARTICIPANTS = Fact(
    "campaigns.participants",
    label="参加单位",
    says="参加集中整顿的单位，每单位一行",
    record=Participation,
    rows=_participants,
    columns=(
        Column("participant_kind", ColumnKind.CODE, "参加类型", ParticipantKind),
        Column("unit_category", ColumnKind.CODE, "登记的单位类别", Category),
    ),
)
PROGRAMMES = Fact(
    "campaigns.programmes",
    label="专项清理整治",
    says="专项清理整治，每个专项一行；全省专项归领导小组办公室",
    record=Programme,
    rows=_programmes,
    columns=(Column("scope", ColumnKind.CODE, "层级", ProgrammeScope), Column("name", ColumnKind.TEXT, "名称")),
)
SEATS = Fact(
    "campaigns.seats",
    label="领导小组成员",
    says="参加单位在集中整顿期间成立的领导小组，每个席位一行，日期为成立日期",
    record=LeadingGroupMember,
    rows=_seats,
    columns=(Column("seat", ColumnKind.CODE, "小组职务", MemberRole),),
)
FACTS = (PARTICIPANTS, PROGRAMMES, SEATS)
