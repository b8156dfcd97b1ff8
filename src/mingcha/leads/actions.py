"""The verbs of leads: each checks access, decides by `rules`, writes guarded by the old state."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger, numbering
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.leads import access, rules
from mingcha.leads.choices import IssueGroup, LeadResult, LeadState, SourceKind
from mingcha.leads.models import Lead
from mingcha.orgs.models import Post, Unit

SERIES = "线索"


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What is said of a lead when it is opened (线索登记内容).

    Attributes:
        headline: what is alleged, in neutral words; a lead is unverified until closed as proved.
        source_ref: opaque words by which the source knows it; one lead per reference. "" where there is none.
        source_note: where the row comes from.
        is_reconstructed: with a note: made up from a count the source gives. False where the source names the lead.
    """

    source_kind: SourceKind
    headline: str
    issue_group: IssueGroup = IssueGroup.OTHER
    source_ref: str = ""
    source_note: str = ""
    is_reconstructed: bool = True


@transaction.atomic
def open_lead(unit: Unit, *, actor: Post, campaign: Campaign, intake: Intake, happened_on: date | None = None) -> Lead:
    """Register a lead about a unit under the next number of the year (登记线索).

    Raises:
        Refused: not the office, or of the unit itself. BadValue: no headline, a source reference that has a lead
        already, a date in the future or outside the unit's validity.
    """
    if not access.may_open_lead(actor, unit):
        raise Refused("leads.open_lead")
    day = unit.in_being(clock.happened(happened_on))
    if not intake.headline.strip():
        raise BadValue(gettext("反映内容不能为空"), field="headline")
    if intake.source_ref and _has_lead(campaign, intake):
        raise BadValue(gettext("来源%(ref)s已登记过线索") % {"ref": intake.source_ref}, field="source_ref")
    number = numbering.take(SERIES, year=day.year, on=(Lead._meta.label_lower, None))  # noqa: SLF001  documented interface
    lead = Lead.objects.create(
        campaign=campaign,
        unit=unit,
        happened_on=day,
        reference=numbering.reference(SERIES, day.year, number),
        number=number,
        source_kind=intake.source_kind,
        source_ref=intake.source_ref,
        issue_group=intake.issue_group,
        headline=intake.headline,
        source_note=intake.source_note,
        is_reconstructed=bool(intake.source_note) and intake.is_reconstructed,
    )
    after = {"unit": unit.code, "reference": lead.reference, "source_kind": lead.source_kind, "happened_on": day}
    ledger.enter("leads.open_lead", actor=actor, on=lead, after=after)
    return lead


@transaction.atomic
def transfer_lead(lead: Lead, *, actor: Post, to: str, happened_on: date | None = None) -> None:
    """Hand a lead over to the competent organ (移交线索).

    Args:
        to: the organ, in words (省纪委监委).

    Raises:
        Refused; NotInThisState: not 核查中. BadValue: no organ, a date before its opening or in the future.
    """
    if not access.may_change_lead(actor, lead):
        raise Refused("leads.transfer_lead")
    if not to.strip():
        raise BadValue(gettext("移交须写明机关"), field="to")
    day = _step(lead, LeadState.TRANSFERRED, happened_on)
    _move(lead, LeadState.TRANSFERRED, transferred_on=day, transferred_to=to)
    after = {"state": LeadState.TRANSFERRED, "to": to, "on": day}
    ledger.enter("leads.transfer_lead", actor=actor, on=lead, before=LeadState.CHECKING, after=after)


@transaction.atomic
def return_result(lead: Lead, *, actor: Post, words: str, document: str = "", happened_on: date | None = None) -> None:
    """Enter what the competent organ returned (登记反馈结果); the office adds nothing of its own.

    Args:
        words: the organ's finding, as it gave it.
        document: its document, "" where it came without one.

    Raises:
        Refused; NotInThisState: not 已移交. BadValue: no words, a date before the transfer or in the future.
    """
    if not access.may_change_lead(actor, lead):
        raise Refused("leads.return_result")
    if not words.strip():
        raise BadValue(gettext("反馈结果不能为空"), field="words")
    day = _step(lead, LeadState.RETURNED, happened_on)
    _move(lead, LeadState.RETURNED, returned_on=day, returned_words=words, returned_document=document)
    after = {"state": LeadState.RETURNED, "words": words, "document": document, "on": day}
    ledger.enter("leads.return_result", actor=actor, on=lead, before=LeadState.TRANSFERRED, after=after)


@transaction.atomic
def close_lead(lead: Lead, *, actor: Post, result: LeadResult, happened_on: date | None = None) -> None:
    """Close a lead with its result (线索办结). Of two closing it at once, one wins.

    Raises:
        Refused; NotInThisState: closed, or transferred and nothing returned. BadValue: a date before its last step or
        in the future.
    """
    if not access.may_change_lead(actor, lead):
        raise Refused("leads.close_lead")
    before = lead.state
    day = _step(lead, LeadState.CLOSED, happened_on)
    _move(lead, LeadState.CLOSED, result=LeadResult(result), closed_on=day)
    after = {"state": LeadState.CLOSED, "result": result, "closed_on": day}
    ledger.enter("leads.close_lead", actor=actor, on=lead, before=before, after=after)


@transaction.atomic
def void_lead(lead: Lead, *, actor: Post, reason: str) -> None:
    """Void a lead and its number with a reason (作废线索); the number is never given again.

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_change_lead(actor, lead):
        raise Refused("leads.void_lead")
    void_row(lead, reason=reason)
    numbering.void(SERIES, lead.happened_on.year, lead.number, reason=reason)
    ledger.enter("leads.void_lead", actor=actor, on=lead, before=lead.state, reason=reason)


def _has_lead(campaign: Campaign, intake: Intake) -> bool:
    same = Lead.objects.current().filter(campaign=campaign, source_kind=intake.source_kind)
    return bool(same.filter(source_ref=intake.source_ref).exists())


def _step(lead: Lead, to: LeadState, happened_on: date | None) -> date:
    """The day of a step that may be taken now."""
    if to not in rules.next_states(lead.state):
        raise NotInThisState(lead)
    return rules.day_after(clock.happened(happened_on), lead.happened_on, lead.transferred_on, lead.returned_on)


def _move(lead: Lead, to: LeadState, **values: Any) -> None:
    """Change state, guarded by the state the caller saw."""
    seen = Lead.objects.current().filter(pk=lead.pk, state=lead.state)
    if not seen.update(state=to, **values):
        raise NotInThisState(lead)
    lead.refresh_from_db()
