"""What lower offices report to have inspected themselves."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign
from mingcha.inspections import access, queries, rules
from mingcha.inspections.actions._checks import source_of
from mingcha.inspections.models import ReportedRound
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit


@transaction.atomic
def report_round(
    unit: Unit, *, actor: Post, campaign: Campaign, note: rules.ReportedNote, happened_on: date | None = None
) -> ReportedRound:
    """Enter how often a lower office says it inspected in a period (登记自行检查情况); `happened_on` is its last day.

    Raises:
        Refused; BadValue: a negative number, a period that ends before it begins, in the future, or that touches one
        already reported of this kind (it would be counted twice), a date outside the unit's validity.
    """
    if not access.may_report_round(actor, unit):
        raise Refused("inspections.report_round")
    day = unit.in_being(clock.happened(happened_on))
    began_on = note.began_on or campaign.began_on
    if note.quantity < 0:
        raise BadValue(gettext("次数不能为负"), field="quantity")
    if began_on > day:
        raise BadValue(gettext("统计起始日期不能晚于期末"), field="began_on")
    there = queries.reported_within(campaign.pk, unit, note.kind, since=began_on, until=day)
    if there is not None:
        says = gettext("与已上报的%(since)s至%(until)s重叠")
        raise BadValue(says % {"since": there.began_on, "until": there.happened_on}, field="began_on")
    reported: ReportedRound = ReportedRound.objects.create(
        campaign=campaign,
        unit=unit,
        kind=note.kind,
        quantity=note.quantity,
        began_on=began_on,
        happened_on=day,
        **source_of(note),
    )
    after = {"unit": unit.code, "kind": note.kind, "quantity": note.quantity, "period": [began_on, day]}
    ledger.enter("inspections.report_round", actor=actor, on=reported, after=after)
    return reported


@transaction.atomic
def void_reported_round(reported: ReportedRound, *, actor: Post, reason: str) -> None:
    """Void what was reported with a reason (作废自行检查情况); the right number is reported anew.

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_void_reported_round(actor):
        raise Refused("inspections.void_reported_round")
    void_row(reported, reason=reason)
    ledger.enter("inspections.void_reported_round", actor=actor, on=reported, reason=reason)
