"""The verbs of accountability: enter what a competent organ returned, void what was wrong. Nothing is decided here."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from mingcha.accountability import access, rules
from mingcha.accountability.models import (
    CaseReading,
    FoundProblem,
    OrganisationOutcome,
    PersonOutcome,
    ReturnedResult,
    TransferBatch,
)
from mingcha.accountability.rules import OrganisationResult, PersonResult, Problems, Reading, Transfer
from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit

__all__ = [
    "OrganisationResult",
    "PersonResult",
    "Problems",
    "Reading",
    "Transfer",
    "enter_case_reading",
    "enter_found_problem",
    "enter_organisation_outcome",
    "enter_person_outcome",
    "enter_transfer_batch",
    "void_outcome",
]


@transaction.atomic
def enter_organisation_outcome(
    unit: Unit, *, actor: Post, campaign: Campaign, result: OrganisationResult, happened_on: date | None = None
) -> OrganisationOutcome:
    """Enter that organisations were held accountable (登记党组织问责). As all verbs here:

    Args:
        unit: the unit the result is about.
        happened_on: the day of the decision, or the last day of the period reported.

    Raises:
        Refused; BadValue: no organ, neither document nor note, a negative number, a period in the wrong order, a date
        in the future or outside the unit's validity.
    """
    if not access.may_enter_outcome(actor):
        raise Refused("accountability.enter_organisation_outcome")
    values = _values(unit, campaign, result, happened_on)
    outcome: OrganisationOutcome = OrganisationOutcome.objects.create(**values)
    after = {"unit": unit.code, "organisation": result.organisation, "measure": result.measure, **_told(outcome)}
    ledger.enter("accountability.enter_organisation_outcome", actor=actor, on=outcome, after=after)
    return outcome


@transaction.atomic
def enter_person_outcome(
    unit: Unit, *, actor: Post, campaign: Campaign, result: PersonResult, happened_on: date | None = None
) -> PersonOutcome:
    """Enter that persons were held accountable or dealt with (登记人员问责处理).

    Raises:
        As `enter_organisation_outcome`; BadValue: a key with a quantity other than 1, or a person entered already.
    """
    if not access.may_enter_outcome(actor):
        raise Refused("accountability.enter_person_outcome")
    rules.check_person(result)
    if result.person_key is not None and _is_entered(campaign, result):
        raise BadValue(gettext("该人员已登记问责处理，请更正原记录"), field="person_key")
    values = _values(unit, campaign, result, happened_on)
    outcome: PersonOutcome = PersonOutcome.objects.create(**{**values, "form": result.form or ""})
    after = {"unit": unit.code, "treatment": result.treatment, "form": result.form, **_told(outcome)}
    ledger.enter("accountability.enter_person_outcome", actor=actor, on=outcome, after=after)
    return outcome


@transaction.atomic
def enter_transfer_batch(
    unit: Unit, *, actor: Post, campaign: Campaign, result: Transfer, happened_on: date | None = None
) -> TransferBatch:
    """Enter that a unit handed persons over in a batch (登记批量移交).

    Raises:
        As `enter_organisation_outcome`; BadValue: no receiving organ.
    """
    if not access.may_enter_outcome(actor):
        raise Refused("accountability.enter_transfer_batch")
    if not result.transferred_to.strip():
        raise BadValue(gettext("须写明接收机关"), field="transferred_to")
    batch: TransferBatch = TransferBatch.objects.create(**_values(unit, campaign, result, happened_on))
    after = {"unit": unit.code, "transferred_to": result.transferred_to, **_told(batch)}
    ledger.enter("accountability.enter_transfer_batch", actor=actor, on=batch, after=after)
    return batch


@transaction.atomic
def enter_found_problem(
    unit: Unit, *, actor: Post, campaign: Campaign, result: Problems, happened_on: date | None = None
) -> FoundProblem:
    """Enter how many problems a unit reports to have found in a field (登记查出问题).

    Raises:
        As `enter_organisation_outcome`.
    """
    if not access.may_enter_outcome(actor):
        raise Refused("accountability.enter_found_problem")
    found: FoundProblem = FoundProblem.objects.create(**_values(unit, campaign, result, happened_on))
    after = {"unit": unit.code, "field": result.field, **_told(found)}
    ledger.enter("accountability.enter_found_problem", actor=actor, on=found, after=after)
    return found


@transaction.atomic
def enter_case_reading(
    unit: Unit, *, actor: Post, campaign: Campaign, result: Reading, happened_on: date | None = None
) -> CaseReading:
    """Enter how many cases a unit read out at an occasion (登记通报案例).

    Raises:
        As `enter_organisation_outcome`.
    """
    if not access.may_enter_outcome(actor):
        raise Refused("accountability.enter_case_reading")
    reading: CaseReading = CaseReading.objects.create(**_values(unit, campaign, result, happened_on))
    after = {"unit": unit.code, "case_kind": result.case_kind, "occasion": result.occasion, **_told(reading)}
    ledger.enter("accountability.enter_case_reading", actor=actor, on=reading, after=after)
    return reading


@transaction.atomic
def void_outcome(outcome: ReturnedResult, *, actor: Post, reason: str) -> None:
    """Void a returned result of any kind with a reason (作废反馈结果); the right one is entered anew.

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_void_outcome(actor):
        raise Refused("accountability.void_outcome")
    void_row(outcome, reason=reason)
    ledger.enter("accountability.void_outcome", actor=actor, on=outcome, before=_told(outcome), reason=reason)


def _values(unit: Unit, campaign: Campaign, result: rules.Returned, happened_on: date | None) -> dict[str, Any]:
    """The columns of a new row, checked."""
    day = unit.in_being(clock.happened(happened_on))
    rules.check_returned(result, on=day)
    given = asdict(result)
    given["is_reconstructed"] = bool(result.source_note) and result.is_reconstructed
    return {**given, "unit": unit, "campaign": campaign, "happened_on": day}


def _told(outcome: ReturnedResult) -> dict[str, object]:
    """What the ledger keeps of every result."""
    names = ("organ", "document", "quantity", "happened_on")
    return {name: getattr(outcome, name) for name in names}


def _is_entered(campaign: Campaign, result: PersonResult) -> bool:
    same = PersonOutcome.objects.current().filter(campaign=campaign, person_key=result.person_key)
    return bool(same.exists())
