"""A file taken in whole or not at all, and only once (整表导入)."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock
from mingcha.kernel.errors import BadFile, BadValue, MingchaError
from mingcha.kernel.models import TakenFile
from mingcha.kernel.workbooks.columns import Column
from mingcha.kernel.workbooks.opening import open_book
from mingcha.kernel.workbooks.tables import Table


@dataclass
class Intake:
    """Rows of one file on their way in.

    Attributes:
        actor: the post that imports, handed through to the actions.
        campaign: what the rows belong to, None where they belong to none.
        written: records written so far.
    """

    table: Table
    actor: Any
    campaign: Any = None
    written: int = field(default=0, init=False)

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Row number and values by column name; a row with a wrong cell is told of already and left out."""
        for rows in self.table.read():
            wrong = self.table.wrong_rows
            yield from ((number, row) for number, row in rows.each() if number not in wrong)

    @contextmanager
    def at(self, number: int) -> Iterator[None]:
        """Write what a row says; what an action refuses is told with the row, and with the cell where it names one."""
        try:
            with transaction.atomic():
                yield
        except MingchaError as error:
            message = error.message if isinstance(error, BadValue) else str(error)
            self.table.error(number, getattr(error, "field", ""), message)
        else:
            self.written += 1


@dataclass(frozen=True)
class Taken:
    """What became of a file: rows read, records written, heads that nobody read."""

    rows: int
    written: int
    unread: Sequence[str]


@dataclass(frozen=True)
class Way:
    """How rows of one kind are taken in: by which columns, and what writes them through the actions.

    Attributes:
        key: a file is taken once of each.
    """

    key: str
    columns: Sequence[Column]
    take: Callable[[Intake], None]


def take_file(path: Path, way: Way, *, actor: Any, campaign: Any = None, is_rehearsal: bool = False) -> Taken:
    """Take a file in, in one transaction; its first visible sheet is read.

    Args:
        is_rehearsal: everything is done and taken back again.

    Raises:
        BadWorkbook: everything that is wrong, by place; nothing is written.
        BadFile: no such file, or taken before.
    """
    digest = _digest(path)
    with transaction.atomic():
        before = TakenFile.objects.filter(key=way.key, digest=digest).first()
        if before is not None:
            words = {"name": before.name, "at": clock.in_china(before.taken_at)}
            raise BadFile(gettext("这个文件已于 %(at)s 导入过（%(name)s），没有重复导入") % words, file=path.name)
        book = open_book(path)
        sheet = next((sheet for sheet in book.sheets if not sheet.is_hidden), book.sheets[0])
        intake = Intake(Table(sheet, way.columns, file=path.name), actor, campaign)
        way.take(intake)
        intake.table.settle()
        TakenFile.objects.create(key=way.key, digest=digest, name=path.name[:200], rows=intake.table.count)
        if is_rehearsal:
            transaction.set_rollback(True)
    return Taken(intake.table.count, intake.written, intake.table.unread)


def _digest(path: Path) -> str:
    if not path.is_file():
        raise BadFile(gettext("没有这个文件"), file=path.name)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
