"""Workbooks that came back (回收的填报表)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mingcha.assignments.choices import ReturnedState
from mingcha.assignments.models import ReturnedWorkbook, Task
from mingcha.orgs import queries as orgs
from mingcha.orgs.models import Post


@dataclass(frozen=True, slots=True)
class Batch:
    """What came together, and how far it has been looked at."""

    batch: UUID
    rows: list[ReturnedWorkbook]

    @property
    def taken(self) -> int:
        """Files that became answers."""
        return sum(row.state == ReturnedState.TAKEN for row in self.rows)

    @property
    def refused(self) -> int:
        """Files with errors."""
        return sum(row.state == ReturnedState.REFUSED for row in self.rows)

    @property
    def done(self) -> int:
        """Files looked at."""
        return self.taken + self.refused

    @property
    def is_done(self) -> bool:
        """Whether none is waiting."""
        return self.done == len(self.rows)


def batch_of(batch: UUID, actor: Post) -> Batch | None:
    """A batch as far as the reader may see it, None where there is nothing. One statement."""
    rows = returned_workbooks(actor).filter(batch=batch).order_by("pk")
    found = list(rows)
    return Batch(batch, found) if found else None


def returned_workbooks(actor: Post) -> Any:
    """Everything that came back and the reader may see, the newest first. One statement."""
    rows = ReturnedWorkbook.objects.visible_to(actor).select_related("task__unit", "task__directive", "submission")
    return rows.order_by("-received_at", "-pk")


def waiting_in(batch: str) -> list[ReturnedWorkbook]:
    """Files of a batch nobody has looked at. One statement."""
    rows = ReturnedWorkbook.objects.waiting().filter(batch=batch)
    return list(rows.select_related("file", "received_by__unit", "task__unit").order_by("pk"))


def task_mailed_by(task_id: int, sender: str) -> Task | None:
    """The task of a mark, if its unit has registered the sender's address; None otherwise. Two statements."""
    task: Task | None = Task.objects.current().select_related("unit").filter(pk=task_id).first()
    if task is None or not sender or orgs.unit_writes_from(task.unit_id, sender) is None:
        return None
    return task
