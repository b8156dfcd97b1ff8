"""Who sees, registers and closes problems."""

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.problems import access
from mingcha.problems.models import TargetProblem
from mingcha.problems.tests.factories import a_problem

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_problems_are_visible_to_the_office_the_owner_and_those_above() -> None:
    city = a_unit("甲市")
    county = a_unit("甲县", level="COUNTY", parent=city)
    problem = a_problem(county, a_campaign())

    for post in (a_post(), a_post(city, role="CLERK"), a_post(county, role="CLERK")):
        assert list(TargetProblem.objects.visible_to(post)) == [problem]
    for post in (a_post(a_unit("乙市"), role="CLERK"), a_post(role="AUDITOR")):
        assert list(TargetProblem.objects.visible_to(post)) == []


def test_problem_is_registered_and_proposed_by_the_owner_or_the_office() -> None:
    city = a_unit("甲市")
    problem = a_problem(city, a_campaign())

    for post in (a_post(), a_post(city, role="CLERK")):
        assert access.may_register_problem(post, city)
        assert access.may_propose_closing(post, problem)
    for post in (a_post(a_unit("乙市"), role="CLERK"), a_post(city, role="AUDITOR")):
        assert not access.may_register_problem(post, city)
        assert not access.may_propose_closing(post, problem)


def test_closing_is_confirmed_by_the_office_but_not_by_the_owner() -> None:
    city = a_unit("甲市")
    problem = a_problem(city, a_campaign())

    assert access.may_confirm_closing(a_post(), problem)
    assert not access.may_confirm_closing(a_post(city), problem)
    assert not access.may_confirm_closing(a_post(a_unit("乙市"), role="CLERK"), problem)


def test_problem_is_voided_by_the_office_alone() -> None:
    assert access.may_void_problem(a_post())
    assert not access.may_void_problem(a_post(role="CLERK"))
