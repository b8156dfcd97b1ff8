"""Keeping what may be said and when; a change makes a new version."""

from datetime import date, time, timedelta

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.notices import access, rules
from mingcha.notices.models import SendingHours, Wording
from mingcha.orgs.models import Post


@transaction.atomic
def approve_wording(
    code: str, *, actor: Post, text: str, approved_by: str, valid_from: date | None = None, is_urgent: bool = False
) -> Wording:
    """Approve a wording (批准用语): version 1 of a new code, or the next version of a known one.

    Raises:
        Refused; BadValue: a text with unknown places, nobody named, a first day not after the last version's.
    """
    if not access.may_approve_wording(actor):
        raise Refused("notices.approve_wording")
    rules.check_wording(text)
    if not approved_by.strip():
        raise BadValue(gettext("须写明批准人职务"), field="approved_by")
    since = valid_from or clock.today()
    last = Wording.objects.filter(code=code).order_by("-version").first()
    _close(last, since)
    made = Wording.objects.create(
        code=code,
        version=last.version + 1 if last else 1,
        text=text.strip(),
        is_urgent=is_urgent,
        approved_by=approved_by.strip(),
        valid_from=since,
    )
    ledger.enter("notices.approve_wording", actor=actor, on=made, before=last and last.text, after=made.text)
    return made


@transaction.atomic
def set_sending_hours(
    *, actor: Post, quiet_from: time, quiet_until: time, most_a_day: int, valid_from: date | None = None
) -> SendingHours:
    """Set quiet hours and the most texts a number gets in a day (设定发送时段), in a new version.

    Raises:
        Refused; BadValue: less than one text a day, or a first day not after the last version's.
    """
    if not access.may_approve_wording(actor):
        raise Refused("notices.set_sending_hours")
    if most_a_day < 1:
        raise BadValue(gettext("每号每日至少一条"), field="most_a_day")
    since = valid_from or clock.today()
    last = SendingHours.objects.order_by("-version").first()
    _close(last, since)
    made = SendingHours.objects.create(
        version=last.version + 1 if last else 1,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        most_a_day=most_a_day,
        valid_from=since,
    )
    after = {"from": quiet_from.isoformat(), "until": quiet_until.isoformat(), "most": most_a_day}
    ledger.enter("notices.set_sending_hours", actor=actor, on=made, after=after)
    return made


def _close(last: Wording | SendingHours | None, since: date) -> None:
    """End a version the day before the next begins."""
    if last is None:
        return
    if since <= last.valid_from:
        says = gettext("起用日期须晚于上一版的起用日期：%(day)s") % {"day": last.valid_from}
        raise BadValue(says, field="valid_from")
    if last.valid_until is None or last.valid_until >= since:
        last.valid_until = since - timedelta(days=1)
        last.save(update_fields=["valid_until"])
