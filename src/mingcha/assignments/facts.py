"""Facts about tasks."""

from __future__ import annotations

from typing import Any

from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Directive, Task
from mingcha.figures.definitions import Column, ColumnKind, Fact


def _tasks(table: Any) -> Any:
    rows, directives = table(Task), table(Directive)
    rows = rows.filter(rows.voided_at.isnull())
    rows = rows.select("id", "unit_id", "campaign_id", "happened_on", "recorded_at", "state", "directive_id")
    return rows.join(
        directives.select(d=directives.id, directive=directives.number), rows.directive_id == directives.id
    )


TASKS = Fact(
    "assignments.tasks",
    label="交办任务",
    says="每个交办事项每个单位一行，日期为交办日期；作废的不计",
    record=Task,
    rows=_tasks,
    columns=(Column("directive", ColumnKind.INT, "交办编号"), Column("state", ColumnKind.CODE, "状态", TaskState)),
)
FACTS = (TASKS,)
