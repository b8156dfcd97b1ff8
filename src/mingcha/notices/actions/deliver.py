"""What became of notices: what the transports say at once, what the gateway reports later."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import Refused
from mingcha.notices import access, rules
from mingcha.notices.choices import NoticeState
from mingcha.notices.models import Notice
from mingcha.orgs.models import Post

KIND = ("notices.notice", None)
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a transport says of one notice.

    Attributes:
        error: why it did not go out; "": it did.
        may_retry: whether trying again later may help.
        gateway_ref: the gateway's own name for it, for asking the gateway about it.
    """

    notice: Notice
    error: str = ""
    may_retry: bool = False
    gateway_ref: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the gateway reports of one notice, by the number it was given; error "": delivered."""

    notice: int
    error: str = ""


@transaction.atomic
def record_deliveries(outcomes: Sequence[Outcome], *, actor: Post) -> None:
    """Enter what the transports say (登记发送结果); what may be tried again waits, longer each time.

    Raises:
        Refused: entered by the system alone.
    """
    if not access.may_record_deliveries(actor):
        raise Refused("notices.record_deliveries")
    for outcome in outcomes:
        sending = Notice.objects.filter(pk=outcome.notice.pk, state=NoticeState.SENDING)
        sending.update(**_values(outcome), error=outcome.error[:MOST_LETTERS])
        if outcome.notice.outgoing and not outcome.error:  # also where the gateway's report was faster
            Notice.objects.filter(pk=outcome.notice.pk).update(outgoing="")
    told = {outcome.notice.pk: outcome.error for outcome in outcomes}
    ledger.enter("notices.record_deliveries", actor=actor, on=KIND, after=told, rows=len(outcomes))


def _values(outcome: Outcome) -> dict[str, Any]:
    """What to write of one outcome."""
    if not outcome.error:
        return {"state": NoticeState.SENT, "sent_at": clock.now(), "gateway_ref": outcome.gateway_ref}
    tries = outcome.notice.attempts
    if outcome.may_retry and tries < rules.MOST_TRIES:
        return {"state": NoticeState.QUEUED, "not_before": clock.now() + rules.wait_before(tries)}
    return {"state": NoticeState.FAILED}


@transaction.atomic
def record_reports(reports: Sequence[Report], *, actor: Post) -> int:
    """Enter what the gateway reports of notices that went out (登记送达回执); gives how many were waiting for it.

    A report may be faster than our own note that the notice went out; one that comes twice changes nothing.

    Raises:
        Refused: entered by the system alone.
    """
    if not access.may_record_deliveries(actor):
        raise Refused("notices.record_reports")
    known = 0
    for report in reports:
        sent = Notice.objects.filter(pk=report.notice, state__in=(NoticeState.SENDING, NoticeState.SENT))
        if report.error:
            known += sent.update(state=NoticeState.FAILED, error=report.error[:MOST_LETTERS])
        else:
            known += sent.update(state=NoticeState.DELIVERED, delivered_at=clock.now(), error="")
    if known:
        told = {report.notice: report.error for report in reports}
        ledger.enter("notices.record_reports", actor=actor, on=KIND, after=told, rows=known)
    return known
