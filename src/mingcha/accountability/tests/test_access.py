"""Who sees returned results: the office alone."""

import pytest

from mingcha.accountability import access
from mingcha.accountability.models import CaseReading, FoundProblem, OrganisationOutcome, PersonOutcome, TransferBatch
from mingcha.accountability.tests.factories import (
    a_case_reading,
    a_found_problem,
    a_person_outcome,
    a_transfer_batch,
    an_organisation_outcome,
)
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TABLES = (OrganisationOutcome, PersonOutcome, TransferBatch, FoundProblem, CaseReading)


def _one_of_each(unit: Unit) -> None:
    campaign = a_campaign()
    for make in (an_organisation_outcome, a_person_outcome, a_transfer_batch, a_found_problem, a_case_reading):
        make(unit, campaign)


def _seen(actor: Post) -> list[int]:
    return [table.objects.visible_to(actor).count() for table in TABLES]


def test_office_and_loader_see_all_and_may_enter_and_void() -> None:
    _one_of_each(a_unit("甲市"))

    for actor in (a_post(), a_system_post("loader")):
        assert _seen(actor) == [1, 1, 1, 1, 1]
        assert access.may_enter_outcome(actor)
        assert access.may_void_outcome(actor)


@pytest.mark.parametrize("role", ["CLERK", "AUDITOR"])
def test_others_see_nothing_not_even_about_the_own_unit(role: str) -> None:
    city = a_unit("甲市")
    _one_of_each(city)
    actor = a_post(city, role=role)

    assert _seen(actor) == [0, 0, 0, 0, 0]
    assert not access.may_enter_outcome(actor)
    assert not access.may_void_outcome(actor)
