"""The database itself refuses what cannot be."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.mobilisation.models import AgendaPoint, Instruction, Meeting, Relay, TrainingCourse, TrainingSession
from mingcha.mobilisation.tests.factories import a_course, a_meeting, a_relay, a_session, an_instruction
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _shared() -> dict[str, Any]:
    return {"campaign": a_campaign(), "unit": a_unit(), "happened_on": date(2018, 3, 1)}


@pytest.mark.parametrize("given", [{"kind": "BIG"}, {"purpose": "FUN"}])
def test_meeting_of_unknown_kind_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(IntegrityError):
        Meeting.objects.create(**_shared(), **{"kind": "GENERAL", "purpose": "DEPLOY", **given})


def test_meeting_is_registered_once_until_voided() -> None:
    meeting = a_meeting(a_unit(), a_campaign())
    Meeting.objects.filter(pk=meeting.pk).update(voided_at="2018-03-01T00:00Z", void_reason="重复")
    a_meeting(meeting.unit, meeting.campaign)

    with pytest.raises(IntegrityError):
        a_meeting(meeting.unit, meeting.campaign)


@pytest.mark.parametrize("given", [{"quantity": 3}, {"word": "个"}, {"kind": "SONG"}, {"quantity": -1, "word": "个"}])
def test_agenda_point_without_its_word_or_kind_is_refused(given: dict[str, Any]) -> None:
    shared = _shared()
    meeting = a_meeting(shared["unit"], shared["campaign"])

    with pytest.raises(IntegrityError):
        AgendaPoint.objects.create(**shared, meeting=meeting, **{"kind": "CASES", **given})


@pytest.mark.parametrize("title", ["", "全省大会精神"])
def test_instruction_without_a_title_or_twice_is_refused(title: str) -> None:
    given = _shared()
    an_instruction(given["campaign"], "全省大会精神")

    with pytest.raises(IntegrityError):
        Instruction.objects.create(**given, title=title)


def test_relay_of_one_instruction_at_one_meeting_twice_is_refused() -> None:
    relay = a_relay(a_meeting(a_unit(), campaign := a_campaign()), an_instruction(campaign))

    with pytest.raises(IntegrityError):
        a_relay(relay.meeting, relay.instruction)
    assert Relay._meta.verbose_name == "传达学习"


@pytest.mark.parametrize(
    "given",
    [
        {"name": ""},
        {"target_persons": 3, "covered_persons": 4},
        {"coverage": "FULL"},
        {"covered_on": date(2018, 3, 2)},
        {"coverage": "FULL", "covered_on": date(2018, 2, 28)},
        {"coverage": "SOME", "covered_on": date(2018, 3, 2)},
    ],
)
def test_course_that_cannot_be_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        TrainingCourse.objects.create(**_shared(), **{"name": "培训班", **given})


def test_course_and_session_are_registered_once() -> None:
    session = a_session(a_course(a_unit(), a_campaign()))

    with pytest.raises(IntegrityError):
        TrainingSession.objects.create(
            campaign=session.campaign,
            unit=session.unit,
            happened_on=session.happened_on,
            course=session.course,
            number=session.number,
        )


def test_records_are_written_as_their_titles() -> None:
    city, campaign = a_unit(), a_campaign()

    written = [
        str(a_meeting(city, campaign)),
        str(a_meeting(city, campaign, title="动员大会")),
        str(an_instruction(campaign)),
        str(a_course(city, campaign)),
    ]

    assert written == ["大会（动员部署）", "动员大会", "全省大会精神", "服务本领提升班"]
