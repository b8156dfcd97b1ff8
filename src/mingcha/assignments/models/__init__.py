"""Tables of assignments (交办的表).

Files: `directives` (交办事项、填报项、工作方案), `tasks` (交办任务), `answers` (草稿、报送、退回意见),
`terms` (延期、暂停), `chasing` (催办、电话记录、灯色), `links` (免登录链接), `returned` (回收的填报表).
"""

from mingcha.assignments.models.answers import Draft, FieldRemark, Submission, Value
from mingcha.assignments.models.chasing import Call, Chase, Light, LightScheme
from mingcha.assignments.models.directives import BurdenBudget, Directive, DirectiveQuerySet, Field, PlanPart, PlanTask
from mingcha.assignments.models.links import TaskLink
from mingcha.assignments.models.returned import ReturnedWorkbook
from mingcha.assignments.models.tasks import Task, TaskQuerySet
from mingcha.assignments.models.terms import Extension, Pause

__all__ = [
    "BurdenBudget",
    "Call",
    "Chase",
    "Directive",
    "DirectiveQuerySet",
    "Draft",
    "Extension",
    "Field",
    "FieldRemark",
    "Light",
    "LightScheme",
    "Pause",
    "PlanPart",
    "PlanTask",
    "ReturnedWorkbook",
    "Submission",
    "Task",
    "TaskLink",
    "TaskQuerySet",
    "Value",
]
