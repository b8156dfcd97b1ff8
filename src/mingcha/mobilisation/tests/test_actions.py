"""Verbs on meetings and instructions: allowed, refused, wrong state, ledger."""

from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.rules import RecordRow
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.kernel.records import void_row
from mingcha.mobilisation import actions
from mingcha.mobilisation.choices import AgendaKind, MeetingKind, Purpose
from mingcha.mobilisation.models import AgendaPoint, Instruction, Meeting, Relay
from mingcha.mobilisation.rules import MeetingRow
from mingcha.mobilisation.tests.factories import DAY, a_meeting, a_relay, an_agenda_point, an_instruction
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _row(**given: Any) -> MeetingRow:
    return MeetingRow(**{"kind": MeetingKind.GENERAL, "purpose": Purpose.DEPLOY, "happened_on": DAY, **given})


def _verbs() -> list[tuple[str, str]]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", "object_kind"))


def test_hold_meeting_by_the_own_clerk_is_kept_and_entered() -> None:
    city, campaign = a_unit(), a_campaign()

    meeting = actions.hold_meeting(
        city, actor=a_post(city, role="CLERK"), campaign=campaign, row=_row(title="大会", source_note="第7期")
    )

    meeting.refresh_from_db()
    kept = (meeting.unit, meeting.kind, meeting.purpose, meeting.title, meeting.happened_on, meeting.is_reconstructed)
    assert kept == (city, "GENERAL", "DEPLOY", "大会", DAY, True)
    assert _verbs() == [("mobilisation.hold_meeting", "mobilisation.meeting")]


def test_hold_meeting_of_a_source_that_names_it_is_not_reconstructed() -> None:
    row = _row(source_note="第7期", is_reconstructed=False)

    meeting = actions.hold_meeting(a_unit(), actor=a_post(), campaign=a_campaign(), row=row)

    assert (meeting.source_note, meeting.is_reconstructed) == ("第7期", False)


def test_hold_meeting_refuses_another_units_clerk() -> None:
    with pytest.raises(Refused) as caught:
        actions.hold_meeting(a_unit(), actor=a_post(a_unit("乙市"), role="CLERK"), campaign=a_campaign(), row=_row())

    assert (caught.value.verb, Meeting.objects.count(), _verbs()) == ("mobilisation.hold_meeting", 0, [])


@pytest.mark.parametrize(
    ("given", "field"),
    [({"happened_on": DAY}, "unit"), ({"happened_on": date(2999, 1, 1)}, "happened_on")],
)
def test_hold_meeting_twice_or_in_the_future_writes_nothing(given: dict[str, date], field: str) -> None:
    meeting = a_meeting(a_unit(), a_campaign())

    with pytest.raises(BadValue) as caught:
        actions.hold_meeting(meeting.unit, actor=a_post(), campaign=meeting.campaign, row=_row(**given))

    assert (caught.value.field, Meeting.objects.count(), _verbs()) == (field, 1, [])


def test_hold_meeting_outside_the_units_validity_is_an_error() -> None:
    closed = a_unit("漠河县", valid_until=date(2018, 2, 21))

    with pytest.raises(BadValue):
        actions.hold_meeting(closed, actor=a_post(), campaign=a_campaign(), row=_row())

    assert Meeting.objects.exists() is False


def test_add_agenda_point_carries_what_the_meeting_has() -> None:
    meeting = a_meeting(a_unit(), a_campaign())
    Meeting.objects.filter(pk=meeting.pk).update(source_note="第7期", is_reconstructed=True)
    meeting.refresh_from_db()

    point = actions.add_agenda_point(
        meeting, actor=a_post(), kind=AgendaKind.SELF_CRITICISM, text="一把手检讨", quantity=15, word="个"
    )

    point.refresh_from_db()
    shared = (point.unit_id, point.campaign_id, point.happened_on, point.source_note, point.is_reconstructed)
    assert shared == (meeting.unit_id, meeting.campaign_id, DAY, "第7期", True)
    assert (point.kind, point.text, point.quantity, point.word) == ("SELF_CRITICISM", "一把手检讨", 15, "个")
    assert _verbs() == [("mobilisation.add_agenda_point", "mobilisation.agendapoint")]


def test_add_agenda_point_spells_the_counter_word_as_the_house_does() -> None:
    meeting = a_meeting(a_unit(), a_campaign())

    counted = actions.add_agenda_point(meeting, actor=a_post(), kind=AgendaKind.OTHER, quantity=0, word="条（篇）")
    bare = actions.add_agenda_point(meeting, actor=a_post(), kind=AgendaKind.SCREENING)

    assert [(p.quantity, p.word) for p in (counted, bare)] == [(0, "条(篇)"), (None, "")]


@pytest.mark.parametrize(
    ("quantity", "word", "field"),
    [(-1, "个", "quantity"), (3, "", "quantity"), (None, "个", "quantity"), (3, "坨", "word")],
)
def test_add_agenda_point_without_sense_writes_nothing(quantity: int | None, word: str, field: str) -> None:
    meeting = a_meeting(a_unit(), a_campaign())

    with pytest.raises(BadValue) as caught:
        actions.add_agenda_point(meeting, actor=a_post(), kind=AgendaKind.CASES, quantity=quantity, word=word)

    assert (caught.value.field, AgendaPoint.objects.count(), _verbs()) == (field, 0, [])


def test_add_agenda_point_refuses_a_stranger_and_a_voided_meeting() -> None:
    meeting = a_meeting(a_unit(), a_campaign())

    with pytest.raises(Refused):
        actions.add_agenda_point(meeting, actor=a_post(a_unit("乙市"), role="CLERK"), kind=AgendaKind.RELAY)
    void_row(meeting, reason="误登")
    with pytest.raises(NotInThisState):
        actions.add_agenda_point(meeting, actor=a_post(), kind=AgendaKind.RELAY)

    assert (AgendaPoint.objects.count(), _verbs()) == (0, [])


