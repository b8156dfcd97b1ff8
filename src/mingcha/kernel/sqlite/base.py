"""Engine `mingcha.kernel.sqlite`: Django's SQLite engine with a first-come queue before writers (performance 8).

Queued within the process: transactions (`atomic`), and single INSERT, UPDATE and DELETE statements outside one. Reads
outside a transaction never wait. Between processes SQLite's own busy timeout decides, as it always did.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.operations import DatabaseOperations as SqliteOperations
from django.db.utils import OperationalError

from mingcha.kernel.sqlite.queue import Queue, queue_before

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseOperations(SqliteOperations):
    """Emptying tables passes by their triggers, as TRUNCATE does on PostgreSQL: `flush` empties the ledger as well."""

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        """Run the statements of a flush with all triggers out of the way, in one transaction."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers]
        super().execute_sql_flush([*drops, *sql_list, *(sql for _, sql in triggers)])


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that takes its turn before it writes. (Django's stubs do not list the methods overridden here.)"""

    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Queue | None = None
        self.execute_wrappers.append(self._execute_in_turn)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; a file that is not there yet is made for its owner alone (its -wal and -shm follow its mode)."""
        name = str(conn_params["database"])
        if not name.startswith((":memory:", "file:")):
            with suppress(OSError):  # there already, or SQLite says what is wrong; O_EXCL never opens a live database
                os.close(os.open(name, os.O_CREAT | os.O_EXCL, 0o600))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _set_autocommit(self, autocommit: bool) -> None:
        """End the turn when autocommit comes back: the last step of every transaction, however it ended."""
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if autocommit:
            self._end_turn()

    def _execute_in_turn(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Let a single writing statement wait its turn; within a transaction the connection has it already."""
        if self._turn or not sql.startswith(WRITES):
            return execute(sql, params, many, context)
        self._take_turn()
        try:
            return execute(sql, params, many, context)
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        """Wait as long as SQLite itself would (`timeout`), then say what SQLite says."""
        queue = queue_before(str(self.settings_dict["NAME"]))
        if not queue.wait(self.settings_dict["OPTIONS"].get("timeout", 5.0)):
            raise OperationalError("database is locked")
        self._turn = queue

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn:
            turn.leave()
