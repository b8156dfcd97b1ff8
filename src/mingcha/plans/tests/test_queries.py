"""Reads over plans."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.plans import queries
from mingcha.plans.models import CriteriaSet, ReviewRound
from mingcha.plans.queries import RoundTally
from mingcha.plans.tests.factories import a_criteria_set, a_filing, a_round

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def criteria() -> CriteriaSet:
    return a_criteria_set(a_campaign())


def _history(criteria: CriteriaSet, name: str, *verdicts: str, position: int | None = None) -> list[ReviewRound]:
    unit = a_unit(name, position=position)
    return [
        a_round(unit, criteria, number=n, verdict=verdict, on=date(2018, 3, n)) for n, verdict in enumerate(verdicts, 1)
    ]


def test_latest_rounds_gives_one_for_each_unit_in_unit_order(criteria: CriteriaSet) -> None:
    *_, second = _history(criteria, "乙市", "RETURNED", "PASSED", position=2)
    [first] = _history(criteria, "甲市", "PENDING", position=1)

    assert list(queries.latest_rounds(a_post())) == [first, second]


def test_latest_rounds_overlooks_voided_ones(criteria: CriteriaSet) -> None:
    first, second = _history(criteria, "甲市", "RETURNED", "PASSED")
    void_row(second, reason="录入有误")

    assert list(queries.latest_rounds(a_post())) == [first]


def test_rounds_puts_open_ones_first_then_the_newest(criteria: CriteriaSet) -> None:
    first, second, third = _history(criteria, "甲市", "RETURNED", "RETURNED", "PENDING")

    assert list(queries.rounds(a_post())) == [third, second, first]


def test_tallies_count_what_the_reader_may_see(
    criteria: CriteriaSet, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, *_ = _history(criteria, "甲市", "RETURNED", "PASSED")
    _history(criteria, "乙市", "PASSED")
    _history(criteria, "丙市", "PENDING")
    office, clerk = a_post(), a_post(first.unit, role="CLERK")

    with django_assert_num_queries(1):
        seen = queries.tallies(office)

    assert seen == [RoundTally(1, passed=1, returned=1, pending=1), RoundTally(2, passed=1, returned=0, pending=0)]
    assert queries.tallies(clerk) == [RoundTally(1, 0, 1, 0), RoundTally(2, 1, 0, 0)]
    assert queries.tallies(a_post(role="AUDITOR")) == []


def test_filings_are_in_unit_order_without_voided_ones(criteria: CriteriaSet) -> None:
    second = a_filing(a_unit("乙市", position=2), criteria.campaign)
    first = a_filing(a_unit("甲市", position=1), criteria.campaign)
    void_row(a_filing(a_unit("丙市"), criteria.campaign), reason="录入有误")

    assert list(queries.filings(a_post())) == [first, second]


def test_rounds_of_unit_holds_the_voided_ones_too(criteria: CriteriaSet) -> None:
    first, second = _history(criteria, "甲市", "RETURNED", "PASSED")
    _history(criteria, "乙市", "PASSED")
    void_row(second, reason="录入有误")

    assert list(queries.rounds_of_unit(first)) == [first, second]


def test_last_and_later_rounds_overlook_voided_ones(criteria: CriteriaSet) -> None:
    first, second, third = _history(criteria, "甲市", "RETURNED", "RETURNED", "PASSED")
    void_row(third, reason="录入有误")

    assert queries.last_round(criteria.campaign_id, first.unit) == second
    assert queries.later_rounds(first) == [second]
    assert queries.last_round(criteria.campaign_id, a_unit("乙市")) is None


def test_verb_open_to_depends_on_state_and_reader(criteria: CriteriaSet) -> None:
    office = a_post()
    closed, pending = _history(criteria, "甲市", "RETURNED", "PENDING")
    own = a_post(closed.unit)

    assert queries.verb_open_to(office, pending) == "close_round"
    assert queries.verb_open_to(office, closed) == "correct_round"
    assert queries.verb_open_to(own, pending) == ""
    void_row(closed, reason="录入有误")
    assert queries.verb_open_to(office, closed) == ""


def test_opened_for_tells_refused_from_too_late(criteria: CriteriaSet) -> None:
    [review] = _history(criteria, "甲市", "PENDING")

    assert queries.opened_for("close_round", a_post(), review) == review
    with pytest.raises(Refused):
        queries.opened_for("close_round", a_post(review.unit), review)
    with pytest.raises(NotInThisState):
        queries.opened_for("correct_round", a_post(), review)
    review.voided_at = clock.now()
    with pytest.raises(NotInThisState):
        queries.opened_for("close_round", a_post(), review)


def test_criteria_are_in_the_order_they_were_adopted_in(criteria: CriteriaSet) -> None:
    assert [criterion.code for criterion in queries.criteria(criteria.pk)] == ["1", "2"]
    assert list(queries.criteria_of(criteria.pk)) == ["1", "2"]
