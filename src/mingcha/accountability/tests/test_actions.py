"""The verbs of accountability: allowed, refused, wrong state, ledger."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mingcha.accountability import actions
from mingcha.accountability.actions import OrganisationResult, PersonResult, Problems, Reading, Transfer
from mingcha.accountability.choices import CaseKind, Disposal, Form, PersonTreatment
from mingcha.accountability.models import CaseReading, FoundProblem, OrganisationOutcome, PersonOutcome, TransferBatch
from mingcha.accountability.tests.factories import DECIDED_ON, a_person_outcome
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.choices import Level
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Verb = Callable[..., Any]
SAID = {"organ": "市纪委监委", "source_note": "原文", "quantity": 2, "began_on": date(2018, 2, 22)}
KEY = uuid.UUID(int=7)
ORGANISATION = {"organisation": "两个县委", "organisation_level": Level.COUNTY}
PERSON = {
    "treatment": PersonTreatment.HANDLING,
    "form": Form.FIRST,
    "disposal": Disposal.EDUCATED,
    "matter": "会风会纪",
}
TRANSFER = {"transferred_to": "纪检监察部门", "matter": "酒驾毒驾"}
PROBLEMS = {"field": "扶贫领域", "matter": "虚报冒领"}
READING = {"case_kind": CaseKind.NEGATIVE, "occasion": "作风整顿大会"}
VERBS: list[Any] = [
    pytest.param(actions.enter_organisation_outcome, OrganisationResult, ORGANISATION, OrganisationOutcome, id="org"),
    pytest.param(actions.enter_person_outcome, PersonResult, PERSON, PersonOutcome, id="person"),
    pytest.param(actions.enter_transfer_batch, Transfer, TRANSFER, TransferBatch, id="transfer"),
    pytest.param(actions.enter_found_problem, Problems, PROBLEMS, FoundProblem, id="problem"),
    pytest.param(actions.enter_case_reading, Reading, READING, CaseReading, id="case"),
]
each_verb = pytest.mark.parametrize(("verb", "result", "own", "table"), VERBS)


@each_verb
def test_entering_keeps_everything_that_was_returned(verb: Verb, result: Any, own: dict[str, Any], table: Any) -> None:
    unit, campaign, actor = a_unit("甲市"), a_campaign(), a_post()

    made = verb(unit, actor=actor, campaign=campaign, result=result(**SAID, **own), happened_on=DECIDED_ON)

    kept = table.objects.get()
    assert {name: getattr(kept, name) for name in {**SAID, **own}} == {**SAID, **own}
    assert (kept.unit, kept.campaign, kept.happened_on, kept.is_reconstructed) == (unit, campaign, DECIDED_ON, True)
    entry = LedgerEntry.objects.get()
    assert (entry.verb, entry.object_id, entry.actor_id) == (f"accountability.{verb.__name__}", made.pk, actor.pk)


@each_verb
def test_what_the_source_names_is_not_reconstructed(verb: Verb, result: Any, own: dict[str, Any], table: Any) -> None:
    unit, campaign, actor = a_unit("甲市"), a_campaign(), a_post()

    verb(unit, actor=actor, campaign=campaign, result=result(**SAID, **own, is_reconstructed=False))
    verb(unit, actor=actor, campaign=campaign, result=result(organ="市纪委监委", document="函", **own))

    assert list(table.objects.order_by("pk").values_list("is_reconstructed", "quantity")) == [(False, 2), (False, 1)]


@each_verb
def test_entering_is_refused_to_a_clerk(verb: Verb, result: Any, own: dict[str, Any], table: Any) -> None:
    city = a_unit("甲市")
    clerk = a_post(city, role="CLERK")

    with pytest.raises(Refused) as refused:
        verb(city, actor=clerk, campaign=a_campaign(), result=result(**SAID, **own))

    assert refused.value.verb == f"accountability.{verb.__name__}"
    assert (table.objects.count(), LedgerEntry.objects.count()) == (0, 0)


@each_verb
@pytest.mark.parametrize(
    ("given", "day", "field"),
    [
        ({"organ": ""}, DECIDED_ON, "organ"),
        ({"source_note": ""}, DECIDED_ON, "document"),
        ({"quantity": -1}, DECIDED_ON, "quantity"),
        ({}, date(2018, 2, 1), "began_on"),
        ({}, date(2999, 1, 1), "happened_on"),
        ({}, date(2018, 6, 1), "happened_on"),
    ],
)
def test_entering_names_the_field_that_is_wrong(
    verb: Verb, result: Any, own: dict[str, Any], table: Any, *, given: dict[str, Any], day: date, field: str
) -> None:
    unit = a_unit("甲市", valid_until=date(2018, 5, 1))

    with pytest.raises(BadValue) as error:
        verb(unit, actor=a_post(), campaign=a_campaign(), result=result(**{**SAID, **own, **given}), happened_on=day)

    assert error.value.field == field
    assert (table.objects.count(), LedgerEntry.objects.count()) == (0, 0)


def test_enter_transfer_batch_needs_a_receiver() -> None:
    batch = Transfer(organ="省公安厅", document="函", transferred_to=" ", quantity=384)

    with pytest.raises(BadValue) as error:
        actions.enter_transfer_batch(a_unit("省公安厅"), actor=a_post(), campaign=a_campaign(), result=batch)

    assert error.value.field == "transferred_to"


def test_enter_person_outcome_keeps_a_person_once_and_knows_of_no_form() -> None:
    unit, campaign, actor = a_unit("甲市"), a_campaign(), a_post()
    one = PersonResult(organ="市纪委监委", document="函", treatment=PersonTreatment.ACCOUNTABILITY, person_key=KEY)
    made = actions.enter_person_outcome(unit, actor=actor, campaign=campaign, result=one)

    with pytest.raises(BadValue) as error:
        actions.enter_person_outcome(unit, actor=actor, campaign=campaign, result=one)
    actions.void_outcome(made, actor=actor, reason="处分有变")
    actions.enter_person_outcome(unit, actor=actor, campaign=campaign, result=one)

    assert error.value.field == "person_key"
    assert list(PersonOutcome.objects.current().values_list("form", "person_key")) == [("", KEY)]


def test_enter_person_outcome_of_several_persons_has_no_key() -> None:
    two = PersonResult(
        organ="市纪委监委", document="函", treatment=PersonTreatment.HANDLING, person_key=KEY, quantity=2
    )

    with pytest.raises(BadValue) as error:
        actions.enter_person_outcome(a_unit("甲市"), actor=a_post(), campaign=a_campaign(), result=two)

    assert error.value.field == "quantity"


def test_void_outcome_leaves_the_row_its_reason_and_an_entry() -> None:
    outcome, actor = a_person_outcome(a_unit("甲市"), a_campaign()), a_post()

    actions.void_outcome(outcome, actor=actor, reason="登记有误")

    entry = LedgerEntry.objects.get()
    assert (entry.verb, entry.object_kind, entry.object_id, entry.reason) == (
        "accountability.void_outcome",
        "accountability.personoutcome",
        outcome.pk,
        "登记有误",
    )
    assert PersonOutcome.objects.current().count() == 0
    with pytest.raises(NotInThisState):
        actions.void_outcome(outcome, actor=actor, reason="再作废")


def test_void_outcome_is_refused_to_a_clerk_and_without_a_reason() -> None:
    outcome = a_person_outcome(a_unit("甲市"), a_campaign())

    with pytest.raises(Refused):
        actions.void_outcome(outcome, actor=a_post(role="CLERK"), reason="登记有误")
    with pytest.raises(BadValue):
        actions.void_outcome(outcome, actor=a_post(), reason=" ")

    assert (PersonOutcome.objects.current().count(), LedgerEntry.objects.count()) == (1, 0)
