"""Pages of assignments: `directives` (交办事项), `tasks` (交办任务)."""
