"""Issuing: a directive goes down as one task per unit (交办)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access
from mingcha.assignments.models import Directive, Task
from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger, numbering
from mingcha.kernel.errors import BadValue, Refused
from mingcha.orgs.models import Post, Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """What a directive asks: every field is shown to whoever must answer."""

    title: str
    asks: str
    basis: str
    minutes_needed: int
    due_on: date
    source_note: str = ""


@transaction.atomic
def issue_directive(
    campaign: Campaign, *, actor: Post, asked: Asked, units: Sequence[Unit], happened_on: date | None = None
) -> Directive:
    """Issue a directive: one task for each unit, which become its named denominator (交办). One entry for all.

    Raises:
        Refused; BadValue: an audience of nobody, nothing asked, due before issued, a unit not in being that day.
    """
    if not access.may_issue_directive(actor):
        raise Refused("assignments.issue_directive")
    day = _sound(asked, units, clock.happened(happened_on))
    given = {
        "campaign": campaign,
        "happened_on": day,
        "due_on": asked.due_on,
        "source_note": asked.source_note,
        "is_reconstructed": bool(asked.source_note),
    }
    number = numbering.take("交办", year=day.year, on=campaign)
    directive = Directive.objects.create(
        unit=campaign.office,
        number=number,
        year=day.year,
        title=asked.title,
        asks=asked.asks,
        basis=asked.basis,
        minutes_needed=asked.minutes_needed,
        **given,
    )
    rows = [Task(directive=directive, unit=unit, original_due_on=asked.due_on, **given) for unit in units]
    Task.objects.bulk_create(rows, batch_size=500)
    digest = hashlib.sha256("\n".join(unit.code for unit in units).encode()).hexdigest()
    after = {"title": asked.title, "due_on": asked.due_on, "audience": digest}
    ledger.enter("assignments.issue_directive", actor=actor, on=directive, after=after, rows=len(units))
    return directive


def _sound(asked: Asked, units: Sequence[Unit], day: date) -> date:
    if not units:
        raise BadValue(gettext("交办对象为空"), field="units")
    if not (asked.title.strip() and asked.asks.strip() and asked.basis.strip()):
        raise BadValue(gettext("标题、办理要求和依据都要写"), field="title")
    if asked.due_on < day:
        raise BadValue(gettext("办理期限不能早于交办日期"), field="due_on")
    for unit in units:
        unit.in_being(day, field="units")
    return day
