"""Chasing: to exactly the chosen units, up the contact tree, once a day by itself."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest

from mingcha.assignments import actions
from mingcha.assignments.models import Chase, Task
from mingcha.assignments.queries import chasing
from mingcha.assignments.tests.chasing_world import NOON, Chased, a_chased_world, handed_on, ledgered
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerDetail
from mingcha.kernel.records import void_row
from mingcha.kernel.workdays import load_year
from mingcha.notices.models import Notice
from mingcha.orgs.models import Contact
from mingcha.orgs.tests.factories import a_contact, a_post, a_system_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Counted = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.set_to(NOON):
        yield


@pytest.fixture
def world() -> Chased:
    return a_chased_world()


def test_chase_tasks_sends_one_text_to_each_chosen_unit_and_keeps_who_was_chased(world: Chased) -> None:
    chosen = [world.task(0), world.task(2)]

    made = actions.chase_tasks(chosen, actor=world.office)

    notices = Notice.objects.order_by("pk")
    assert [notice.address for notice in notices] == ["13900000001", "13900000003"]
    assert {notice.text for notice in notices} == {
        "【明查】您单位有1项交办任务尚未报送，最早期限3月9日，请登录http://localhost:8000办理。"
    }
    rows = Chase.objects.order_by("pk").values_list("task", "unit", "channel", "to_whom", "notice", "made_by")
    assert list(rows) == [
        (task.pk, task.unit_id, "SMS", "联络员", notice.pk, world.office.pk)
        for task, notice in zip(chosen, notices, strict=True)
    ]
    assert [row.pk for row in made] == list(Chase.objects.order_by("pk").values_list("pk", flat=True))


def test_chase_tasks_enters_one_act_with_rows_and_digest(world: Chased) -> None:
    made = actions.chase_tasks([world.task(0), world.task(1)], actor=world.office)

    [entry] = ledgered("assignments.chase_tasks")
    told = LedgerDetail.objects.get(entry=entry).after
    assert (entry.rows, entry.object_kind, entry.object_id) == (2, "assignments.task", None)
    assert f'"tasks":[{made[0].task_id},{made[1].task_id}]' in told
    assert '"digest":"' in told


def test_chase_tasks_tells_a_unit_of_all_its_tasks_in_one_text(world: Chased) -> None:
    city = world.task(0).unit
    more = a_task(a_directive(world.campaign), city, due_on=world.task(0).due_on - timedelta(days=2))

    actions.chase_tasks([world.task(0), more], actor=world.office)

    notice = Notice.objects.get()
    assert "有2项交办任务尚未报送，最早期限3月7日" in notice.text
    assert list(Chase.objects.values_list("notice", flat=True)) == [notice.pk] * 2


def test_chase_tasks_goes_to_the_backup_where_the_liaison_has_no_mobile(world: Chased) -> None:
    city = world.task(0).unit
    Contact.objects.filter(unit=city).update(mobile="")
    a_contact(city, "BACKUP", mobile="13700000001")

    actions.chase_tasks([world.task(0)], actor=world.office)

    assert Notice.objects.get().address == "13700000001"
    assert Chase.objects.get().to_whom == "备用联络员"


def test_chase_tasks_by_message_needs_no_number(world: Chased) -> None:
    Contact.objects.all().delete()

    [row] = actions.chase_tasks([world.task(0)], actor=world.office, channel="MESSAGE")

    notice = Notice.objects.get()
    assert (row.channel, row.to_whom, row.notice) == ("MESSAGE", "", notice)
    assert (notice.channel, notice.state) == ("IN_APP", "DELIVERED")


def test_chase_tasks_names_units_that_nobody_can_be_reached_in_and_sends_nothing(world: Chased) -> None:
    Contact.objects.filter(unit=world.task(1).unit).update(mobile="")
    Contact.objects.filter(unit=world.task(2).unit).delete()

    with pytest.raises(BadValue, match="没有登记联络员手机，发不出短信：第2市、第3市"):
        actions.chase_tasks([world.task(n) for n in range(3)], actor=world.office)

    assert (Notice.objects.count(), Chase.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "given", [{"state": "SUBMITTED"}, {"state": "ACCEPTED", "accepted_on": NOON.date()}, {"paused_on": NOON.date()}]
)
def test_chase_tasks_names_units_that_have_answered_or_are_on_pause(world: Chased, given: dict[str, Any]) -> None:
    chosen = [world.task(0), world.task(1)]
    Task.objects.filter(pk=chosen[1].pk).update(**given)

    with pytest.raises(BadValue, match="已经报送或暂停办理，不必催办：第2市"):
        actions.chase_tasks(chosen, actor=world.office)

    assert Chase.objects.count() == 0


def test_chase_tasks_refuses_what_was_voided_nobody_and_another_channel(world: Chased) -> None:
    task = world.task(0)
    void_row(task, reason="录入有误")

    for chosen, channel in (([], "SMS"), ([task], "SMS"), ([world.task(1)], "LETTER")):
        with pytest.raises(BadValue):
            actions.chase_tasks(chosen, actor=world.office, channel=channel)


def test_chase_tasks_is_for_whoever_asked(world: Chased) -> None:
    city = world.task(0).unit
    [below] = handed_on(world, city, a_unit("甲县", level="COUNTY", parent=city))
    a_contact(below.unit, mobile="13800000001")
    clerk = a_post(city, role="CLERK")

    actions.chase_tasks([below], actor=clerk)

    assert Notice.objects.get().address == "13800000001"
    for actor, task in ((clerk, world.task(0)), (world.office, below), (a_post(city, role="HEAD"), below)):
        with pytest.raises(Refused):
            actions.chase_tasks([task], actor=actor)


def test_chase_tasks_costs_the_same_for_many(django_assert_max_num_queries: Counted) -> None:
    many = a_chased_world(60)

    with django_assert_max_num_queries(30):
        chosen = chasing.chosen_missing(many.directive, many.office, [task.pk for task in many.tasks])
        actions.chase_tasks(chosen, actor=many.office)

    assert Chase.objects.count() == 60


def test_answer_chase_keeps_what_the_unit_said_once(world: Chased) -> None:
    [chase] = actions.chase_tasks([world.task(0)], actor=world.office)

    actions.answer_chase(chase, actor=world.office, reply="下午报")

    assert Chase.objects.get().reply == "下午报"
    assert len(ledgered("assignments.answer_chase")) == 1
    with pytest.raises(NotInThisState):
        actions.answer_chase(chase, actor=world.office, reply="明天报")
    with pytest.raises(BadValue):
        actions.answer_chase(chase, actor=world.office, reply=" ")
    with pytest.raises(Refused):
        actions.answer_chase(chase, actor=a_post(world.task(0).unit, role="CLERK"), reply="x")


def test_escalate_task_goes_to_the_deputy_then_to_the_principal_then_no_further(world: Chased) -> None:
    task = world.task(0)
    a_contact(task.unit, "DEPUTY_IN_CHARGE", mobile="13600000001")
    a_contact(task.unit, "PRINCIPAL", mobile="13600000002")

    made = [actions.escalate_task(task, actor=world.office, reason="三次催办未报") for _ in range(2)]

    assert [(row.level, row.to_whom, row.reason, row.channel) for row in made] == [
        ("DEPUTY_IN_CHARGE", "分管领导", "三次催办未报", "ESCALATION"),
        ("PRINCIPAL", "主要负责同志", "三次催办未报", "ESCALATION"),
    ]
    assert list(Notice.objects.order_by("pk").values_list("address", "wording")) == [
        ("13600000001", "escalated"),
        ("13600000002", "escalated"),
    ]
    with pytest.raises(NotInThisState):
        actions.escalate_task(task, actor=world.office, reason="再催")
    assert [entry.reason for entry in ledgered("assignments.escalate_task")] == ["三次催办未报"] * 2


def test_escalate_task_names_the_level_nobody_is_registered_for(world: Chased) -> None:
    task = world.task(0)

    for _ in range(2):
        with pytest.raises(BadValue, match="第1市没有登记分管领导的手机"):
            actions.escalate_task(task, actor=world.office, reason="未报")
        Contact.objects.filter(kind="LIAISON", unit=task.unit).update(kind="DEPUTY_IN_CHARGE", mobile="")

    assert Chase.objects.count() == 0


def test_escalate_task_waits_until_the_day_has_passed(world: Chased) -> None:
    task = world.task(0)
    a_contact(task.unit, "DEPUTY_IN_CHARGE", mobile="13600000001")
    task.due_on = clock.today()

    with pytest.raises(BadValue, match="期限未过"):
        actions.escalate_task(task, actor=world.office, reason="未报")

    assert not Notice.objects.exists()


def test_escalate_task_refuses_strangers_no_reason_and_what_is_answered_or_paused(world: Chased) -> None:
    task = world.task(0)
    a_contact(task.unit, "DEPUTY_IN_CHARGE", mobile="13600000001")

    with pytest.raises(Refused):
        actions.escalate_task(task, actor=a_post(task.unit, role="CLERK"), reason="未报")
    with pytest.raises(BadValue):
        actions.escalate_task(task, actor=world.office, reason="")
    for given in ({"state": "SUBMITTED"}, {"state": "ISSUED", "paused_on": NOON.date()}):
        Task.objects.filter(pk=task.pk).update(**given)
        with pytest.raises(NotInThisState):
            actions.escalate_task(task, actor=world.office, reason="未报")


def test_escalate_task_of_two_at_once_lets_one_win(world: Chased, monkeypatch: pytest.MonkeyPatch) -> None:
    task = world.task(0)
    a_contact(task.unit, "DEPUTY_IN_CHARGE", mobile="13600000001")
    actions.escalate_task(task, actor=world.office, reason="未报")
    Notice.objects.update(made_at=clock.now() - timedelta(hours=1))
    # the other one read the levels before this one wrote
    monkeypatch.setattr("mingcha.assignments.actions.chase.levels_reached", lambda _: [])

    with pytest.raises(NotInThisState):
        actions.escalate_task(task, actor=world.office, reason="未报")

    assert (Chase.objects.count(), Notice.objects.count()) == (1, 1)


def test_send_digests_folds_what_a_unit_owes_into_one_text_a_day(world: Chased) -> None:
    system, city = a_system_post(), world.task(0).unit
    a_task(a_directive(world.campaign), city, due_on=NOON.date() + timedelta(days=1))
    a_task(a_directive(world.campaign), city, due_on=NOON.date() + timedelta(days=2))
    Task.objects.filter(pk=world.tasks[1].pk).update(state="SUBMITTED")
    Contact.objects.filter(unit=world.task(2).unit).delete()

    assert [actions.send_digests(actor=system) for _ in range(2)] == [2, 0]

    assert list(Notice.objects.order_by("pk").values_list("unit__name", "channel", "once_key")) == [
        ("第1市", "SMS", f"digest:{city.pk}:2018-03-12"),
        ("第3市", "IN_APP", f"digest:{world.task(2).unit_id}:2018-03-12"),
    ]
    assert "有2项交办任务待报送，最早期限3月9日" in Notice.objects.order_by("pk")[0].text
    assert list(Chase.objects.order_by("pk").values_list("unit__name", "channel", "to_whom")) == [
        ("第1市", "DIGEST", "联络员"),
        ("第1市", "DIGEST", "联络员"),
        ("第3市", "DIGEST", ""),
    ]
    assert [entry.rows for entry in ledgered("assignments.send_digests")] == [3]


def test_send_digests_waits_for_the_end_of_the_quiet_hours(world: Chased) -> None:
    with clock.set_to(NOON.replace(hour=7)):
        actions.send_digests(actor=a_system_post())

    assert {notice.not_before.astimezone(clock.CHINA).hour for notice in Notice.objects.all()} == {8}


def test_send_digests_rests_on_sundays_and_leaves_old_papers_alone(world: Chased) -> None:
    system = a_system_post()
    with clock.set_to(NOON - timedelta(days=1)):
        assert actions.send_digests(actor=system) == 0
    Task.objects.update(is_reconstructed=True, source_note="旧档")
    assert actions.send_digests(actor=system) == 0
    assert Notice.objects.count() == 0


def test_send_digests_goes_out_on_a_sunday_that_is_worked(world: Chased) -> None:
    sunday = datetime(2018, 4, 8, 12, tzinfo=clock.CHINA)  # a Sunday, worked for the days around 清明
    with clock.set_to(sunday):
        load_year(2018, source="国办发明电〔2017〕12号")
        assert actions.send_digests(actor=a_system_post()) == 3


def test_send_digests_is_the_systems_alone(world: Chased) -> None:
    with pytest.raises(Refused):
        actions.send_digests(actor=world.office)


def test_daily_reminders_are_no_chase_by_hand(world: Chased) -> None:
    actions.send_digests(actor=a_system_post())
    actions.chase_tasks([world.task(0)], actor=world.office)

    rows = chasing.missing_rows(world.directive, world.office)

    assert [row.times_chased for row in rows] == [1, 0, 0]
