"""Facts about target problems."""

from __future__ import annotations

from typing import Any

from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.problems.choices import FindingMethod, ProblemState
from mingcha.problems.models import TargetProblem


def _problems(table: Any) -> Any:
    rows = table(TargetProblem)
    return rows.filter(rows.voided_at.isnull())


PROBLEMS = Fact(
    "problems.problems",
    label="靶向问题",
    says="各单位确定的问题，每个问题一行，日期为确定日期；作废的不计",
    record=TargetProblem,
    rows=_problems,
    columns=(
        Column("method", ColumnKind.CODE, "查摆方式", FindingMethod),
        Column("state", ColumnKind.CODE, "状态", ProblemState),
    ),
)
FACTS = (PROBLEMS,)
