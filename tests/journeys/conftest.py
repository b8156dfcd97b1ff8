"""The demo campaign in the test database, loaded through its actions as `make demo` loads it.

On SQLite it is loaded once for a session and then copied page by page; on PostgreSQL once for each module that asks.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from mingcha.cli.loading.accounts import make_accounts
from mingcha.cli.loading.load import load_folder
from mingcha.orgs.queries import post_by_system_name
from mingcha.orgs.tests.factories import a_system_post

FOLDER = Path(__file__).resolve().parents[2] / "demo" / "heilongjiang-2018"


def built_in_posts() -> None:
    """Put back what the migrations wrote, where a test before this one emptied the tables."""
    for name in ("system", "loader"):
        a_system_post(name)


def load_demo() -> None:
    """The campaign and its accounts, into an empty database."""
    built_in_posts()
    load_folder(FOLDER, actor=post_by_system_name("loader"), tick=lambda _: None)


def add_accounts(folder: Path) -> dict[str, str]:
    """The demonstration accounts; gives user name -> password."""
    lines = make_accounts(folder / "accounts.txt")
    return dict(line.split("\t")[:2] for line in lines if "\t" in line)


def _copy() -> sqlite3.Connection:
    """All pages of the test database, in memory."""
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    _pages().backup(kept)
    return kept


def _pages() -> sqlite3.Connection:
    connection.ensure_connection()
    pages: sqlite3.Connection = connection.connection
    return pages


class DemoCopies:
    """On SQLite: the database as it was, and with the demo in it."""

    def __init__(self) -> None:
        self.empty = _copy()  # as it is found: what a test before has emptied, the next one fills from the migrations
        load_demo()
        self.loaded = _copy()
        self.put(self.empty)

    def put(self, copy: sqlite3.Connection) -> None:
        """Replace the content of the test database."""
        copy.backup(_pages())


@pytest.fixture(scope="session")
def demo_copies(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DemoCopies | None]:
    """None on PostgreSQL."""
    if connection.vendor != "sqlite":
        yield None
        return
    with django_db_blocker.unblock():
        copies = DemoCopies()
    yield copies


@pytest.fixture(scope="module")
def demo(demo_copies: DemoCopies | None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo campaign, for all tests of a module; each test also asks for `db`, which takes back what it wrote."""
    with django_db_blocker.unblock(), _in_place(demo_copies):
        yield


@contextmanager
def _in_place(copies: DemoCopies | None) -> Iterator[None]:
    if copies is None:
        with transaction.atomic():
            load_demo()
            yield
            transaction.set_rollback(True)
        return
    copies.put(copies.loaded)
    yield
    copies.put(copies.empty)


@pytest.fixture
def demo_site(
    transactional_db: None, demo_copies: DemoCopies | None, tmp_path: Path, live_server: LiveServer
) -> Iterator[dict[str, str]]:
    """The demo campaign on the served site, written for real; gives the accounts' passwords by user name."""
    if demo_copies is None:
        load_demo()
        yield add_accounts(tmp_path)
        return
    demo_copies.put(demo_copies.loaded)
    yield add_accounts(tmp_path)
    demo_copies.put(demo_copies.empty)  # SQLite's ledger cannot be emptied, only replaced
