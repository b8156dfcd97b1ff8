"""The ledger of the loaded demo, whole; then altered, deleted from and cut off in SQL: each is told with its word."""

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.utils import DatabaseError

from mingcha.cli.main import cli
from mingcha.kernel.models import LedgerEntry, LedgerHead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.postgres]

OPENED = {
    "sqlite": [f"DROP TRIGGER kernel_ledgerentry_no_{verb}" for verb in ("update", "delete")],
    "postgresql": ["DROP TRIGGER kernel_ledgerentry_append_only ON kernel_ledgerentry"],
}
"""What somebody with all rights over the database would do first."""


@pytest.fixture
def without_triggers() -> None:
    for statement in OPENED[connection.vendor]:
        run(statement)


def run(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def delete_from(sequence: int, *, until: int | None = None) -> None:
    """Delete entries with what they tell; to the end where no `until` is given."""
    last = entries() if until is None else until
    run("DELETE FROM kernel_ledgerdetail WHERE entry_id BETWEEN %s AND %s", sequence, last)
    run("DELETE FROM kernel_ledgerentry WHERE sequence BETWEEN %s AND %s", sequence, last)


def verified() -> tuple[int, str]:
    """Exit code and words of `mingcha ledger verify`."""
    result = CliRunner().invoke(cli, ["ledger", "verify"])
    return result.exit_code, result.output.strip()


def entries() -> int:
    return LedgerEntry.objects.count()


def test_verify_when_nobody_touched_it_passes() -> None:
    assert entries() > 1000
    assert verified() == (0, f"台账完整：{entries()} 条，逐条重算一致")


@pytest.mark.parametrize("statement", ["UPDATE kernel_ledgerentry SET reason = 'x'", "DELETE FROM kernel_ledgerentry"])
def test_ledger_when_its_triggers_stand_refuses_the_statement(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)


@pytest.mark.usefixtures("without_triggers")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_ledgerentry SET verb = 'plans.open_round' WHERE sequence = 500",
        "UPDATE kernel_ledgerentry SET actor_id = 77 WHERE sequence = 500",
        "UPDATE kernel_ledgerentry SET at = '2018-03-31 00:00:00+00:00' WHERE sequence = 500",
        "UPDATE kernel_ledgerdetail SET after = '{}' WHERE entry_id = 500",
        "UPDATE kernel_ledgerdetail SET nonce = '' WHERE entry_id = 500",
    ],
)
def test_verify_when_an_entry_is_altered_says_broken(statement: str) -> None:
    run(statement)

    assert verified() == (1, "台账第 500 条有问题：broken")


@pytest.mark.usefixtures("without_triggers")
def test_verify_when_an_entry_is_deleted_says_gap() -> None:
    delete_from(502, until=502)

    assert verified() == (1, "台账第 502 条有问题：gap")


@pytest.mark.usefixtures("without_triggers")
def test_verify_when_the_end_is_cut_off_says_cut() -> None:
    last = entries()
    delete_from(last - 2)

    assert verified() == (1, f"台账第 {last - 2} 条有问题：cut")


@pytest.mark.usefixtures("without_triggers")
def test_verify_when_the_end_is_cut_off_and_the_head_moved_back_says_broken() -> None:
    last = entries()
    delete_from(last)
    LedgerHead.objects.update(sequence=last - 1)

    assert verified() == (1, f"台账第 {last - 1} 条有问题：broken")
