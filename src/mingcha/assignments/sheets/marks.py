"""The mark of a workbook (表号): which task and which version of its form it was made for, with a seal of the site."""

import re
from dataclasses import dataclass
from itertools import islice

from django.utils.crypto import constant_time_compare, salted_hmac

from mingcha.assignments.models import Task
from mingcha.kernel.workbooks.opening import Book

MOST_LINES = 12
_MARK = re.compile(r"MC1-([1-9]\d{0,17})-([1-9]\d{0,4})-([0-9a-f]{16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark says."""

    task_id: int
    version: int

    def __str__(self) -> str:
        return f"MC1-{self.task_id}-{self.version}-{_seal(self.task_id, self.version)}"


def mark_of(task: Task) -> Mark:
    """The mark of the workbook that is given out for a task now."""
    return Mark(task.pk, task.directive.form_version)


def _seal(task_id: int, version: int) -> str:
    return salted_hmac("assignments.workbook", f"{task_id}-{version}", algorithm="sha256").hexdigest()[:16]


def read_mark(text: str) -> Mark | None:
    """The mark in a text; None where there is none, or one this site has not made."""
    found = _MARK.search(text)
    if found is None or not constant_time_compare(found[3], _seal(int(found[1]), int(found[2]))):
        return None
    return Mark(int(found[1]), int(found[2]))


def mark_in(book: Book) -> Mark | None:
    """The mark of a workbook: it stands in a sheet of its own and above the first one, so that a csv has it too."""
    for sheet in reversed(book.sheets):
        for row in islice(sheet.rows(), MOST_LINES):
            for cell in row:
                mark = read_mark(cell) if isinstance(cell, str) and "MC1-" in cell else None
                if mark is not None:
                    return mark
    return None
