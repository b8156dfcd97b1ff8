"""The verbs of leads: allowed, refused, wrong state, ledger."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import numbering
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry, NumberTaken
from mingcha.leads import actions
from mingcha.leads.actions import Intake
from mingcha.leads.choices import IssueGroup, LeadResult, LeadState, SourceKind
from mingcha.leads.models import Lead
from mingcha.leads.tests.factories import OPENED_ON, a_lead, last_entry
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LATER = date(2018, 4, 2)


def _intake(**given: Any) -> Intake:
    plain: dict[str, Any] = {"source_kind": SourceKind.INSPECTION, "headline": "窗口无人值守"}
    return Intake(**{**plain, **given})


def _opened(unit: Unit, campaign: Campaign, **given: Any) -> Lead:
    return actions.open_lead(unit, actor=a_post(), campaign=campaign, intake=_intake(**given), happened_on=OPENED_ON)


def test_open_lead_takes_the_next_number_of_the_year() -> None:
    unit, campaign, actor = a_unit("甲市", code="230100"), a_campaign(), a_post()
    _opened(unit, campaign)
    intake = _intake(issue_group=IssueGroup.DISCIPLINE, source_ref="finding:7")

    lead = actions.open_lead(unit, actor=actor, campaign=campaign, intake=intake, happened_on=date(2018, 4, 1))

    lead.refresh_from_db()
    assert (lead.reference, lead.number, lead.state) == ("线索〔2018〕2号", 2, LeadState.CHECKING)
    assert (lead.source_ref, lead.issue_group, lead.is_reconstructed) == ("finding:7", "DISCIPLINE", False)
    entry = last_entry()
    assert (entry.verb, entry.object_id, entry.actor_id) == ("leads.open_lead", lead.pk, actor.pk)


@pytest.mark.parametrize(
    ("given", "is_reconstructed"),
    [
        ({}, False),
        ({"source_note": "原文：40个"}, True),
        ({"source_note": "原文点名", "is_reconstructed": False}, False),
    ],
)
def test_open_lead_marks_what_was_made_up_from_a_count(given: dict[str, Any], is_reconstructed: bool) -> None:
    assert _opened(a_unit("甲市"), a_campaign(), **given).is_reconstructed == is_reconstructed


def test_open_lead_is_refused_to_a_clerk_and_to_the_unit_itself() -> None:
    city, campaign = a_unit("甲市"), a_campaign()

    for actor in (a_post(a_unit("乙市"), role="CLERK"), a_post(city)):
        with pytest.raises(Refused) as refused:
            actions.open_lead(city, actor=actor, campaign=campaign, intake=_intake())
        assert refused.value.verb == "leads.open_lead"

    assert (Lead.objects.count(), LedgerEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("given", "day", "field"),
    [
        ({"headline": " "}, OPENED_ON, "headline"),
        ({}, date(2999, 1, 1), "happened_on"),
        ({}, date(2009, 1, 1), "happened_on"),
        ({"source_ref": "finding:1"}, OPENED_ON, "source_ref"),
    ],
)
def test_open_lead_names_the_field_that_is_wrong(given: dict[str, Any], day: date, field: str) -> None:
    unit, campaign = a_unit("甲市", from_certainty="DAY"), a_campaign()
    a_lead(unit, campaign, source_ref="finding:1")

    with pytest.raises(BadValue) as error:
        actions.open_lead(unit, actor=a_post(), campaign=campaign, intake=_intake(**given), happened_on=day)

    assert error.value.field == field
    assert (Lead.objects.count(), numbering.gaps("线索", 2018)) == (1, [])


def test_a_lead_goes_from_checking_to_closed_through_the_organ() -> None:
    lead, actor = a_lead(a_unit("甲市"), a_campaign()), a_post()

    actions.transfer_lead(lead, actor=actor, to="省纪委监委", happened_on=date(2018, 3, 28))
    actions.return_result(lead, actor=actor, words="查证属实", document="函〔2018〕3号", happened_on=LATER)
    actions.close_lead(lead, actor=actor, result=LeadResult.PROVED, happened_on=LATER)

    found = Lead.objects.get(pk=lead.pk)
    assert (found.state, found.result, found.closed_on) == ("CLOSED", "PROVED", LATER)
    assert (found.transferred_to, found.transferred_on) == ("省纪委监委", date(2018, 3, 28))
    assert (found.returned_words, found.returned_document, found.returned_on) == ("查证属实", "函〔2018〕3号", LATER)
    verbs = LedgerEntry.objects.order_by("sequence").values_list("verb", "object_id")
    assert list(verbs) == [(f"leads.{v}", lead.pk) for v in ("transfer_lead", "return_result", "close_lead")]


def test_close_lead_may_follow_the_check_of_the_office_itself() -> None:
    lead = a_lead(a_unit("甲市"), a_campaign())

    actions.close_lead(lead, actor=a_post(), result=LeadResult.NOT_PROVED, happened_on=OPENED_ON)

    assert (lead.state, lead.result) == ("CLOSED", "NOT_PROVED")


Verb = Callable[..., Any]
VERBS: list[tuple[Verb, dict[str, Any], str]] = [
    (actions.transfer_lead, {"to": "省纪委监委", "happened_on": LATER}, "leads.transfer_lead"),
    (actions.return_result, {"words": "属实", "happened_on": LATER}, "leads.return_result"),
    (actions.close_lead, {"result": LeadResult.PROVED, "happened_on": LATER}, "leads.close_lead"),
    (actions.void_lead, {"reason": "登记有误"}, "leads.void_lead"),
]


@pytest.mark.parametrize(("verb", "values", "name"), VERBS)
def test_every_step_is_refused_to_a_clerk_and_to_the_unit_itself(verb: Verb, values: Any, name: str) -> None:
    lead = a_lead(a_unit("甲市"), a_campaign())

    for actor in (a_post(a_unit("乙市"), role="CLERK"), a_post(lead.unit)):
        with pytest.raises(Refused) as refused:
            verb(lead, actor=actor, **values)
        assert refused.value.verb == name

    lead.refresh_from_db()
    assert (lead.state, lead.voided_at, LedgerEntry.objects.count()) == ("CHECKING", None, 0)


@pytest.mark.parametrize(("verb", "values", "name"), VERBS[:3])
def test_every_step_of_a_closed_lead_is_a_wrong_state(verb: Verb, values: Any, name: str) -> None:
    lead = a_lead(a_unit("甲市"), a_campaign(), state="CLOSED", result="PROVED", closed_on=OPENED_ON)

    with pytest.raises(NotInThisState):
        verb(lead, actor=a_post(), **values)

    assert LedgerEntry.objects.filter(verb=name).count() == 0


def test_close_lead_waits_for_the_result_of_the_organ() -> None:
    given = {"state": "TRANSFERRED", "transferred_on": OPENED_ON, "transferred_to": "省纪委监委"}
    lead = a_lead(a_unit("甲市"), a_campaign(), **given)

    with pytest.raises(NotInThisState):
        actions.close_lead(lead, actor=a_post(), result=LeadResult.PROVED, happened_on=LATER)


def test_of_two_closing_a_lead_at_once_one_wins() -> None:
    lead = a_lead(a_unit("甲市"), a_campaign())
    same = Lead.objects.get(pk=lead.pk)
    actions.close_lead(lead, actor=a_post(), result=LeadResult.PROVED, happened_on=LATER)

    with pytest.raises(NotInThisState):
        actions.close_lead(same, actor=a_post(), result=LeadResult.NOT_PROVED, happened_on=LATER)

    assert Lead.objects.get(pk=lead.pk).result == "PROVED"


@pytest.mark.parametrize(
    ("verb", "values", "field"),
    [
        (actions.transfer_lead, {"to": " "}, "to"),
        (actions.transfer_lead, {"to": "省纪委监委", "happened_on": date(2018, 3, 1)}, "happened_on"),
        (actions.return_result, {"words": " "}, "words"),
        (actions.close_lead, {"result": LeadResult.PROVED, "happened_on": date(2999, 1, 1)}, "happened_on"),
        (actions.void_lead, {"reason": " "}, "reason"),
    ],
)
def test_steps_name_the_field_that_is_wrong(verb: Verb, values: dict[str, Any], field: str) -> None:
    lead = a_lead(a_unit("甲市"), a_campaign())

    with pytest.raises(BadValue) as error:
        verb(lead, actor=a_post(), **values)

    assert error.value.field == field
    assert LedgerEntry.objects.count() == 0


def test_void_lead_voids_its_number_and_frees_its_source() -> None:
    unit, campaign = a_unit("甲市"), a_campaign()
    lead = _opened(unit, campaign, source_ref="finding:1")

    actions.void_lead(lead, actor=a_post(), reason="登记有误")

    assert (last_entry().verb, last_entry().reason) == ("leads.void_lead", "登记有误")
    assert NumberTaken.objects.get(series="线索", year=2018, number=1).void_reason == "登记有误"
    assert _opened(unit, campaign, source_ref="finding:1").reference == "线索〔2018〕2号"


def test_a_voided_lead_takes_no_further_step() -> None:
    lead = _opened(a_unit("甲市"), a_campaign())
    actions.void_lead(lead, actor=a_post(), reason="登记有误")

    with pytest.raises(NotInThisState):
        actions.void_lead(lead, actor=a_post(), reason="再作废")
    with pytest.raises(NotInThisState):
        actions.transfer_lead(lead, actor=a_post(), to="省纪委监委")
