"""Facts about inspections: teams, visits, findings, and what lower offices report."""

from __future__ import annotations

from typing import Any

from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.inspections.choices import ReportedKind
from mingcha.inspections.models import Finding, InspectionRound, ReportedRound, Team, Visit
from mingcha.leads.choices import IssueGroup
from mingcha.orgs.choices import Level
from mingcha.orgs.models import Unit


def _teams(table: Any) -> Any:
    rows, rounds = table(Team), table(InspectionRound)
    rows = rows.filter(rows.voided_at.isnull())
    return rows.join(rounds.select(r=rounds.id, round=rounds.number), rows.round_id == rounds.id)


def _visits(table: Any) -> Any:
    rows, units = table(Visit), table(Unit)
    rows = rows.filter(rows.voided_at.isnull())
    return rows.join(units.select(u=units.id, place=units.level), rows.unit_id == units.id)


def _findings(table: Any) -> Any:
    rows = table(Finding)
    return rows.filter(rows.voided_at.isnull())


def _reported(table: Any) -> Any:
    rows = table(ReportedRound)
    rows = rows.filter(rows.voided_at.isnull())
    return rows.mutate(round_kind=rows.kind)


TEAMS = Fact(
    "inspections.teams",
    label="检查组",
    says="办公室派出的检查组，每轮每组一行，日期为成立日期",
    record=Team,
    rows=_teams,
    columns=(Column("round", ColumnKind.INT, "轮次"),),
)
VISITS = Fact(
    "inspections.visits",
    label="检查",
    says="办公室检查组到大厅、窗口或其他单位的检查，每次一行，单位为被查单位；基层自行检查不在内",
    record=Visit,
    rows=_visits,
    columns=(Column("place", ColumnKind.CODE, "被查场所层级", Level), Column("is_covert", ColumnKind.BOOL, "暗访")),
)
FINDINGS = Fact(
    "inspections.findings",
    label="发现问题",
    says="检查中记录的发现，每个一行，单位为被查单位；未核实前不作为问题",
    record=Finding,
    rows=_findings,
    columns=(Column("issue_group", ColumnKind.CODE, "问题类别", IssueGroup),),
)
REPORTED = Fact(
    "inspections.reported",
    label="自行检查情况",
    says="各地各单位上报的自行检查次数，每单位每类每期一行，日期为期末；办公室的检查不在内",
    record=ReportedRound,
    rows=_reported,
    columns=(
        Column("round_kind", ColumnKind.CODE, "检查类型", ReportedKind),
        Column("quantity", ColumnKind.INT, "次数"),
    ),
)
FACTS = (TEAMS, VISITS, FINDINGS, REPORTED)
