"""Chasing: whoever asked reminds, step by step up the contact tree; the system reminds once a day (催办、提级督办)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from mingcha.assignments import access, rules
from mingcha.assignments.actions._moving import reason_of
from mingcha.assignments.choices import ChaseChannel
from mingcha.assignments.models import Chase, Task
from mingcha.assignments.queries.chasing import levels_reached, tasks_to_remind
from mingcha.assignments.queries.reminding import by_unit_of, contacts_with_mobile, text_values
from mingcha.kernel import clock, ledger, workdays
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.notices.actions import NoticeRow, send_notices
from mingcha.notices.choices import Channel
from mingcha.notices.models import Notice
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Contact, Post, Unit
from mingcha.orgs.queries import contacts_of

SENT_THROUGH = {ChaseChannel.SMS: Channel.SMS, ChaseChannel.MESSAGE: Channel.IN_APP}
KIND = ("assignments.task", None)


@transaction.atomic
def chase_tasks(tasks: Sequence[Task], *, actor: Post, channel: str = ChaseChannel.SMS) -> list[Chase]:
    """Remind exactly these units (短信催办、站内催办): one notice for each unit, whatever the number of its tasks; all
    or none. Statements do not grow with the tasks.

    Args:
        channel: SMS goes to the liaison, or to the backup where the liaison has no mobile number; MESSAGE to the site.

    Raises:
        Refused: one of them is not the actor's to chase.
        BadValue: none given, another channel; units that have answered or are on pause, or that nobody with a mobile
            number is registered for, by name; the same a moment ago, too many in a day.
    """
    if not access.may_chase_tasks(actor, tasks):
        raise Refused("assignments.chase_tasks")
    if channel not in SENT_THROUGH:
        raise BadValue(gettext("不能这样催办：%(channel)s") % {"channel": channel}, field="channel")
    by_unit = by_unit_of(_still_missing(tasks))
    contacts = _reachable(by_unit) if channel == ChaseChannel.SMS else {}
    rows = [
        NoticeRow(unit, contacts[unit].mobile if contacts else "", SENT_THROUGH[ChaseChannel(channel)], "tasks-due",
                  text_values(owed))
        for unit, owed in by_unit.items()
    ]  # fmt: skip
    notices = {notice.unit_id: notice for notice in send_notices(rows, actor=actor)}
    named = {unit.pk: _office_of(contact) for unit, contact in contacts.items()}
    made = _kept(tasks, notices, actor=actor, channel=channel, named=named)
    told = {"channel": channel, "tasks": [task.pk for task in tasks]}
    ledger.enter(
        "assignments.chase_tasks", actor=actor, on=KIND, after=told, rows=len(made), digest=_digest(made)
    )  # fmt: skip
    return made


@transaction.atomic
def answer_chase(chase: Chase, *, actor: Post, reply: str) -> None:
    """Write down what a unit said to a reminder (登记答复), once.

    Raises:
        Refused; NotInThisState: answered already, or voided; BadValue: nothing said, or more than 200 characters.
    """
    if not access.may_chase_task(actor, chase.task):
        raise Refused("assignments.answer_chase")
    words = reason_of(reply, field="reply")
    if not Chase.objects.current().filter(pk=chase.pk, reply="").update(reply=words):
        raise NotInThisState(chase)
    chase.reply = words
    ledger.enter("assignments.answer_chase", actor=actor, on=chase, after={"reply": words})


@transaction.atomic
def escalate_task(task: Task, *, actor: Post, reason: str) -> Chase:
    """Turn to the next one up the contact tree (提级督办): 分管领导, then 主要负责同志, by text message.

    Raises:
        Refused; NotInThisState: answered, on pause, or escalated to the top already, or by somebody else meanwhile.
        BadValue: no reason, not overdue, or nobody with a mobile number is registered on that level; names unit and
        level.
    """
    if not access.may_chase_task(actor, task):
        raise Refused("assignments.escalate_task")
    words = reason_of(reason)
    level = rules.next_level(levels_reached(task))
    if level is None or not Task.objects.current().unanswered().filter(pk=task.pk).exists():
        raise NotInThisState(task)
    if task.due_on >= clock.today():
        raise BadValue(gettext("期限未过，还不能提级督办；可以先催办"), field="reason")
    contact = contacts_of([task.unit_id])[task.unit_id].by_kind.get(level)
    if contact is None or not contact.mobile:
        told = {"unit": task.unit, "kind": gettext(level.label)}
        raise BadValue(gettext("%(unit)s没有登记%(kind)s的手机，请先在单位联络方式中登记") % told, field="reason")
    row = NoticeRow(task.unit, contact.mobile, Channel.SMS, "escalated", text_values([task]))
    [notice] = send_notices([row], actor=actor)
    chase = _chase(task, actor, ChaseChannel.ESCALATION, _office_of(contact), notice)
    chase.level, chase.reason = level, words
    try:
        with transaction.atomic():
            chase.save(force_insert=True)
    except IntegrityError as error:
        raise NotInThisState(task) from error
    after = {"chase": chase.pk, "level": level}
    ledger.enter("assignments.escalate_task", actor=actor, on=task, after=after, reason=words)
    return chase


@transaction.atomic
def send_digests(*, actor: Post) -> int:
    """Remind each unit of all it owes that is due tomorrow, today or overdue (每日提醒): one notice a unit and day, on
    working days; gives how many went out. Run twice, the second sends nothing.

    By text message where a mobile number is registered, else as a message on the site.

    Raises:
        Refused: not the system.
    """
    if not access.may_send_digests(actor):
        raise Refused("assignments.send_digests")
    today = clock.today()
    if not _is_working(today):
        return 0
    by_unit = by_unit_of(tasks_to_remind(today))
    contacts = contacts_with_mobile(by_unit)
    rows = [
        NoticeRow(unit, contacts[unit].mobile if unit in contacts else "",
                  Channel.SMS if unit in contacts else Channel.IN_APP, "daily-digest", text_values(owed),
                  once=f"digest:{unit.pk}:{today}")
        for unit, owed in by_unit.items()
    ]  # fmt: skip
    notices = {notice.unit_id: notice for notice in send_notices(rows, actor=actor)} if rows else {}
    if not notices:
        return 0
    reminded = [task for unit, owed in by_unit.items() if unit.pk in notices for task in owed]
    named = {unit.pk: _office_of(contact) for unit, contact in contacts.items()}
    made = _kept(reminded, notices, actor=actor, channel=ChaseChannel.DIGEST, named=named)
    told = {"units": sorted(notices)}
    ledger.enter(
        "assignments.send_digests", actor=actor, on=KIND, after=told, rows=len(made), digest=_digest(made)
    )  # fmt: skip
    return len(notices)


def _is_working(day: date) -> bool:
    """Whether the office works on a day; Monday to Friday where the calendar does not reach so far."""
    try:
        return workdays.is_working_day(day)
    except workdays.NoCalendar:
        return day.weekday() < 5


def _still_missing(tasks: Sequence[Task]) -> Sequence[Task]:
    """The tasks, none of which has been answered or set aside meanwhile. One statement."""
    if not tasks:
        raise BadValue(gettext("没有选中单位"), field="tasks")
    ids = [task.pk for task in tasks]
    missing = set(Task.objects.current().unanswered().filter(pk__in=ids).values_list("pk", flat=True))
    if gone := [task.unit.short_name for task in tasks if task.pk not in missing]:
        says = gettext("已经报送或暂停办理，不必催办：%(units)s")
        raise BadValue(says % {"units": "、".join(dict.fromkeys(gone))}, field="tasks")
    return tasks


def _reachable(units: Iterable[Unit]) -> dict[Unit, Contact]:
    """As `contacts_with_mobile`, every unit among them."""
    found = contacts_with_mobile(units)
    if without := [unit.short_name for unit in units if unit not in found]:
        says = gettext("没有登记联络员手机，发不出短信：%(units)s")
        raise BadValue(says % {"units": "、".join(without)}, field="tasks")
    return found


def _office_of(contact: Contact) -> str:
    """Who was turned to, without a name."""
    return str(ContactKind(contact.kind).label)


def _kept(
    tasks: Sequence[Task], notices: Mapping[int, Notice], *, actor: Post, channel: str, named: Mapping[int, str]
) -> list[Chase]:
    """A row for each task reminded of, in batches."""
    rows = [_chase(task, actor, channel, named.get(task.unit_id, ""), notices[task.unit_id]) for task in tasks]
    return list(Chase.objects.bulk_create(rows, batch_size=500))


def _chase(task: Task, actor: Post, channel: str, to_whom: str, notice: Notice) -> Chase:
    return Chase(
        task=task,
        unit_id=task.unit_id,
        campaign_id=task.campaign_id,
        happened_on=clock.today(),
        channel=channel,
        to_whom=to_whom,
        made_by=actor,
        notice=notice,
    )


def _digest(made: Sequence[Chase]) -> str:
    """What the ledger keeps of many reminders: which task by which notice."""
    return hashlib.sha256("\n".join(f"{row.task_id}:{row.notice_id}" for row in made).encode()).hexdigest()
