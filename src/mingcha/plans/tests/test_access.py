"""Who sees and judges rounds: office, owner, superior, stranger, auditor."""

from collections.abc import Callable

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit
from mingcha.plans import access
from mingcha.plans.models import ReviewRound
from mingcha.plans.tests.factories import a_criteria_set, a_round

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市")


@pytest.fixture
def review(city: Unit) -> ReviewRound:
    return a_round(city, a_criteria_set(a_campaign()))


def _sees(post: Post) -> bool:
    return ReviewRound.objects.visible_to(post).exists()


def test_rounds_are_visible_to_the_office_the_owner_and_those_above_alone(city: Unit, review: ReviewRound) -> None:
    county = a_unit("甲县", level="COUNTY", parent=city)

    assert _sees(a_post())
    assert _sees(a_post(city, role="CLERK"))
    assert _sees(a_system_post())
    assert not _sees(a_post(county, role="CLERK"))
    assert not _sees(a_post(a_unit("乙市"), role="CLERK"))
    assert not _sees(a_post(role="AUDITOR"))
    assert review.unit == city


def test_rounds_of_units_below_are_visible_to_a_clerk(city: Unit) -> None:
    county = a_unit("甲县", level="COUNTY", parent=city)
    a_round(county, a_criteria_set(a_campaign()))

    assert _sees(a_post(city, role="CLERK"))


@pytest.mark.parametrize("may", [access.may_close_round, access.may_correct_round])
def test_round_is_judged_by_the_office_but_not_of_the_unit_itself(
    may: Callable[[Post, ReviewRound], bool], city: Unit, review: ReviewRound
) -> None:
    assert may(a_post(), review)
    assert not may(a_post(city), review)
    assert not may(a_post(city, role="CLERK"), review)
    assert not may(a_post(role="AUDITOR"), review)


def test_plan_is_filed_by_the_office_or_the_units_own_clerk(city: Unit) -> None:
    assert access.may_file_plan(a_post(), city)
    assert access.may_file_plan(a_post(city, role="CLERK"), city)
    assert not access.may_file_plan(a_post(a_unit("乙市"), role="CLERK"), city)
    assert not access.may_file_plan(a_post(city, role="AUDITOR"), city)


def test_rounds_are_opened_and_criteria_adopted_by_the_office_alone(city: Unit) -> None:
    assert access.may_open_round(a_post())
    assert access.may_adopt_criteria(a_post())
    assert not access.may_open_round(a_post(city, role="CLERK"))
    assert not access.may_adopt_criteria(a_post(city, role="CLERK"))
