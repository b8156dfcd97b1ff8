"""Facts about plans: filings and closed rounds of review."""

from __future__ import annotations

from typing import Any

from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.plans.choices import Verdict
from mingcha.plans.models import CriteriaSet, PlanFiling, ReviewRound


def _filings(table: Any) -> Any:
    rows = table(PlanFiling)
    return rows.filter(rows.voided_at.isnull())


def _rounds(table: Any) -> Any:
    rows, sets = table(ReviewRound), table(CriteriaSet)
    rows = rows.filter(rows.voided_at.isnull(), rows.verdict != "PENDING").drop("happened_on")
    rows = rows.join(sets.select(s=sets.id, criteria=sets.name), rows.criteria_set_id == sets.id)
    return rows.mutate(happened_on=rows.closed_on, round=rows.number)


FILINGS = Fact(
    "plans.filings",
    label="方案备案",
    says="已备案的实施方案，每单位一行，日期为备案日期",
    record=PlanFiling,
    rows=_filings,
)
ROUNDS = Fact(
    "plans.rounds",
    label="已审结的审核轮次",
    says="每单位每轮审核一行，日期为审结日期；审核中和作废的不计",
    record=ReviewRound,
    rows=_rounds,
    columns=(
        Column("round", ColumnKind.INT, "轮次"),
        Column("verdict", ColumnKind.CODE, "审核意见", Verdict),
        Column("criteria", ColumnKind.TEXT, "审核要点"),
    ),
)
FACTS = (FILINGS, ROUNDS)
