"""Findings, the leads they open, and reports of lower offices: allowed, refused, wrong state, ledger."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.inspections import actions
from mingcha.inspections.actions import FindingNote, ReportedNote
from mingcha.inspections.choices import ReportedKind
from mingcha.inspections.models import Finding, ReportedRound, Visit
from mingcha.inspections.tests.factories import VISITED_ON, a_finding, a_reported_round, a_round, a_team, a_visit
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.leads.choices import IssueGroup
from mingcha.leads.models import Lead
from mingcha.leads.tests.factories import last_entry
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Verb = Callable[..., object]
MARCH = date(2018, 3, 31)


def _visit() -> Visit:
    return a_visit(a_unit("大厅"), a_team(a_round(a_campaign())))


def _note(**given: Any) -> FindingNote:
    return FindingNote(**{"issue_group": IssueGroup.DISCIPLINE, "facts": "九时无人值守", "issue": "空岗", **given})


def test_record_finding_is_of_the_unit_and_day_of_the_visit() -> None:
    visit = _visit()

    finding = actions.record_finding(visit, actor=a_post(), note=_note(source_note="40个线索"))

    finding.refresh_from_db()
    assert (finding.unit_id, finding.campaign_id, finding.happened_on) == (visit.unit_id, visit.campaign_id, VISITED_ON)
    assert (finding.issue_group, finding.issue, finding.facts) == ("DISCIPLINE", "空岗", "九时无人值守")
    assert finding.is_reconstructed
    assert (last_entry().verb, last_entry().object_id) == ("inspections.record_finding", finding.pk)


def test_record_finding_needs_facts_and_a_visit_that_stands() -> None:
    visit = _visit()
    with pytest.raises(BadValue) as error:
        actions.record_finding(visit, actor=a_post(), note=_note(facts=" "))
    actions.void_visit(Visit.objects.get(), actor=a_post(), reason="重复")

    with pytest.raises(NotInThisState):
        actions.record_finding(visit, actor=a_post(), note=_note())

    assert error.value.field == "facts"
    assert Finding.objects.count() == 0


def test_open_lead_from_finding_gives_the_lead_an_opaque_reference() -> None:
    finding, actor = a_finding(_visit(), source_note="40个线索", is_reconstructed=True), a_post()

    lead = actions.open_lead_from_finding(finding, actor=actor)

    finding.refresh_from_db()
    assert finding.lead == lead
    assert (lead.source_kind, lead.source_ref, lead.headline) == (
        "INSPECTION",
        f"finding:{finding.pk}",
        "三号窗口九时无人值守",
    )
    assert (lead.unit_id, lead.happened_on, lead.issue_group) == (finding.unit_id, VISITED_ON, "DISCIPLINE")
    assert (lead.source_note, lead.is_reconstructed) == ("40个线索", True)
    verbs = LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["leads.open_lead", "inspections.open_lead_from_finding"]


def test_open_lead_from_finding_takes_a_headline_and_a_day_of_its_own() -> None:
    finding = a_finding(_visit())

    lead = actions.open_lead_from_finding(finding, actor=a_post(), headline="无人值守", happened_on=date(2018, 3, 30))

    assert (lead.headline, lead.happened_on, lead.is_reconstructed) == ("无人值守", date(2018, 3, 30), False)


def test_open_lead_from_finding_before_the_finding_is_refused() -> None:
    finding = a_finding(_visit())

    with pytest.raises(BadValue):
        actions.open_lead_from_finding(finding, actor=a_post(), happened_on=date(2018, 3, 26))


def test_open_lead_from_finding_twice_is_a_wrong_state_and_takes_no_number() -> None:
    finding = a_finding(_visit())
    stale = Finding.objects.get()
    actions.open_lead_from_finding(finding, actor=a_post())

    for seen in (finding, stale):
        with pytest.raises(NotInThisState):
            actions.open_lead_from_finding(seen, actor=a_post())

    assert [lead.reference for lead in Lead.objects.all()] == ["线索〔2018〕1号"]


def test_a_lead_of_a_voided_finding_stands_for_itself() -> None:
    finding = a_finding(_visit())
    lead = actions.open_lead_from_finding(finding, actor=a_post())

    actions.void_finding(finding, actor=a_post(), reason="登记有误")

    lead.refresh_from_db()
    assert lead.voided_at is None
    with pytest.raises(NotInThisState):
        actions.open_lead_from_finding(finding, actor=a_post())


@pytest.mark.parametrize("is_of_the_unit", [True, False])
def test_findings_are_refused_to_a_clerk_and_to_the_unit_itself(is_of_the_unit: bool) -> None:
    finding = a_finding(_visit())
    actor = a_post(finding.unit) if is_of_the_unit else a_post(a_unit("甲市"), role="CLERK")
    verbs: dict[str, Verb] = {
        "inspections.record_finding": lambda: actions.record_finding(finding.visit, actor=actor, note=_note()),
        "inspections.open_lead_from_finding": lambda: actions.open_lead_from_finding(finding, actor=actor),
        "inspections.void_finding": lambda: actions.void_finding(finding, actor=actor, reason="x"),
        "inspections.void_visit": lambda: actions.void_visit(finding.visit, actor=actor, reason="x"),
    }

    for name, verb in verbs.items():
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.verb == name

    assert (Finding.objects.count(), Lead.objects.count(), LedgerEntry.objects.count()) == (1, 0, 0)


def _reported(**given: Any) -> ReportedNote:
    return ReportedNote(**{"kind": ReportedKind.SPECIAL, "quantity": 3, **given})


def test_report_round_counts_since_the_campaign_began_and_enters_the_ledger() -> None:
    city, campaign = a_unit("鸡西市"), a_campaign()
    note = _reported(source_note="原文：3次", is_reconstructed=False)

    reported = actions.report_round(city, actor=a_post(), campaign=campaign, note=note, happened_on=MARCH)

    reported.refresh_from_db()
    assert (reported.quantity, reported.kind, reported.began_on) == (3, "SPECIAL", campaign.began_on)
    assert (reported.happened_on, reported.is_reconstructed) == (MARCH, False)
    assert (last_entry().verb, last_entry().object_id) == ("inspections.report_round", reported.pk)


def test_report_round_is_for_the_office_and_the_own_clerk_alone() -> None:
    city, campaign = a_unit("甲市"), a_campaign()
    stranger = a_post(a_unit("乙市"), role="CLERK")
    with pytest.raises(Refused):
        actions.report_round(city, actor=stranger, campaign=campaign, note=_reported())

    actions.report_round(city, actor=a_post(city, role="CLERK"), campaign=campaign, note=_reported(quantity=0))

    assert ReportedRound.objects.get().quantity == 0


@pytest.mark.parametrize(
    ("given", "day", "field"),
    [
        ({"quantity": -1}, date(2018, 6, 30), "quantity"),
        ({"began_on": date(2018, 7, 1)}, date(2018, 6, 30), "began_on"),
        ({}, date(2018, 6, 30), "began_on"),
        ({"began_on": MARCH}, date(2018, 6, 30), "began_on"),
        ({}, date(2999, 1, 1), "happened_on"),
    ],
)
def test_report_round_names_the_field_that_is_wrong(given: dict[str, Any], day: date, field: str) -> None:
    city, campaign = a_unit("甲市"), a_campaign()
    a_reported_round(city, campaign)

    with pytest.raises(BadValue) as error:
        actions.report_round(city, actor=a_post(), campaign=campaign, note=_reported(**given), happened_on=day)

    assert error.value.field == field
    assert ReportedRound.objects.count() == 1


def test_report_round_stands_beside_other_periods_kinds_and_units() -> None:
    city, campaign, actor = a_unit("甲市"), a_campaign(), a_post()
    a_reported_round(city, campaign)
    june = date(2018, 6, 30)

    actions.report_round(
        city, actor=actor, campaign=campaign, note=_reported(began_on=date(2018, 4, 1)), happened_on=june
    )
    actions.report_round(
        city, actor=actor, campaign=campaign, note=_reported(kind=ReportedKind.FULL_COVERAGE), happened_on=june
    )
    actions.report_round(a_unit("乙市"), actor=actor, campaign=campaign, note=_reported(), happened_on=june)

    assert ReportedRound.objects.count() == 4


def test_report_round_may_come_after_that_of_a_later_period() -> None:
    city, campaign = a_unit("甲市"), a_campaign()
    a_reported_round(city, campaign, began_on=date(2018, 4, 1), happened_on=date(2018, 6, 30))

    actions.report_round(city, actor=a_post(), campaign=campaign, note=_reported(), happened_on=MARCH)

    assert ReportedRound.objects.count() == 2


def test_void_reported_round_is_the_offices_and_makes_room_for_the_right_number() -> None:
    city, campaign = a_unit("甲市"), a_campaign()
    reported = a_reported_round(city, campaign)
    with pytest.raises(Refused):
        actions.void_reported_round(reported, actor=a_post(city, role="CLERK"), reason="数字有误")

    actions.void_reported_round(reported, actor=a_post(), reason="数字有误")

    assert (last_entry().verb, last_entry().object_id) == ("inspections.void_reported_round", reported.pk)
    actions.report_round(city, actor=a_post(), campaign=campaign, note=_reported(quantity=4), happened_on=MARCH)
    with pytest.raises(NotInThisState):
        actions.void_reported_round(reported, actor=a_post(), reason="数字有误")
