"""What changed in a form since a workbook was given out (表式改了什么)."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext

from mingcha.assignments.sheets import layout
from mingcha.kernel.errors import BadFile
from mingcha.kernel.workbooks.opening import Book


class OldWorkbook(BadFile):
    """A workbook of an earlier version of the form (旧版填报表); nothing of it was taken.

    Attributes:
        changes: one sentence each. task_id: whose new workbook to offer.
    """

    def __init__(self, changes: Sequence[str], *, file: str, task_id: int) -> None:
        self.changes = list(changes)
        self.task_id = task_id
        super().__init__(
            gettext("这是旧版填报表，表式已改：%(changes)s。请下载新表填写，没有报送")
            % {"changes": "；".join(self.changes)},
            file=file,
        )


def changes_since(book: Book, fields: Sequence[Any]) -> list[str]:
    """What is asked now and was not, no longer is, or is asked otherwise; by the labels that people read."""
    new = {field.code: tuple(layout.described(layout.spec_of(field))) for field in fields}
    old = _described(book)
    added = [line[1] for code, line in new.items() if code not in old]
    gone = [line[1] for code, line in old.items() if code not in new]
    other = [line[1] for code, line in new.items() if code in old and old[code] != line]
    told = [
        gettext("新增“%(labels)s”") % {"labels": "、".join(added)} if added else "",
        gettext("不再要“%(labels)s”") % {"labels": "、".join(gone)} if gone else "",
        gettext("改了“%(labels)s”的填法") % {"labels": "、".join(other)} if other else "",
    ]
    return [says for says in told if says] or [gettext("填报要求有调整")]


def _described(book: Book) -> dict[str, tuple[str, ...]]:
    """The fields an old workbook tells of: by its hidden sheet; none without it."""
    hidden = book.sheet(layout.SPECS)
    if hidden is None:
        return {}
    rows = [[str(cell) for cell in row[:6]] for row in islice(hidden.rows(), 1, 300)]
    padded = [(*row, *[""] * (6 - len(row))) for row in rows]
    return {row[0]: row for row in padded if row[0]}
