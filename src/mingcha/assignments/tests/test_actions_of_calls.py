"""Telephone records, and light schemes."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from mingcha.assignments import actions
from mingcha.assignments.actions import CallNote, LightRow
from mingcha.assignments.models import Call, Chase, LightScheme, Task
from mingcha.assignments.queries.lights import lights_on
from mingcha.assignments.tests.chasing_world import NOON, Chased, a_chased_world, handed_on, ledgered
from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
COLOURS = (LightRow("YELLOW", 2, "临期"), LightRow("RED", -1, "逾期"))


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.set_to(NOON):
        yield


@pytest.fixture
def world() -> Chased:
    return a_chased_world()


def note(**given: Any) -> CallNote:
    return CallNote(**{"direction": "OUT", "who": "办公室主任", "says": "明天报", **given})


def test_record_call_keeps_who_said_what_and_what_is_proposed(world: Chased) -> None:
    unit = a_unit("甲县")

    call = actions.record_call(
        unit, actor=world.office, note=note(direction="IN", says=" 问口径 ", proposal="请综合组答复")
    )

    kept = Call.objects.get()
    assert (kept.pk, kept.unit, kept.direction, kept.says, kept.proposal) == (
        call.pk,
        unit,
        "IN",
        "问口径",
        "请综合组答复",
    )
    assert (kept.happened_on, kept.called_at, kept.campaign) == (NOON.date(), NOON, world.campaign)
    assert Chase.objects.count() == 0
    assert len(ledgered("assignments.record_call")) == 1


def test_record_call_out_about_a_missing_task_is_a_reminder_with_its_reply(world: Chased) -> None:
    at = NOON - timedelta(days=1)

    call = actions.record_call(world.task().unit, actor=world.office, note=note(called_at=at), task=world.task())

    chase = Chase.objects.get()
    assert (chase.call, chase.task, chase.channel, chase.reply) == (call, world.task(), "PHONE", "明天报")
    assert (chase.chased_at, chase.happened_on, chase.to_whom) == (at, date(2018, 3, 11), "办公室主任")


@pytest.mark.parametrize(
    ("direction", "given"), [("IN", {}), ("OUT", {"state": "SUBMITTED"}), ("OUT", {"paused_on": NOON.date()})]
)
def test_record_call_is_no_reminder_where_the_unit_rang_or_nothing_is_missing(
    world: Chased, direction: str, given: dict[str, Any]
) -> None:
    Task.objects.filter(pk=world.task().pk).update(**given or {"state": "ISSUED"})

    actions.record_call(world.task().unit, actor=world.office, note=note(direction=direction), task=world.task())

    assert (Call.objects.get().task, Chase.objects.count()) == (world.task(), 0)


def test_record_call_cuts_a_long_talk_for_the_reply_alone(world: Chased) -> None:
    actions.record_call(world.task().unit, actor=world.office, note=note(says="字" * 500), task=world.task())

    assert Chase.objects.get().reply == "字" * 199 + "…"
    assert Call.objects.get().says == "字" * 500


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"direction": "UP"}, "direction"),
        ({"who": " "}, "who"),
        ({"says": ""}, "says"),
        ({"says": "字" * 501}, "says"),
        ({"proposal": "字" * 201}, "proposal"),
        ({"called_at": NOON + timedelta(minutes=1)}, "called_at"),
    ],
)
def test_record_call_refuses_what_says_nothing_too_much_or_lies_ahead(
    world: Chased, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadValue) as told:
        actions.record_call(world.task().unit, actor=world.office, note=note(**given))

    assert (told.value.field, Call.objects.count()) == (field, 0)


def test_record_call_is_for_the_office_and_for_clerks_with_units_below(world: Chased) -> None:
    city = world.task().unit
    below = a_unit("甲县", level="COUNTY", parent=city)
    [task] = handed_on(world, city, below)
    clerk = a_post(city, role="CLERK")

    actions.record_call(below, actor=clerk, note=note(), task=task)

    assert Chase.objects.get().made_by == clerk
    strangers = ((world.task(1).unit, clerk, None), (city, a_post(city, role="HEAD"), None))
    for unit, actor, about in (*strangers, (city, clerk, world.task()), (below, world.office, task)):
        with pytest.raises(Refused):
            actions.record_call(unit, actor=actor, note=note(), task=about)


def test_record_call_refuses_another_units_task_and_a_site_without_campaign(world: Chased) -> None:
    with pytest.raises(BadValue, match="不是该单位的任务"):
        actions.record_call(world.task(1).unit, actor=world.office, note=note(), task=world.task())

    office = a_post()
    unit = a_unit("甲县")
    Chase.objects.all().delete()
    Task.objects.all().delete()
    world.directive.delete()
    Campaign.objects.all().delete()
    with pytest.raises(BadValue, match="还没有集中整顿"):
        actions.record_call(unit, actor=office, note=note())


def test_void_call_takes_the_reminder_with_it(world: Chased) -> None:
    call = actions.record_call(world.task().unit, actor=world.office, note=note(), task=world.task())

    actions.void_call(call, actor=world.office, reason="记错单位")

    assert (Call.objects.current().count(), Chase.objects.current().count()) == (0, 0)
    assert [entry.reason for entry in ledgered("assignments.void_call")] == ["记错单位"]
    with pytest.raises(NotInThisState):
        actions.void_call(call, actor=world.office, reason="再作废")


def test_void_call_is_for_whoever_wrote_it(world: Chased) -> None:
    call = actions.record_call(world.task().unit, actor=world.office, note=note())

    for actor in (a_post(world.task().unit, role="CLERK"), a_post(), a_post(world.office.unit, role="LEADER")):
        with pytest.raises(Refused):
            actions.void_call(call, actor=actor, reason="记错")


def test_add_light_scheme_puts_the_next_version_in_the_place_of_the_one_before(world: Chased) -> None:
    first = actions.add_light_scheme("三色灯", actor=world.office, basis="整办发1号", lights=COLOURS)
    since = NOON.date() + timedelta(days=7)

    second = actions.add_light_scheme(
        "三色灯", actor=world.office, basis="整办发2号", lights=[LightRow("RED", 0, "到期")], valid_from=since
    )

    first.refresh_from_db()
    assert (first.version, first.valid_until, second.version, second.valid_until) == (1, date(2018, 3, 18), 2, None)
    assert lights_on(date(2018, 3, 18)) == list(COLOURS)
    assert lights_on(since) == [LightRow("RED", 0, "到期")]
    assert lights_on(date(2018, 3, 1)) == []
    assert len(ledgered("assignments.add_light_scheme")) == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"basis": ""}, "basis"),
        ({"basis": "字" * 201}, "basis"),
        ({"lights": ()}, "lights"),
        ({"lights": [LightRow("PINK", 1, "x")]}, "lights"),
        ({"lights": [LightRow("RED", 400, "x")]}, "lights"),
        ({"lights": [LightRow("RED", 1, " ")]}, "lights"),
        ({"valid_from": NOON.date()}, "valid_from"),
    ],
)
def test_add_light_scheme_refuses_what_contradicts_itself(world: Chased, given: dict[str, Any], field: str) -> None:
    plain: dict[str, Any] = {"name": "三色灯", "basis": "整办发1号", "lights": COLOURS}
    actions.add_light_scheme(actor=world.office, **plain)

    with pytest.raises(BadValue) as told:
        actions.add_light_scheme(actor=world.office, **{**plain, **given})

    assert (told.value.field, LightScheme.objects.count()) == (field, 1)


def test_add_light_scheme_is_the_offices(world: Chased) -> None:
    with pytest.raises(Refused):
        actions.add_light_scheme(
            "三色灯", actor=a_post(world.task().unit, role="CLERK"), basis="整办发1号", lights=COLOURS
        )
