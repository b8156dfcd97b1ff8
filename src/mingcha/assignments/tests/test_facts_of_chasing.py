"""Measures over reminders and calls, counted by hand."""

from collections.abc import Iterator
from typing import Any

import pytest

from mingcha.assignments import actions
from mingcha.assignments.actions import CallNote
from mingcha.assignments.tests.chasing_world import NOON, Chased, a_chased_world, handed_on
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Request, evaluate
from mingcha.kernel import clock
from mingcha.orgs.tests.factories import a_contact, a_post, a_system_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def world() -> Iterator[Chased]:
    """Two texts, a daily reminder, a call in and one out, one taken back, an escalation, a county's own reminder."""
    with clock.set_to(NOON):
        world = a_chased_world()
        city = world.task(0).unit
        actions.chase_tasks([world.task(0), world.task(1)], actor=world.office)
        actions.send_digests(actor=a_system_post())
        for direction, task in (("OUT", world.task(0)), ("IN", None)):
            note = CallNote(direction=direction, who="联络员", says="明天报")
            actions.record_call(city, actor=world.office, note=note, task=task)
        wrong = CallNote(direction="OUT", who="联络员", says="打错")
        call = actions.record_call(world.task(2).unit, actor=world.office, note=wrong, task=world.task(2))
        actions.void_call(call, actor=world.office, reason="记错")
        a_contact(city, "DEPUTY_IN_CHARGE", mobile="13600000001")
        actions.escalate_task(world.task(0), actor=world.office, reason="未报")
        below = a_unit("甲县", level="COUNTY", parent=city)
        actions.chase_tasks(
            handed_on(world, city, below), actor=a_post(city, role="CLERK"), channel="MESSAGE"
        )  # fmt: skip
        yield world


@pytest.mark.parametrize(
    ("key", "where", "value"),
    [
        ("assignments.chases", {}, 4),
        ("assignments.chases", {"channel": ("SMS",)}, 2),
        ("assignments.chases", {"channel": ("PHONE",)}, 1),
        ("assignments.escalations", {}, 1),
        ("assignments.calls", {}, 2),
        ("assignments.calls", {"direction": ("IN",)}, 1),
    ],
)
def test_measure_counts_what_its_definition_says(key: str, where: dict[str, Any], value: int, world: Chased) -> None:
    [figure] = evaluate([Request(key, Slice(campaign_id=world.campaign.pk, where=where))]).figures

    assert figure.value == value
