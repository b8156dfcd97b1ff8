"""`mingcha ledger verify`: says where the chain breaks, with its word."""

from importlib import import_module

import pytest
from django.db import connection

from mingcha.bulletins.tests.factories import an_issued
from mingcha.cli.tests.factories import run
from mingcha.kernel.models import LedgerEntry

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Capsys = pytest.CaptureFixture[str]


def _falsify(statement: str) -> None:
    """As somebody with the database's own password would, who takes the triggers away first."""
    undo = import_module("mingcha.kernel.migrations.0002_append_only").UNDO[connection.vendor]
    with connection.cursor() as cursor:
        for step in (*undo, "DELETE FROM kernel_ledgerdetail", statement):
            cursor.execute(step)


def test_whole_chain_is_told_with_its_length(capsys: Capsys) -> None:
    an_issued()

    assert run(capsys, "ledger", "verify") == (0, "台账完整：3 条，逐条重算一致\n", "")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE kernel_ledgerentry SET reason = 'x' WHERE sequence = 2", "台账第 2 条有问题：broken\n"),
        ("DELETE FROM kernel_ledgerentry WHERE sequence = 2", "台账第 2 条有问题：gap\n"),
        ("DELETE FROM kernel_ledgerentry WHERE sequence = 3", "台账第 3 条有问题：cut\n"),
    ],
)
def test_altered_deleted_and_cut_entries_are_told(statement: str, says: str, capsys: Capsys) -> None:
    an_issued()
    assert LedgerEntry.objects.count() == 3
    _falsify(statement)

    assert run(capsys, "ledger", "verify") == (1, says, "")
