"""Reads over the problem register."""

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.problems import queries
from mingcha.problems.tests.factories import a_problem

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_problems_are_in_unit_order_without_voided_ones() -> None:
    campaign, first, second = a_campaign(), a_unit("甲市", position=1), a_unit("乙市", position=2)
    rows = [a_problem(unit, campaign) for unit in (second, first, first)]
    void_row(a_problem(first, campaign), reason="录入有误")

    assert list(queries.problems(a_post())) == [rows[1], rows[2], rows[0]]


def test_next_number_counts_per_unit_and_voided_ones_keep_theirs() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    assert queries.next_number(campaign.pk, city) == 1

    void_row(a_problem(city, campaign), reason="录入有误")

    assert queries.next_number(campaign.pk, city) == 2
