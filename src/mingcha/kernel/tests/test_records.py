"""What every record has: recorded, voided once with a reason, succeeded."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from pytest_django import DjangoDbBlocker

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState
from mingcha.kernel.records import Record, kind_and_id, void_row, void_rule

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

NOON = datetime(2018, 9, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def notes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[type[Any]]:
    """A kind of record made for these tests, with a table."""
    with isolate_apps("mingcha.kernel"), django_db_blocker.unblock():

        class Note(Record):
            text = models.CharField(max_length=20)

            class Meta:
                app_label = "kernel"
                constraints = (*Record.Meta.constraints, models.UniqueConstraint(fields=["text"], name="note_once"))

        with connection.schema_editor() as editor:
            editor.create_model(Note)
        yield Note
        with connection.schema_editor() as editor:
            editor.delete_model(Note)


def checked(meta: dict[str, object]) -> list[CheckMessage]:
    """System check of a record table with this Meta."""
    with isolate_apps("mingcha.kernel"):
        options = type("Meta", (), {"app_label": "kernel", **meta})
        made: Any = type("Memo", (Record,), {"__module__": __name__, "Meta": options})
        return [message for message in made.check() if message.id == "kernel.E001"]


def test_record_is_recorded_now_and_current(notes: type[Any]) -> None:
    with clock.set_to(NOON):
        note = notes.objects.create(text="甲")

    note.refresh_from_db()
    assert (note.recorded_at, note.voided_at, note.void_reason, note.succeeds) == (NOON, None, "", None)
    assert (note.is_reconstructed, note.source_note) == (False, "")
    assert list(notes.objects.current()) == [note]


def test_voided_record_is_not_current_and_names_its_successor(notes: type[Any]) -> None:
    old = notes.objects.create(text="甲")

    with clock.set_to(NOON):
        void_row(old, reason=" 录错 ")
    new = notes.objects.create(text="乙", succeeds=old)

    assert (old.voided_at, old.void_reason) == (NOON, "录错")
    old.refresh_from_db()
    assert (old.voided_at, old.void_reason, old.succeeded_by) == (NOON, "录错", new)
    assert list(notes.objects.current()) == [new]


def test_void_twice_is_refused(notes: type[Any]) -> None:
    note = notes.objects.create(text="甲")
    stale = notes.objects.get()
    void_row(note, reason="录错")

    with pytest.raises(NotInThisState):
        void_row(stale, reason="另一原因")

    assert notes.objects.get().void_reason == "录错"


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201])
def test_void_without_a_fitting_reason_is_refused(notes: type[Any], reason: str) -> None:
    note = notes.objects.create(text="甲")

    with pytest.raises(BadValue) as refused:
        void_row(note, reason=reason)

    assert refused.value.field == "reason"
    assert list(notes.objects.current()) == [note]


@pytest.mark.parametrize("half", [{"void_reason": "x"}, {"voided_at": NOON}])
def test_database_refuses_half_a_voiding(notes: type[Any], half: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        notes.objects.create(text="甲", **half)


def test_check_reports_a_record_table_without_the_void_rule() -> None:
    assert len(checked({"constraints": ()})) == 1
    assert checked({"constraints": (void_rule(),)}) == []
    assert checked({"constraints": Record.Meta.constraints}) == []


def test_kind_and_id_name_a_record_a_pair_or_nothing(notes: type[Any]) -> None:
    note = notes.objects.create(text="甲")

    assert kind_and_id(note) == ("kernel.note", note.pk)
    assert kind_and_id(("orgs.unit", None)) == ("orgs.unit", None)
    assert kind_and_id(None) == ("", None)
