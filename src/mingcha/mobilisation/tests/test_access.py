"""Who may see and enter mobilisation: owner, member above, stranger, auditor, office."""

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.mobilisation import access
from mingcha.mobilisation.models import AgendaPoint, Instruction, Meeting, Relay, TrainingCourse, TrainingSession
from mingcha.mobilisation.tests.factories import (
    a_course,
    a_meeting,
    a_relay,
    a_session,
    an_agenda_point,
    an_instruction,
)
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

WHO = ["office", "own", "above", "stranger", "auditor"]


def _units() -> tuple[Unit, Unit, Unit]:
    city = a_unit("甲市")
    return city, a_unit("甲县", level="COUNTY", parent=city), a_unit("乙市")


def _actor(who: str, above: Unit, own: Unit, other: Unit) -> Post:
    posts = {
        "office": (None, "OFFICE"),
        "own": (own, "CLERK"),
        "above": (above, "CLERK"),
        "stranger": (other, "CLERK"),
        "auditor": (own, "AUDITOR"),
    }
    unit, role = posts[who]
    return a_post(unit, role=role)


@pytest.mark.parametrize(("who", "sees"), list(zip(WHO, [True, True, True, False, False], strict=True)))
def test_records_about_a_unit_are_visible_by_the_common_rule(who: str, *, sees: bool) -> None:
    above, own, other = _units()
    meeting = a_meeting(own, a_campaign())
    an_agenda_point(meeting)
    a_relay(meeting, an_instruction(meeting.campaign))
    a_session(a_course(own, meeting.campaign))

    actor = _actor(who, above, own, other)

    kinds = (Meeting, AgendaPoint, Relay, TrainingCourse, TrainingSession)
    assert [kind.objects.visible_to(actor).exists() for kind in kinds] == [sees] * len(kinds)


@pytest.mark.parametrize(("who", "sees"), list(zip(WHO, [True, True, True, True, False], strict=True)))
def test_instructions_are_visible_to_all_but_the_auditor(who: str, *, sees: bool) -> None:
    an_instruction(a_campaign())

    assert Instruction.objects.visible_to(_actor(who, *_units())).exists() == sees


@pytest.mark.parametrize(("who", "may"), list(zip(WHO, [True, True, False, False, False], strict=True)))
def test_may_enter_and_change_for_a_unit_is_the_offices_and_its_own_clerks(who: str, *, may: bool) -> None:
    above, own, other = _units()
    meeting = a_meeting(own, a_campaign())
    course = a_course(own, meeting.campaign)

    actor = _actor(who, above, own, other)

    allowed = [
        access.may_hold_meeting(actor, own),
        access.may_change_meeting(actor, meeting),
        access.may_open_course(actor, own),
        access.may_change_course(actor, course),
    ]
    assert allowed == [may] * 4


@pytest.mark.parametrize(("who", "may"), list(zip(WHO, [True, False, False, False, False], strict=True)))
def test_may_issue_instruction_is_the_offices(who: str, *, may: bool) -> None:
    assert access.may_issue_instruction(_actor(who, *_units())) == may
