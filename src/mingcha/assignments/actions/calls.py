"""Telephone records (电话记录单): who rang whom, what was said, what is to be done about it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access, rules
from mingcha.assignments.choices import CallDirection, ChaseChannel
from mingcha.assignments.models import Call, Chase, Task
from mingcha.campaigns.queries import current_campaign
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit

LONGEST = {"who": 50, "says": 500, "proposal": 200}
REPLY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNote:
    """What was written down of a call (通话内容).

    Attributes:
        who: the office of the one at the other end, no name. says: what was said. proposal: what is to be done (拟办).
        called_at: None: just now.
    """

    direction: str
    who: str
    says: str
    proposal: str = ""
    called_at: datetime | None = None


@transaction.atomic
def record_call(unit: Unit, *, actor: Post, note: CallNote, task: Task | None = None) -> Call:
    """Write down a call with a unit (登记电话记录). Rung out about a task not yet answered, it counts as a reminder,
    and what was said as the unit's reply.

    Raises:
        Refused: not the actor's unit to ring, or not its task to chase.
        BadValue: no direction, nobody at the other end, nothing said, too long, a time to come, a task of another unit,
            or no campaign yet.
    """
    if not access.may_record_call(actor, unit.pk) or (task and not access.may_chase_task(actor, task)):
        raise Refused("assignments.record_call")
    if task and task.unit_id != unit.pk:
        raise BadValue(gettext("不是该单位的任务"), field="task")
    words, at = _sound(note), note.called_at or clock.now()
    if at > clock.now():
        raise BadValue(gettext("通话时间不能晚于现在"), field="called_at")
    call: Call = Call.objects.create(
        task=task,
        unit=unit,
        campaign_id=task.campaign_id if task else _campaign_of(actor),
        happened_on=at.astimezone(clock.CHINA).date(),
        direction=note.direction,
        called_at=at,
        made_by=actor,
        **words,
    )
    chase = _chase_of(call, task) if task else None
    after = {"direction": note.direction, "task": task and task.pk, "chase": chase and chase.pk}
    ledger.enter("assignments.record_call", actor=actor, on=call, after=after)
    return call


@transaction.atomic
def void_call(call: Call, *, actor: Post, reason: str) -> None:
    """Take a record back that was written down wrongly (作废电话记录), and with it the reminder it counted as.

    Raises:
        Refused: not the actor's side's; NotInThisState: voided already; BadValue: no reason.
    """
    if not access.may_void_call(actor, call):
        raise Refused("assignments.void_call")
    for chase in Chase.objects.current().filter(call=call):
        void_row(chase, reason=reason)
    void_row(call, reason=reason)
    ledger.enter("assignments.void_call", actor=actor, on=call, reason=reason)


def _sound(note: CallNote) -> dict[str, str]:
    """The words of a record, without blanks around them."""
    if note.direction not in CallDirection:
        raise BadValue(gettext("须写明来电还是去电"), field="direction")
    words = {name: getattr(note, name).strip() for name in LONGEST}
    for name, says in (("who", gettext("须写明对方职务或岗位")), ("says", gettext("须写明通话内容"))):
        if not words[name]:
            raise BadValue(says, field=name)
    for name, most in LONGEST.items():
        if len(words[name]) > most:
            raise BadValue(gettext("不能超过%(most)d字") % {"most": most}, field=name)
    return words


def _campaign_of(actor: Post) -> int:
    campaign = current_campaign(actor)
    if campaign is None:
        raise BadValue(gettext("还没有集中整顿，不能登记"), field="says")
    return campaign.pk


def _chase_of(call: Call, task: Task) -> Chase | None:
    """The reminder that a call was, if it was one."""
    is_missing = Task.objects.current().unanswered().filter(pk=task.pk).exists()
    if not rules.is_chase(call.direction, is_missing=is_missing):
        return None
    chase: Chase = Chase.objects.create(
        task=task,
        unit_id=task.unit_id,
        campaign_id=task.campaign_id,
        happened_on=call.happened_on,
        channel=ChaseChannel.PHONE,
        chased_at=call.called_at,
        to_whom=call.who,
        reply=call.says if len(call.says) <= REPLY else call.says[: REPLY - 1] + "…",
        made_by=call.made_by,
        call=call,
    )
    return chase
