"""The ledger: one entry an act, in its transaction; every way to falsify it has its word."""

import hashlib
import json
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from types import MappingProxyType

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from mingcha.kernel import clock, ledger
from mingcha.kernel.ledger import Verdict
from mingcha.kernel.models import LedgerDetail, LedgerEntry, LedgerHead, NumberSeries, Outcome

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

NOON = datetime(2018, 9, 1, 4, 0, 0, 123456, tzinfo=UTC)


def enter(count: int = 1) -> None:
    for number in range(1, count + 1):
        ledger.enter("plans.close_round", actor=("orgs.post", 3), on=("plans.round", number), after={"n": number})


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def falsify() -> None:
    """Take the triggers away, as somebody with the database password would; then write five entries."""
    for statement in import_module("mingcha.kernel.migrations.0002_append_only").UNDO[connection.vendor]:
        run(statement)
    enter(5)


def delete(*sequences: int) -> None:
    LedgerDetail.objects.filter(pk__in=sequences).delete()
    LedgerEntry.objects.filter(pk__in=sequences).delete()


@transaction.atomic
def enter_and_fail() -> None:
    enter()
    raise ZeroDivisionError


class Colour(Enum):
    RED = "red"


def test_enter_keeps_who_did_what_to_which_record() -> None:
    on = NumberSeries.objects.create(series="线索", year=2018)

    with clock.set_to(NOON), ledger.in_session("s1"):
        entry = ledger.enter("a.b", actor=("orgs.post", 3), on=on, reason="更正", outcome=Outcome.REFUSED)

    kept = LedgerEntry.objects.get()
    assert kept == entry
    assert (kept.actor_kind, kept.actor_id, kept.object_kind, kept.object_id) == (
        "orgs.post",
        3,
        "kernel.numberseries",
        on.pk,
    )
    assert (kept.sequence, kept.at, kept.session, kept.verb, kept.reason) == (1, NOON, "s1", "a.b", "更正")
    assert (kept.outcome, kept.rows, kept.suite, kept.commitment) == ("REFUSED", None, 1, "")
    assert LedgerDetail.objects.count() == 0


def test_hash_is_sha256_of_canonical_json_with_the_previous_hash() -> None:
    ledger.enter("a.b", actor=None, on=None)
    entry = ledger.enter("a.c", actor=None, on=("a.x", None), reason='引"号\\\n', rows=2, digest="d")

    values = {field: getattr(entry, field) for field in ledger.FIELDS} | {"at": entry.at.isoformat()}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert entry.hash == hashlib.sha256(text.encode()).hexdigest()
    assert entry.previous_hash == LedgerEntry.objects.get(sequence=1).hash
    assert LedgerHead.objects.values_list("sequence", "hash").get() == (2, entry.hash)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (Outcome.DONE, '"DONE"'),
        (Colour.RED, '"red"'),
        (date(2018, 9, 1), '"2018-09-01"'),
        (NOON, '"2018-09-01T04:00:00.123456+00:00"'),
        (Decimal("1.50"), '"1.50"'),
        (MappingProxyType({"b": 1, "a": "中"}), '{"a":"中","b":1}'),
        ({3, 1}, "[1,3]"),
        (("x", 1), '["x",1]'),
        (NumberSeries(pk=4), '["kernel.numberseries",4]'),
    ],
)
def test_before_and_after_take_every_plain_value(value: object, text: str) -> None:
    ledger.enter("a.b", actor=None, on=None, before=value, after="x")

    assert LedgerDetail.objects.values_list("before", "after").get() == (text, '"x"')
    assert ledger.verify() == Verdict(ok=True, entries=1)


@pytest.mark.parametrize("value", [float("nan"), object()])
def test_value_without_json_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        ledger.enter("a.b", actor=None, on=None, after=value)


def test_bulk_act_is_one_entry_with_rows_and_digest() -> None:
    entry = ledger.enter("orgs.add_units", actor=None, on=("orgs.unit", None), rows=97, digest="abc")

    assert (entry.rows, entry.object_kind, entry.object_id) == (97, "orgs.unit", None)
    assert LedgerDetail.objects.get().after == '{"after":null,"digest":"abc"}'


def test_commitment_is_an_hmac_and_the_entry_holds_nothing_of_the_content() -> None:
    first = ledger.enter("a.b", actor=None, on=None, before="秘密", after="公开")
    second = ledger.enter("a.b", actor=None, on=None, before="秘密", after="公开")

    assert first.commitment != second.commitment
    assert "秘密" not in str([value for row in LedgerEntry.objects.values_list() for value in row])


@pytest.mark.django_db(transaction=True)
def test_enter_outside_a_transaction_is_a_fault() -> None:
    with pytest.raises(RuntimeError):
        ledger.enter("a.b", actor=None, on=None)


@pytest.mark.django_db(transaction=True)
def test_entry_falls_with_its_transaction_and_leaves_no_gap() -> None:
    with pytest.raises(ZeroDivisionError):
        enter_and_fail()
    with transaction.atomic():
        enter()

    assert list(LedgerEntry.objects.values_list("sequence", flat=True)) == [1]
    assert ledger.verify() == Verdict(ok=True, entries=1)


@pytest.mark.django_db(transaction=True)
def test_entries_of_four_threads_at_once_have_one_order_without_gaps() -> None:
    def work() -> None:
        for _ in range(10):
            with transaction.atomic():
                enter()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ledger.verify() == Verdict(ok=True, entries=40)


def test_enter_runs_four_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    enter()

    with django_assert_num_queries(4):
        enter()


