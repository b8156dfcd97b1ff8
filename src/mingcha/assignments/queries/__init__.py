"""Reads over assignments: `tasks` (交办事项和任务), `waiting` (我的待办)."""

from mingcha.assignments.queries.tasks import directives, state_counts, tasks, unanswered_tasks
from mingcha.assignments.queries.waiting import waiting_tasks

__all__ = ["directives", "state_counts", "tasks", "unanswered_tasks", "waiting_tasks"]
