"""Reads over assignments: `tasks` (交办事项和任务)."""

from mingcha.assignments.queries.tasks import directives, state_counts, tasks, unanswered_tasks

__all__ = ["directives", "state_counts", "tasks", "unanswered_tasks"]
