"""The verbs of inspection: each checks access, decides by `rules`, writes, enters the ledger."""

from datetime import date
from typing import Any

from django.db import transaction

from mingcha.campaigns.models import Campaign
from mingcha.inspections import access, queries, rules
from mingcha.inspections.models import Finding, InspectionRound, ReportedRound, Team, Visit, VisitMethod
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import Record, void_row
from mingcha.leads.actions import Intake, open_lead
from mingcha.leads.choices import IssueGroup, SourceKind
from mingcha.leads.models import Lead
from mingcha.orgs.models import Post, Unit


@transaction.atomic
def open_round(
    campaign: Campaign,
    *,
    actor: Post,
    scope: str,
    happened_on: date | None = None,
    source_note: str = "",
    is_reconstructed: bool = True,
) -> InspectionRound:
    """Begin the office's next round of inspection (启动一轮明查暗访).

    Args:
        source_note: where the row comes from.
        is_reconstructed: with a note: made up from a count. False where the source names the round.

    Raises:
        Refused; BadValue: no scope, a date in the future.
    """
    if not access.may_inspect(actor):
        raise Refused("inspections.open_round")
    day = clock.happened(happened_on)
    if not scope.strip():
        raise BadValue("检查范围不能为空", field="scope")
    last = InspectionRound.objects.current().filter(campaign=campaign).order_by("-number").first()
    opened: InspectionRound = InspectionRound.objects.create(
        campaign=campaign,
        unit_id=campaign.office_id,
        number=last.number + 1 if last else 1,
        scope=scope,
        happened_on=day,
        source_note=source_note,
        is_reconstructed=bool(source_note) and is_reconstructed,
    )
    after = {"number": opened.number, "scope": scope, "happened_on": day}
    ledger.enter("inspections.open_round", actor=actor, on=opened, after=after)
    return opened


@transaction.atomic
def form_team(
    round_: InspectionRound,
    *,
    actor: Post,
    name: str = "",
    happened_on: date | None = None,
    source_note: str = "",
    is_reconstructed: bool = True,
) -> Team:
    """Form the next team of a round (成立检查组).

    Args:
        name: "" means 第N组.
        happened_on: None means the round's first day.
        source_note, is_reconstructed: as in `open_round`.

    Raises:
        Refused; NotInThisState: the round is voided. BadValue: a date before the round or in the future.
    """
    if not access.may_inspect(actor):
        raise Refused("inspections.form_team")
    _standing(round_)
    day = _not_before(clock.happened(happened_on or round_.happened_on), round_)
    last = Team.objects.current().filter(round=round_).order_by("-number").first()
    number = last.number + 1 if last else 1
    team: Team = Team.objects.create(
        campaign_id=round_.campaign_id,
        unit_id=round_.unit_id,
        round=round_,
        number=number,
        name=name or f"第{number}组",
        happened_on=day,
        source_note=source_note,
        is_reconstructed=bool(source_note) and is_reconstructed,
    )
    ledger.enter("inspections.form_team", actor=actor, on=team, after={"round": round_.number, "name": team.name})
    return team


@transaction.atomic
def record_visit(
    unit: Unit, *, actor: Post, team: Team, note: rules.VisitNote, happened_on: date | None = None
) -> Visit:
    """Record a visit of a team to a hall, window or body (登记检查).

    Raises:
        Refused; NotInThisState: the team is voided. BadValue: no method, a date before the team was formed, in the
        future or outside the unit's validity.
    """
    if not access.may_inspect(actor):
        raise Refused("inspections.record_visit")
    _standing(team)
    day = _not_before(unit.in_being(clock.happened(happened_on)), team)
    methods = rules.methods_of(note.methods)
    visit: Visit = Visit.objects.create(
        campaign_id=team.campaign_id,
        unit=unit,
        team=team,
        is_covert=note.is_covert,
        happened_on=day,
        **_source(note),
    )
    VisitMethod.objects.bulk_create(VisitMethod(visit=visit, method=method) for method in methods)
    after = {"unit": unit.code, "team": team.pk, "methods": methods, "is_covert": note.is_covert, "happened_on": day}
    ledger.enter("inspections.record_visit", actor=actor, on=visit, after=after)
    return visit


@transaction.atomic
def record_finding(visit: Visit, *, actor: Post, note: rules.FindingNote) -> Finding:
    """Record what a visit found, of the same day and unit (登记发现问题).

    Raises:
        Refused; NotInThisState: the visit is voided. BadValue: no facts.
    """
    if not access.may_inspect(actor):
        raise Refused("inspections.record_finding")
    _standing(visit)
    if not note.facts.strip():
        raise BadValue("事实不能为空", field="facts")
    finding: Finding = Finding.objects.create(
        campaign_id=visit.campaign_id,
        unit_id=visit.unit_id,
        visit=visit,
        issue_group=note.issue_group,
        issue=note.issue,
        facts=note.facts,
        happened_on=visit.happened_on,
        **_source(note),
    )
    after = {"visit": visit.pk, "issue_group": note.issue_group, "issue": note.issue, "facts": note.facts}
    ledger.enter("inspections.record_finding", actor=actor, on=finding, after=after)
    return finding


