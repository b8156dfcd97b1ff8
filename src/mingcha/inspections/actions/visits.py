"""Visits, what they found, and the leads that findings open."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.inspections import access, rules
from mingcha.inspections.actions._checks import not_before, source_of, standing
from mingcha.inspections.models import Finding, Team, Visit, VisitMethod
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.leads.actions import Intake, open_lead
from mingcha.leads.choices import IssueGroup, SourceKind
from mingcha.leads.models import Lead
from mingcha.orgs.models import Post, Unit


@transaction.atomic
def record_visit(
    unit: Unit, *, actor: Post, team: Team, note: rules.VisitNote, happened_on: date | None = None
) -> Visit:
    """Record a visit of a team to a hall, window or body (登记检查).

    Raises:
        Refused; NotInThisState: the team is voided. BadValue: no method, a date before the team was formed, in the
        future or outside the unit's validity.
    """
    if not access.may_record_visit(actor, unit):
        raise Refused("inspections.record_visit")
    standing(team)
    day = not_before(unit.in_being(clock.happened(happened_on)), team)
    methods = rules.methods_of(note.methods)
    visit: Visit = Visit.objects.create(
        campaign_id=team.campaign_id,
        unit=unit,
        team=team,
        is_covert=note.is_covert,
        happened_on=day,
        **source_of(note),
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
    if not access.may_record_visit(actor, visit.unit):
        raise Refused("inspections.record_finding")
    standing(visit)
    if not note.facts.strip():
        raise BadValue(gettext("事实不能为空"), field="facts")
    finding: Finding = Finding.objects.create(
        campaign_id=visit.campaign_id,
        unit_id=visit.unit_id,
        visit=visit,
        issue_group=note.issue_group,
        issue=note.issue,
        facts=note.facts,
        happened_on=visit.happened_on,
        **source_of(note),
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
    if not access.may_record_visit(actor, finding.unit):
        raise Refused("inspections.open_lead_from_finding")
    free = Finding.objects.select_for_update().current().filter(pk=finding.pk, lead__isnull=True).first()
    if free is None:
        raise NotInThisState(finding)
    day = not_before(clock.happened(happened_on or finding.happened_on), finding)
    intake = Intake(
        source_kind=SourceKind.INSPECTION,
        source_ref=f"finding:{finding.pk}",
        headline=(headline or finding.facts)[:200],
        issue_group=IssueGroup(finding.issue_group),
        source_note=finding.source_note,
        is_reconstructed=finding.is_reconstructed,
    )
    lead = open_lead(finding.unit, actor=actor, campaign=finding.campaign, intake=intake, happened_on=day)
    Finding.objects.filter(pk=finding.pk).update(lead=lead)
    finding.lead = lead
    ledger.enter("inspections.open_lead_from_finding", actor=actor, on=finding, after={"lead": lead.reference})
    return lead


@transaction.atomic
def void_visit(visit: Visit, *, actor: Post, reason: str) -> None:
    """Void a visit with a reason (作废检查).

    Raises:
        Refused; BadValue: no reason, or findings that stand on it; NotInThisState: voided already.
    """
    if not access.may_record_visit(actor, visit.unit):
        raise Refused("inspections.void_visit")
    if Finding.objects.current().filter(visit=visit).exists():
        raise BadValue(gettext("先作废该次检查的发现问题"), field="visit")
    void_row(visit, reason=reason)
    ledger.enter("inspections.void_visit", actor=actor, on=visit, reason=reason)


@transaction.atomic
def void_finding(finding: Finding, *, actor: Post, reason: str) -> None:
    """Void a finding with a reason (作废发现问题). A lead it opened stands, and is voided for itself.

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_record_visit(actor, finding.unit):
        raise Refused("inspections.void_finding")
    void_row(finding, reason=reason)
    ledger.enter("inspections.void_finding", actor=actor, on=finding, reason=reason)