def test_issue_instruction_by_the_office_is_kept_and_entered() -> None:
    province, campaign = a_unit("省委", level="PROVINCE"), a_campaign()

    instruction = actions.issue_instruction(
        province, actor=a_post(), campaign=campaign, title="大会精神", row=RecordRow(happened_on=DAY)
    )

    instruction.refresh_from_db()
    assert (instruction.unit, instruction.title, instruction.happened_on) == (province, "大会精神", DAY)
    assert _verbs() == [("mobilisation.issue_instruction", "mobilisation.instruction")]


def test_issue_instruction_refuses_a_clerk() -> None:
    city = a_unit()

    with pytest.raises(Refused):
        actions.issue_instruction(
            city, actor=a_post(city, role="CLERK"), campaign=a_campaign(), title="会", row=RecordRow()
        )

    assert (Instruction.objects.count(), _verbs()) == (0, [])


@pytest.mark.parametrize("title", [" ", "全省大会精神"])
def test_issue_instruction_without_a_title_or_twice_writes_nothing(title: str) -> None:
    instruction = an_instruction(a_campaign())

    with pytest.raises(BadValue) as caught:
        actions.issue_instruction(
            instruction.unit, actor=a_post(), campaign=instruction.campaign, title=title, row=RecordRow()
        )

    assert (caught.value.field, Instruction.objects.count(), _verbs()) == ("title", 1, [])


def test_relay_instruction_counts_the_lag_from_the_two_days() -> None:
    campaign = a_campaign()
    meeting = a_meeting(a_unit(), campaign, on=date(2018, 2, 24))

    relay = actions.relay_instruction(meeting, actor=a_post(), instruction=an_instruction(campaign))

    relay.refresh_from_db()
    assert (relay.lag_days, relay.unit_id, relay.happened_on) == (2, meeting.unit_id, date(2018, 2, 24))
    assert _verbs() == [("mobilisation.relay_instruction", "mobilisation.relay")]


def test_relay_instruction_refuses_a_stranger() -> None:
    meeting = a_meeting(a_unit(), campaign := a_campaign())

    with pytest.raises(Refused):
        actions.relay_instruction(
            meeting, actor=a_post(a_unit("乙市"), role="CLERK"), instruction=an_instruction(campaign)
        )

    assert (Relay.objects.count(), _verbs()) == (0, [])


@pytest.mark.parametrize("voided", ["meeting", "instruction"])
def test_relay_instruction_of_what_is_voided_is_a_wrong_state(voided: str) -> None:
    campaign = a_campaign()
    meeting, instruction = a_meeting(a_unit(), campaign), an_instruction(campaign)
    void_row({"meeting": meeting, "instruction": instruction}[voided], reason="误登")

    with pytest.raises(NotInThisState):
        actions.relay_instruction(meeting, actor=a_post(), instruction=instruction)

    assert (Relay.objects.count(), _verbs()) == (0, [])


def test_relay_instruction_twice_or_of_another_campaign_is_an_error() -> None:
    relay = a_relay(a_meeting(a_unit(), campaign := a_campaign()), an_instruction(campaign))
    foreign = an_instruction(a_campaign("另一次"))

    for instruction in (relay.instruction, foreign):
        with pytest.raises(BadValue) as caught:
            actions.relay_instruction(relay.meeting, actor=a_post(), instruction=instruction)
        assert caught.value.field == "instruction"

    assert (Relay.objects.count(), _verbs()) == (1, [])


def test_void_meeting_takes_agenda_and_relays_along() -> None:
    campaign = a_campaign()
    meeting, other = a_meeting(a_unit(), campaign), a_meeting(a_unit("乙市"), campaign)
    for held in (meeting, other):
        an_agenda_point(held)
    a_relay(meeting, an_instruction(campaign))

    actions.void_meeting(meeting, actor=a_post(), reason="误登")

    left = [list(kind.objects.current().values_list("unit", flat=True)) for kind in (Meeting, AgendaPoint, Relay)]
    assert left == [[other.unit_id], [other.unit_id], []]
    assert _verbs() == [("mobilisation.void_meeting", "mobilisation.meeting")]


def test_void_instruction_takes_its_relays_along() -> None:
    relay = a_relay(a_meeting(a_unit(), campaign := a_campaign()), an_instruction(campaign))

    actions.void_instruction(relay.instruction, actor=a_post(), reason="日期有误")

    left = [kind.objects.current().count() for kind in (Meeting, Instruction, Relay)]
    assert left == [1, 0, 0]
    assert _verbs() == [("mobilisation.void_instruction", "mobilisation.instruction")]


@pytest.mark.parametrize("verb", ["void_meeting", "void_instruction"])
def test_void_refuses_strangers_wants_a_reason_and_happens_once(verb: str) -> None:
    campaign = a_campaign()
    record = a_meeting(a_unit(), campaign) if verb == "void_meeting" else an_instruction(campaign)
    void: Any = getattr(actions, verb)

    with pytest.raises(Refused) as caught:
        void(record, actor=a_post(a_unit("乙市"), role="CLERK"), reason="误登")
    with pytest.raises(BadValue):
        void(record, actor=a_post(), reason=" ")
    void(record, actor=a_post(), reason="误登")
    with pytest.raises(NotInThisState):
        void(record, actor=a_post(), reason="误登")

    assert caught.value.verb == f"mobilisation.{verb}"
    assert [entry for entry, _ in _verbs()] == [f"mobilisation.{verb}"]