def test_head_that_does_not_move_is_a_fault() -> None:
    enter()
    if connection.vendor == "sqlite":
        run("CREATE TRIGGER stuck BEFORE UPDATE ON kernel_ledgerhead BEGIN SELECT RAISE(IGNORE); END")
    else:
        run("CREATE RULE stuck AS ON UPDATE TO kernel_ledgerhead DO INSTEAD NOTHING")

    with pytest.raises(RuntimeError):
        enter()


@pytest.mark.parametrize("sql", ["UPDATE kernel_ledgerentry SET reason = 'x'", "DELETE FROM kernel_ledgerentry"])
def test_database_refuses_to_change_or_delete_an_entry(sql: str) -> None:
    ledger.enter("a.b", actor=None, on=None)

    with pytest.raises(IntegrityError, match="the ledger is append-only"), transaction.atomic():
        run(sql)

    assert ledger.verify() == Verdict(ok=True, entries=1)


def test_verify_an_empty_ledger_then_one_of_five() -> None:
    assert ledger.verify() == Verdict(ok=True, entries=0)

    enter(5)

    assert ledger.verify() == Verdict(ok=True, entries=5)


def test_verify_runs_three_statements_at_one_and_at_five_entries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    enter()
    with django_assert_num_queries(3):
        ledger.verify()

    enter(4)

    with django_assert_num_queries(3):
        ledger.verify()


ALTERED = {
    "actor_id": 9,
    "actor_kind": "x",
    "commitment": "0",
    "object_id": 9,
    "object_kind": "x",
    "outcome": "REFUSED",
    "previous_hash": "0",
    "reason": "x",
    "rows": 9,
    "session": "x",
    "suite": 2,
    "verb": "x",
    "at": NOON,
    "hash": "0",
}


@pytest.mark.usefixtures("falsify")
@pytest.mark.parametrize(("column", "value"), ALTERED.items())
def test_verify_reports_an_altered_row_as_broken(column: str, value: object) -> None:
    assert LedgerEntry.objects.filter(pk=3).update(**{column: value}) == 1

    assert ledger.verify() == Verdict(ok=False, entries=2, broken_at=3, word="broken")


@pytest.mark.usefixtures("falsify")
def test_verify_reports_a_row_rewritten_with_its_hash_as_broken_at_the_next() -> None:
    entry = LedgerEntry.objects.get(pk=3)
    entry.reason = "x"
    entry.hash = ledger._hash([getattr(entry, field) for field in ledger.FIELDS])
    entry.save()

    assert ledger.verify() == Verdict(ok=False, entries=3, broken_at=4, word="broken")


@pytest.mark.usefixtures("falsify")
@pytest.mark.parametrize("column", ["nonce", "before", "after"])
def test_verify_reports_an_altered_detail_as_broken(column: str) -> None:
    assert LedgerDetail.objects.filter(pk=3).update(**{column: '"x"'}) == 1

    assert ledger.verify() == Verdict(ok=False, entries=2, broken_at=3, word="broken")


@pytest.mark.usefixtures("falsify")
def test_verify_accepts_an_erased_detail() -> None:
    run("DELETE FROM kernel_ledgerdetail WHERE entry_id = 3")

    assert ledger.verify() == Verdict(ok=True, entries=5)


@pytest.mark.usefixtures("falsify")
@pytest.mark.parametrize(("deleted", "missing"), [((1,), 1), ((3, 4), 3)])
def test_verify_reports_a_deleted_row_as_gap(deleted: tuple[int, ...], missing: int) -> None:
    delete(*deleted)

    assert ledger.verify() == Verdict(ok=False, entries=missing - 1, broken_at=missing, word="gap")


@pytest.mark.usefixtures("falsify")
@pytest.mark.parametrize(("deleted", "missing"), [((4, 5), 4), ((1, 2, 3, 4, 5), 1)])
def test_verify_reports_deleted_last_rows_as_cut(deleted: tuple[int, ...], missing: int) -> None:
    delete(*deleted)

    assert ledger.verify() == Verdict(ok=False, entries=missing - 1, broken_at=missing, word="cut")


@pytest.mark.usefixtures("falsify")
@pytest.mark.parametrize(
    ("sql", "broken_at"),
    [
        ("UPDATE kernel_ledgerhead SET hash = '0'", 5),
        ("UPDATE kernel_ledgerhead SET sequence = 4", 4),
        ("DELETE FROM kernel_ledgerhead", 1),
    ],
)
def test_verify_reports_a_false_head_as_broken(sql: str, broken_at: int) -> None:
    run(sql)

    assert ledger.verify() == Verdict(ok=False, entries=broken_at - 1, broken_at=broken_at, word="broken")


@pytest.mark.usefixtures("falsify")
def test_verify_reports_entries_beyond_the_head_as_broken() -> None:
    fourth = LedgerEntry.objects.get(sequence=4).hash
    LedgerHead.objects.update(sequence=4, hash=fourth)

    assert ledger.verify() == Verdict(ok=False, entries=4, broken_at=5, word="broken")


@pytest.mark.usefixtures("falsify")
def test_enter_after_the_head_was_deleted_fails_and_hides_nothing() -> None:
    run("DELETE FROM kernel_ledgerhead")

    with pytest.raises(IntegrityError), transaction.atomic():
        enter()


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.booleans())))
def test_canonical_json_is_what_json_writes(value: Mapping[str, object]) -> None:
    assert json.loads(ledger.canonical(value)) == value
    assert ledger.canonical(dict(reversed(list(value.items())))) == ledger.canonical(value)
