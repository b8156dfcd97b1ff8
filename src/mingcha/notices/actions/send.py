"""Sending: approved words to known receivers, at allowed hours, not twice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, jobs, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.notices import access, queries, rules
from mingcha.notices.choices import Channel, NoticeState
from mingcha.notices.models import Notice, Wording
from mingcha.orgs import queries as orgs
from mingcha.orgs.models import Post, Unit

DELIVER = "notices.deliver_notices"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One message to be sent.

    Attributes:
        address: mobile number or mail address; not used for messages on the site and for a channel's group robot.
        wording: code of an approved wording.
        values: what its places are filled with: `count`, `due` (a date), `site`, `link`, `code`.
        once: a key under which nothing is ever sent again; a row whose key is taken is left out.
    """

    unit: Unit
    address: str
    channel: str
    wording: str
    values: Mapping[str, Any] = field(default_factory=dict)
    once: str = ""


@transaction.atomic
def send_notices(rows: Sequence[NoticeRow], *, actor: Post) -> list[Notice]:
    """Have messages sent (发送通知); the worker sends them. Gives the notices in the order of the rows.

    The caller sees to it that units have something due. Statements do not grow with the rows.

    Raises:
        Refused: not the actor's to send, or not to these units.
        BadValue: wording not in force or not fitting, no address, the same a moment ago, too many in a day.
    """
    if not access.may_send_notices(actor) or not _reaches(actor, rows):
        raise Refused("notices.send_notices")
    wordings = queries.wordings_on(clock.today())
    made = [_notice(row, wordings, actor) for row in _not_yet(rows)]
    urgent = {code for code, wording in wordings.items() if wording.is_urgent}
    _limit([n for n in made if n.channel == Channel.SMS and n.wording not in urgent and not n.once_key])
    _plan(made, urgent)
    Notice.objects.bulk_create(made, batch_size=500)
    queued = [notice.not_before for notice in made if notice.state == NoticeState.QUEUED]
    if queued:
        jobs.enqueue_once(DELIVER, after=min(queued))
    told = {"wordings": Counter(n.wording for n in made), "channels": Counter(n.channel for n in made)}
    units = [notice.unit_id for notice in made]
    kind = ("notices.notice", None)
    ledger.enter("notices.send_notices", actor=actor, on=kind, after={**told, "units": units}, rows=len(made))
    return made


@transaction.atomic
def retry_notices(notices: Sequence[Notice], *, actor: Post) -> None:
    """Have notices that were given up on sent once more (重新发送), with all their tries before them.

    Raises:
        Refused; NotInThisState: one of them did not fail.
    """
    if not all(access.may_retry_notice(actor, notice) for notice in notices):
        raise Refused("notices.retry_notices")
    ids = [notice.pk for notice in notices]
    failed = Notice.objects.filter(pk__in=ids, state=NoticeState.FAILED)
    again = {"state": NoticeState.QUEUED, "attempts": 0, "error": "", "not_before": clock.now(), "gateway_ref": ""}
    if failed.update(**again) != len(ids):
        raise NotInThisState(gettext("通知"))
    jobs.enqueue_once(DELIVER)
    ledger.enter("notices.retry_notices", actor=actor, on=("notices.notice", None), after=ids, rows=len(ids))


def _reaches(actor: Post, rows: Sequence[NoticeRow]) -> bool:
    """A unit's clerk writes to the own unit and those below it."""
    if not actor.is_clerk:
        return True
    asked = {row.unit.pk for row in rows}
    return orgs.units_in_scope(actor).filter(pk__in=asked).count() == len(asked)


def _not_yet(rows: Sequence[NoticeRow]) -> list[NoticeRow]:
    """Without the rows that were sent already under their key."""
    keys = [row.once for row in rows if row.once]
    sent = set(Notice.objects.filter(once_key__in=keys).values_list("once_key", flat=True)) if keys else set()
    return [row for row in rows if not row.once or row.once not in sent]


def _notice(row: NoticeRow, wordings: Mapping[str, Wording], actor: Post) -> Notice:
    wording = wordings.get(row.wording)
    if wording is None:
        raise BadValue(gettext("没有在用的用语：%(code)s") % {"code": row.wording}, field="wording")
    full = rules.written(wording.text, row.values)
    text = full if row.channel == Channel.IN_APP else rules.shown(wording.text, row.values)
    return Notice(
        unit=row.unit,
        channel=Channel(row.channel),
        address=_address(row),
        wording=wording.code,
        text=text,
        outgoing=full if full != text else "",
        sent_by=actor,
        once_key=row.once or None,
    )


def _address(row: NoticeRow) -> str:
    clean = {Channel.SMS: rules.mobile, Channel.EMAIL: rules.mail_address}.get(Channel(row.channel))
    found = clean(row.address) if clean else ""
    if clean and not found:
        says = gettext("%(unit)s没有可用的手机号或邮箱：%(address)s")
        raise BadValue(says % {"unit": row.unit, "address": row.address}, field="address")
    return found


def _limit(texts: Sequence[Notice]) -> None:
    """Refuse what goes to one number a second time within minutes, or too often in a day."""
    numbers = [notice.address for notice in texts]
    hours, today = queries.hours_on(clock.today()), clock.today()
    just_sent = queries.sent_since(numbers, clock.now() - rules.SAME_AGAIN) if numbers else set()
    counts = Counter(numbers) + Counter(queries.sent_on(numbers, today) if numbers else {})
    for notice in texts:
        if (notice.address, notice.wording) in just_sent:
            raise BadValue(gettext("%(unit)s刚刚发过同样的通知，请十分钟后再发") % {"unit": notice.unit})
        if hours and counts[notice.address] > hours.most_a_day:
            says = gettext("%(unit)s的手机号今天最多发%(most)s条，不再发送")
            raise BadValue(says % {"unit": notice.unit, "most": hours.most_a_day})


def _plan(made: Sequence[Notice], urgent: set[str]) -> None:
    """When each may go out: messages on the site at once, urgent texts too, others outside the quiet hours."""
    hours, now = queries.hours_on(clock.today()), clock.now()
    local = now.astimezone(clock.CHINA)
    allowed = rules.first_allowed(local, hours.quiet_from, hours.quiet_until) if hours else now
    for notice in made:
        if notice.channel == Channel.IN_APP:
            notice.state, notice.sent_at, notice.delivered_at = NoticeState.DELIVERED, now, now
        notice.not_before = now if notice.wording in urgent else allowed
