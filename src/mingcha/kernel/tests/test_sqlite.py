"""The SQLite engine lets writers wait first come first served, and nobody else."""

import signal
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.db import connections, transaction
from django.db.utils import IntegrityError, OperationalError
from pytest_django import DjangoDbBlocker

from mingcha.kernel.sqlite.queue import Queue, queue_before


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A file database under the alias `file`, with a counter at 0; a wait ends after a second and a half."""
    name = str(tmp_path / "a.sqlite3")
    options = {"timeout": 1.5, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}
    entry = {"ENGINE": "mingcha.kernel.sqlite", "NAME": name, "OPTIONS": options}
    connections.settings["file"] = connections.configure_settings({"default": entry})["default"]
    with django_db_blocker.unblock():
        run("CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER)")
        run("CREATE TABLE child (n INTEGER REFERENCES counter (id) DEFERRABLE INITIALLY DEFERRED)")
        run("INSERT INTO counter VALUES (1, 0)")
        yield name
        connections["file"].close()
    del connections["file"]
    del connections.settings["file"]


def run(sql: str, *values: int) -> None:
    with connections["file"].cursor() as cursor:
        cursor.execute(sql, values or None)


def add(number: int) -> None:
    """Read the counter, then write it: an update is lost if another comes between."""
    run("UPDATE counter SET n = %s", counted() + number)


@transaction.atomic(using="file")
def add_and_fail(number: int) -> None:
    add(number)
    raise ZeroDivisionError


def counted() -> int:
    with connections["file"].cursor() as cursor:
        return int(cursor.execute("SELECT n FROM counter").fetchone()[0])


def is_free(name: str) -> bool:
    """Whether nobody holds the turn."""
    queue = queue_before(name)
    came = queue.wait(0)
    if came:
        queue.leave()
    return came


def in_threads(work: Callable[[], None], *, threads: int = 8) -> list[str]:
    """Run the work in threads at once, each with a connection of its own; give the errors."""
    errors: list[str] = []

    def one() -> None:
        try:
            work()
        except Exception as error:
            errors.append(str(error))
        finally:
            connections["file"].close()

    started = [threading.Thread(target=one) for _ in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return errors


def test_transactions_of_eight_threads_are_all_counted(file: str) -> None:
    def work() -> None:
        for _ in range(50):
            with transaction.atomic(using="file"):
                add(1)

    errors = in_threads(work)

    assert errors == []
    assert counted() == 400
    assert is_free(file)


def test_single_writes_of_eight_threads_are_all_counted(file: str) -> None:
    def work() -> None:
        for _ in range(50):
            run("UPDATE counter SET n = n + 1")

    errors = in_threads(work)

    assert errors == []
    assert counted() == 400
    assert is_free(file)


def test_read_outside_a_transaction_does_not_wait_for_a_writer(file: str) -> None:
    seen: list[int] = []

    with transaction.atomic(using="file"):
        run("UPDATE counter SET n = 7")
        started = monotonic()
        errors = in_threads(lambda: seen.append(counted()), threads=2)
        took = monotonic() - started

    assert errors == []
    assert seen == [0, 0]
    assert took < 1


def test_single_write_waits_in_the_queue_and_a_read_does_not(file: str) -> None:
    queue = queue_before(file)
    queue.wait(0)

    writes = in_threads(lambda: add(1), threads=1)
    reads = in_threads(lambda: run("SELECT 1"), threads=1)

    queue.leave()
    assert writes == ["database is locked"]
    assert reads == []


@pytest.mark.parametrize("write", ["UPDATE counter SET n = 1", "DELETE FROM counter", "BEGIN"])
def test_writer_that_waits_too_long_is_told_locked(file: str, write: str) -> None:
    def work() -> None:
        if write != "BEGIN":
            run(write)
        with transaction.atomic(using="file"):
            pass

    with transaction.atomic(using="file"):
        errors = in_threads(work, threads=1)

    assert errors == ["database is locked"]
    assert is_free(file)


def test_nested_blocks_keep_one_turn_and_a_savepoint_rolls_back_alone(file: str) -> None:
    with transaction.atomic(using="file"):
        run("UPDATE counter SET n = n + 1")
        with pytest.raises(ZeroDivisionError):
            add_and_fail(10)
        assert not is_free(file)

    assert counted() == 1
    assert is_free(file)


def test_turn_ends_when_the_block_fails(file: str) -> None:
    with pytest.raises(ZeroDivisionError):
        add_and_fail(5)

    assert counted() == 0
    assert is_free(file)


def test_turn_ends_when_the_commit_fails(file: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(using="file"):
        run("INSERT INTO child VALUES (404)")

    assert is_free(file)


def test_turn_ends_when_a_single_write_fails(file: str) -> None:
    with pytest.raises(IntegrityError):
        run("INSERT INTO counter VALUES (1, 0)")

    assert is_free(file)


def test_turn_ends_when_the_connection_is_closed_inside_the_block(file: str) -> None:
    with transaction.atomic(using="file"):
        run("UPDATE counter SET n = 5")
        connections["file"].close()
        assert is_free(file)

    assert counted() == 0


def test_turn_ends_when_another_process_holds_the_file(file: str) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError), transaction.atomic(using="file"):
        pass

    other.close()
    assert is_free(file)


def test_commit_hook_runs_after_the_turn(file: str) -> None:
    free: list[bool] = []

    with transaction.atomic(using="file"):
        transaction.on_commit(lambda: free.append(is_free(file)), using="file")

    assert free == [True]


def test_flush_passes_by_triggers_and_keeps_them(file: str) -> None:
    run("CREATE TRIGGER keep BEFORE DELETE ON counter BEGIN SELECT RAISE(ABORT, 'kept'); END")
    ops = connections["file"].ops

    ops.execute_sql_flush(['DELETE FROM "counter"'])
    run("INSERT INTO counter VALUES (2, 0)")

    with pytest.raises(IntegrityError, match="kept"):
        run("DELETE FROM counter")


def test_database_file_and_its_journal_are_for_the_owner_alone(file: str) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in Path(file).parent.glob("a.sqlite3*")}

    assert modes == {"a.sqlite3": 0o600, "a.sqlite3-shm": 0o600, "a.sqlite3-wal": 0o600}


def test_database_where_none_can_be_is_told_by_sqlite(file: str, tmp_path: Path) -> None:
    connection = connections["file"].copy()
    connection.settings_dict["NAME"] = str(tmp_path / "nirgends" / "a.sqlite3")

    with pytest.raises(OperationalError, match="unable to open database file"):
        connection.ensure_connection()


@pytest.mark.parametrize("name", [":memory:", "file:kept?mode=memory"])
def test_database_in_memory_makes_no_file(
    name: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    connection = connections["file"].copy()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    connection.connection.close()

    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("a.sqlite3")] == []


def test_queue_is_served_in_the_order_of_arrival() -> None:
    queue, served = Queue(), list[int]()
    queue.wait(0)

    def stand(number: int) -> None:
        queue.wait(5)
        served.append(number)
        queue.leave()

    threads = [threading.Thread(target=stand, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
        sleep(0.02)
    queue.leave()
    for thread in threads:
        thread.join()

    assert served == [0, 1, 2, 3, 4]


def test_queue_forgets_who_gave_up() -> None:
    queue = Queue()
    queue.wait(0)

    assert not queue.wait(0.01)
    queue.leave()

    assert queue.wait(0)


def test_turn_that_comes_while_giving_up_is_taken() -> None:
    queue, ticket = Queue(), threading.Lock()

    assert not queue._give_up(ticket)
    queue._waiting.append(ticket)
    assert queue._give_up(ticket)


def test_queue_goes_on_when_a_signal_interrupts_who_waits() -> None:
    def interrupt(*_: object) -> None:
        raise ZeroDivisionError

    queue = Queue()
    queue.wait(0)
    old = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.05)

    with pytest.raises(ZeroDivisionError):
        queue.wait(5)

    signal.signal(signal.SIGALRM, old)
    queue.leave()
    assert queue.wait(0)


def test_private_databases_do_not_share_a_queue() -> None:
    assert queue_before(":memory:") is not queue_before(":memory:")
    assert queue_before("/a.sqlite3") is queue_before("/a.sqlite3")
