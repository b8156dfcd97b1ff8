"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.tests.factories import a_unit
from mingcha.problems.models import TargetProblem
from mingcha.problems.tests.factories import a_problem

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize(
    "values", [{"state": "CLOSED", "closed_on": None}, {"closed_on": date(2018, 3, 5)}, {"number": 1}]
)
def test_problem_that_contradicts_itself_or_takes_a_number_twice_is_refused(values: dict[str, object]) -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    a_problem(city, campaign)
    second = a_problem(city, campaign)

    with pytest.raises(IntegrityError), transaction.atomic():
        TargetProblem.objects.filter(pk=second.pk).update(**values)


def test_problem_is_written_by_its_title() -> None:
    assert str(a_problem(a_unit("甲市"), a_campaign())) == "甲市问题1"
