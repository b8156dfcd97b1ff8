"""What the tables of returned results refuse whatever the code does."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mingcha.accountability.models import PersonOutcome
from mingcha.accountability.tests.factories import (
    a_case_reading,
    a_found_problem,
    a_person_outcome,
    a_transfer_batch,
    an_organisation_outcome,
)
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Make = Callable[..., Any]
ALL: list[Make] = [an_organisation_outcome, a_person_outcome, a_transfer_batch, a_found_problem, a_case_reading]
KEY = uuid.UUID(int=7)


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"organ": ""}, "_returned"),
        ({"document": ""}, "_returned"),
        ({"began_on": date(2018, 4, 1)}, "_period"),
        ({"void_reason": "重复"}, "_void_reason"),
    ],
)
def test_every_result_has_an_organ_a_basis_and_a_period_in_order(make: Make, given: Any, rule: str) -> None:
    unit, campaign = a_unit("甲市"), a_campaign()

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make(unit, campaign, **given)


@pytest.mark.parametrize(
    ("make", "given", "rule"),
    [
        (an_organisation_outcome, {"measure": "GUESS"}, "accountability_known_measure"),
        (an_organisation_outcome, {"organisation_level": "MOON"}, "accountability_known_measure"),
        (a_person_outcome, {"treatment": "GUESS"}, "accountability_known_treatment"),
        (a_person_outcome, {"form": "FIFTH"}, "accountability_known_treatment"),
        (a_person_outcome, {"disposal": "GUESS"}, "accountability_known_treatment"),
        (a_person_outcome, {"person_key": KEY, "quantity": 2}, "accountability_key_is_one_person"),
        (a_transfer_batch, {"transferred_to": ""}, "accountability_transferred_to_somebody"),
        (a_case_reading, {"case_kind": "GUESS"}, "accountability_known_case_kind"),
    ],
)
def test_a_result_is_of_a_known_kind(make: Make, given: dict[str, Any], rule: str) -> None:
    unit, campaign = a_unit("甲市"), a_campaign()

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make(unit, campaign, **given)


def test_a_person_stands_once_in_a_campaign_unless_voided() -> None:
    unit, campaign = a_unit("甲市"), a_campaign()
    a_person_outcome(unit, campaign, person_key=KEY, voided_at=clock.now(), void_reason="更正")
    a_person_outcome(unit, campaign, person_key=KEY)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_person_outcome(unit, campaign, person_key=KEY)

    a_person_outcome(unit, a_campaign("另一次"), person_key=KEY)
    a_person_outcome(unit, campaign, quantity=28)
    a_person_outcome(unit, campaign, quantity=3)
    assert PersonOutcome.objects.current().count() == 4