@transaction.atomic
def open_lead_from_finding(
    finding: Finding, *, actor: Post, headline: str = "", happened_on: date | None = None
) -> Lead:
    """Open a lead from a finding (立线索); the lead gets an opaque reference, the finding keeps the way to it.

    Args:
        headline: "" takes the facts of the finding.
        happened_on: None: the day of the finding.

    Raises:
        Refused; NotInThisState: voided, or it has a lead. BadValue: a date before the finding or in the future.
    """
    if not access.may_inspect(actor):
        raise Refused("inspections.open_lead_from_finding")
    _standing(finding)
    day = _not_before(clock.happened(happened_on or finding.happened_on), finding)
    intake = Intake(
        source_kind=SourceKind.INSPECTION,
        source_ref=f"finding:{finding.pk}",
        headline=(headline or finding.facts)[:200],
        issue_group=IssueGroup(finding.issue_group),
        source_note=finding.source_note,
        is_reconstructed=finding.is_reconstructed,
    )
    if finding.lead_id is not None:
        raise NotInThisState(finding)
    lead = open_lead(finding.unit, actor=actor, campaign=finding.campaign, intake=intake, happened_on=day)
    free = Finding.objects.current().filter(pk=finding.pk, lead__isnull=True)
    if not free.update(lead=lead):
        raise NotInThisState(finding)
    finding.lead = lead
    ledger.enter("inspections.open_lead_from_finding", actor=actor, on=finding, after={"lead": lead.reference})
    return lead


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
    if note.quantity < 0 or began_on > day:
        raise BadValue("次数不能为负，统计起始日期不能晚于期末", field="quantity" if note.quantity < 0 else "began_on")
    there = queries.reported_within(campaign.pk, unit, note.kind, since=began_on, until=day)
    if there is not None:
        raise BadValue(f"与已上报的{there.began_on}至{there.happened_on}重叠", field="began_on")
    reported: ReportedRound = ReportedRound.objects.create(
        campaign=campaign,
        unit=unit,
        kind=note.kind,
        quantity=note.quantity,
        began_on=began_on,
        happened_on=day,
        **_source(note),
    )
    after = {"unit": unit.code, "kind": note.kind, "quantity": note.quantity, "period": [began_on, day]}
    ledger.enter("inspections.report_round", actor=actor, on=reported, after=after)
    return reported


@transaction.atomic
def void_visit(visit: Visit, *, actor: Post, reason: str) -> None:
    """Void a visit with a reason (作废检查).

    Raises:
        Refused; BadValue: no reason, or findings that stand on it; NotInThisState: voided already.
    """
    if not access.may_inspect(actor):
        raise Refused("inspections.void_visit")
    if Finding.objects.current().filter(visit=visit).exists():
        raise BadValue("先作废该次检查的发现问题", field="visit")
    void_row(visit, reason=reason)
    ledger.enter("inspections.void_visit", actor=actor, on=visit, reason=reason)


@transaction.atomic
def void_finding(finding: Finding, *, actor: Post, reason: str) -> None:
    """Void a finding with a reason (作废发现问题). A lead it opened stands, and is voided for itself.

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_inspect(actor):
        raise Refused("inspections.void_finding")
    void_row(finding, reason=reason)
    ledger.enter("inspections.void_finding", actor=actor, on=finding, reason=reason)


@transaction.atomic
def void_team(team: Team, *, actor: Post, reason: str) -> None:
    """Void a team with a reason (作废检查组).

    Raises:
        Refused; BadValue: no reason, or visits that stand on it; NotInThisState: voided already.
    """
    if not access.may_inspect(actor):
        raise Refused("inspections.void_team")
    if Visit.objects.current().filter(team=team).exists():
        raise BadValue("先作废该组的检查", field="team")
    void_row(team, reason=reason)
    ledger.enter("inspections.void_team", actor=actor, on=team, reason=reason)


@transaction.atomic
def void_round(round_: InspectionRound, *, actor: Post, reason: str) -> None:
    """Void a round with a reason (作废轮次).

    Raises:
        Refused; BadValue: no reason, or teams that stand on it; NotInThisState: voided already.
    """
    if not access.may_inspect(actor):
        raise Refused("inspections.void_round")
    if Team.objects.current().filter(round=round_).exists():
        raise BadValue("先作废该轮的检查组", field="round")
    void_row(round_, reason=reason)
    ledger.enter("inspections.void_round", actor=actor, on=round_, reason=reason)


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


def _standing(record: Record) -> None:
    """Refuse to build on a voided record, whatever the caller still holds of it."""
    if not type(record).objects.current().filter(pk=record.pk).exists():
        raise NotInThisState(record)


def _not_before(day: date, record: Any) -> date:
    """The day, if it is not before the record's own."""
    if day < record.happened_on:
        raise BadValue(f"日期{day}早于{record.happened_on}", field="happened_on")
    return day


def _source(note: rules.Sourced) -> dict[str, Any]:
    return {
        "source_note": note.source_note,
        "is_reconstructed": bool(note.source_note) and note.is_reconstructed,
    }
