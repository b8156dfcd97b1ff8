"""Real rows for tests (问责处理)."""

from datetime import date
from typing import Any

from mingcha.accountability.models import (
    CaseReading,
    FoundProblem,
    OrganisationOutcome,
    PersonOutcome,
    TransferBatch,
)
from mingcha.campaigns.models import Campaign
from mingcha.orgs.models import Unit

DECIDED_ON = date(2018, 3, 30)


def _values(unit: Unit, campaign: Campaign, plain: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    common = {"organ": "市纪委监委", "document": "函〔2018〕1号", "happened_on": DECIDED_ON}
    return {"unit": unit, "campaign": campaign, **common, **plain, **given}


def an_organisation_outcome(unit: Unit, campaign: Campaign, **given: Any) -> OrganisationOutcome:
    """One county-level Party committee held accountable on 2018-03-30."""
    plain = {"organisation": "某县委", "organisation_level": "COUNTY", "measure": "UNSPECIFIED"}
    made: OrganisationOutcome = OrganisationOutcome.objects.create(**_values(unit, campaign, plain, given))
    return made


def a_person_outcome(unit: Unit, campaign: Campaign, **given: Any) -> PersonOutcome:
    """One person dealt with by the first form."""
    plain = {"treatment": "HANDLING", "form": "FIRST", "disposal": "EDUCATED", "matter": "违反会风会纪"}
    made: PersonOutcome = PersonOutcome.objects.create(**_values(unit, campaign, plain, given))
    return made


def a_transfer_batch(unit: Unit, campaign: Campaign, **given: Any) -> TransferBatch:
    """One person handed over."""
    plain = {"transferred_to": "纪检监察部门", "matter": "酒驾毒驾"}
    made: TransferBatch = TransferBatch.objects.create(**_values(unit, campaign, plain, given))
    return made


def a_found_problem(unit: Unit, campaign: Campaign, **given: Any) -> FoundProblem:
    """One problem found."""
    made: FoundProblem = FoundProblem.objects.create(
        **_values(unit, campaign, {"field": "扶贫领域", "matter": "虚报冒领"}, given)
    )
    return made


def a_case_reading(unit: Unit, campaign: Campaign, **given: Any) -> CaseReading:
    """One negative case read out."""
    made: CaseReading = CaseReading.objects.create(
        **_values(unit, campaign, {"case_kind": "NEGATIVE", "occasion": "作风整顿大会"}, given)
    )
    return made
