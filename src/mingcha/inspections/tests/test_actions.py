"""Rounds, teams and visits: allowed, refused, wrong state, ledger."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.inspections import actions
from mingcha.inspections.actions import VisitNote
from mingcha.inspections.choices import Method
from mingcha.inspections.models import InspectionRound, Team, Visit, VisitMethod
from mingcha.inspections.tests.factories import BEGAN_ON, VISITED_ON, a_finding, a_round, a_team, a_visit
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.leads.tests.factories import last_entry
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Verb = Callable[..., object]


def _note(**given: Any) -> VisitNote:
    plain: dict[str, Any] = {"methods": [Method.ONSITE_TRACE, Method.MYSTERY_SERVICE], "is_covert": True}
    return VisitNote(**{**plain, **given})


def test_open_round_takes_the_next_number_and_is_about_the_office() -> None:
    campaign, actor = a_campaign(), a_post()
    first = actions.open_round(campaign, actor=actor, scope="窗口单位", happened_on=BEGAN_ON)
    second = actions.open_round(campaign, actor=actor, scope="窗口单位", source_note="原文")

    assert [(r.number, r.unit_id, r.is_reconstructed) for r in (first, second)] == [
        (1, campaign.office_id, False),
        (2, campaign.office_id, True),
    ]
    assert (last_entry().verb, last_entry().object_id) == ("inspections.open_round", second.pk)


@pytest.mark.parametrize(("scope", "day", "field"), [(" ", BEGAN_ON, "scope"), ("x", date(2999, 1, 1), "happened_on")])
def test_open_round_names_the_field_that_is_wrong(scope: str, day: date, field: str) -> None:
    with pytest.raises(BadValue) as error:
        actions.open_round(a_campaign(), actor=a_post(), scope=scope, happened_on=day)

    assert error.value.field == field


def test_form_team_takes_the_next_number_and_the_day_of_the_round() -> None:
    round_, actor = a_round(a_campaign()), a_post()
    first = actions.form_team(round_, actor=actor)
    named = actions.form_team(round_, actor=actor, name="监督问责二组", happened_on=VISITED_ON, source_note="5个小组")

    assert [(t.number, t.name, t.happened_on, t.is_reconstructed) for t in (first, named)] == [
        (1, "第1组", BEGAN_ON, False),
        (2, "监督问责二组", VISITED_ON, True),
    ]
    assert (last_entry().verb, last_entry().object_id) == ("inspections.form_team", named.pk)


def test_form_team_is_refused_before_the_round_and_for_a_voided_round() -> None:
    round_, actor = a_round(a_campaign()), a_post()
    with pytest.raises(BadValue) as error:
        actions.form_team(round_, actor=actor, happened_on=date(2018, 3, 1))
    actions.void_round(InspectionRound.objects.get(), actor=actor, reason="重复")

    with pytest.raises(NotInThisState):
        actions.form_team(round_, actor=actor)

    assert error.value.field == "happened_on"
    assert Team.objects.count() == 0


def test_record_visit_keeps_its_methods_and_enters_the_ledger() -> None:
    hall, team, actor = a_unit("办事大厅", level="HALL", kind="HALL"), a_team(a_round(a_campaign())), a_post()

    visit = actions.record_visit(hall, actor=actor, team=team, note=_note(), happened_on=VISITED_ON)

    visit.refresh_from_db()
    assert (visit.unit, visit.campaign_id, visit.is_covert, visit.is_reconstructed) == (
        hall,
        team.campaign_id,
        True,
        False,
    )
    methods = VisitMethod.objects.filter(visit=visit).order_by("pk").values_list("method", flat=True)
    assert list(methods) == ["ONSITE_TRACE", "MYSTERY_SERVICE"]
    assert (last_entry().verb, last_entry().object_id) == ("inspections.record_visit", visit.pk)


@pytest.mark.parametrize(("is_given", "is_kept"), [(True, True), (False, False)])
def test_record_visit_marks_what_was_made_up_from_a_count(is_given: bool, is_kept: bool) -> None:
    note = _note(source_note="41个大厅、窗口", is_reconstructed=is_given)

    visit = actions.record_visit(a_unit("大厅"), actor=a_post(), team=a_team(a_round(a_campaign())), note=note)

    assert (visit.source_note, visit.is_reconstructed) == ("41个大厅、窗口", is_kept)


@pytest.mark.parametrize(
    ("given", "day", "field"),
    [
        ({"methods": []}, VISITED_ON, "methods"),
        ({}, date(2018, 3, 1), "happened_on"),
        ({}, date(2999, 1, 1), "happened_on"),
        ({}, date(2018, 6, 1), "happened_on"),
    ],
)
def test_record_visit_names_the_field_that_is_wrong(given: dict[str, Any], day: date, field: str) -> None:
    hall, team = a_unit("大厅", valid_until=date(2018, 5, 1)), a_team(a_round(a_campaign()))

    with pytest.raises(BadValue) as error:
        actions.record_visit(hall, actor=a_post(), team=team, note=_note(**given), happened_on=day)

    assert error.value.field == field
    assert (Visit.objects.count(), LedgerEntry.objects.count()) == (0, 0)


def test_record_visit_is_refused_to_a_clerk_and_to_the_unit_itself() -> None:
    hall, team = a_unit("大厅"), a_team(a_round(a_campaign()))

    for actor in (a_post(a_unit("甲市"), role="CLERK"), a_post(hall)):
        with pytest.raises(Refused) as refused:
            actions.record_visit(hall, actor=actor, team=team, note=_note())
        assert refused.value.verb == "inspections.record_visit"

    assert Visit.objects.count() == 0


def test_record_visit_of_a_voided_team_is_a_wrong_state() -> None:
    team = a_team(a_round(a_campaign()))
    actions.void_team(Team.objects.get(), actor=a_post(), reason="重复")

    with pytest.raises(NotInThisState):
        actions.record_visit(a_unit("大厅"), actor=a_post(), team=team, note=_note())


def test_rounds_and_teams_are_refused_to_a_clerk() -> None:
    round_, clerk = a_round(a_campaign()), a_post(a_unit("甲市"), role="CLERK")
    team = a_team(round_)
    verbs: dict[str, Verb] = {
        "inspections.open_round": lambda: actions.open_round(round_.campaign, actor=clerk, scope="x"),
        "inspections.form_team": lambda: actions.form_team(round_, actor=clerk),
        "inspections.void_round": lambda: actions.void_round(round_, actor=clerk, reason="x"),
        "inspections.void_team": lambda: actions.void_team(team, actor=clerk, reason="x"),
    }

    for name, verb in verbs.items():
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.verb == name

    assert LedgerEntry.objects.count() == 0


def test_void_goes_from_the_finding_up_and_enters_each_in_the_ledger() -> None:
    actor = a_post()
    visit = a_visit(a_unit("大厅"), a_team(a_round(a_campaign())))
    finding = a_finding(visit)
    team, round_ = visit.team, visit.team.round
    steps: list[tuple[Verb, Any]] = [
        (actions.void_finding, finding),
        (actions.void_visit, visit),
        (actions.void_team, team),
        (actions.void_round, round_),
    ]
    for verb, record in steps[:0:-1]:
        with pytest.raises(BadValue):
            verb(record, actor=actor, reason="重复")

    for verb, record in steps:
        verb(record, actor=actor, reason="重复")

    entries = LedgerEntry.objects.order_by("sequence").values_list("verb", "object_id", "reason")
    assert list(entries) == [(f"inspections.{verb.__name__}", record.pk, "重复") for verb, record in steps]


def test_void_twice_is_a_wrong_state() -> None:
    actor = a_post()
    round_ = a_round(a_campaign())
    actions.void_round(round_, actor=actor, reason="重复")

    with pytest.raises(NotInThisState):
        actions.void_round(round_, actor=actor, reason="重复")
