"""Reads over assignments.

Files: `tasks` (交办事项和任务), `waiting` (我的待办), `answers` (表式、报送内容、预填、汇总), `audience` (交办范围),
`burden` (基层负担), `limits` (期限), `chasing` (未报名单、催办、电话记录), `lights` (亮灯).
"""

from mingcha.assignments.queries.answers import (
    Comparison,
    comparison,
    form_of,
    handed_on_tasks,
    held_values,
    prefill,
    roll_up,
    values_for,
    values_of,
)
from mingcha.assignments.queries.audience import audience_units, units_below
from mingcha.assignments.queries.burden import Burden, Overlap, asked_units, budget_on, burden, burden_of, held_overlap
from mingcha.assignments.queries.limits import due_for
from mingcha.assignments.queries.tasks import directives, state_counts, tasks, unanswered_tasks
from mingcha.assignments.queries.waiting import waiting_tasks

__all__ = [
    "Burden",
    "Comparison",
    "Overlap",
    "asked_units",
    "audience_units",
    "budget_on",
    "burden",
    "burden_of",
    "comparison",
    "directives",
    "due_for",
    "form_of",
    "handed_on_tasks",
    "held_overlap",
    "held_values",
    "prefill",
    "roll_up",
    "state_counts",
    "tasks",
    "unanswered_tasks",
    "units_below",
    "values_for",
    "values_of",
    "waiting_tasks",
]
