"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.tests.factories import a_unit
from mingcha.plans.models import Criterion, PlanFiling, ReviewRound, RoundAnswer
from mingcha.plans.tests.factories import a_criteria_set, a_round

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = date(2018, 3, 5)


def test_round_number_is_taken_once_until_voided() -> None:
    criteria = a_criteria_set(a_campaign())
    first = a_round(a_unit("甲市"), criteria)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_round(first.unit, criteria)
    ReviewRound.objects.filter(pk=first.pk).update(voided_at=first.recorded_at, void_reason="录入有误")

    assert a_round(first.unit, criteria).number == 1


@pytest.mark.parametrize(
    "values",
    [
        {"verdict": "PASSED", "closed_on": None},
        {"verdict": "PENDING", "closed_on": DAY},
        {"verdict": "PASSED", "closed_on": date(2018, 3, 4)},
        {"voided_at": None, "void_reason": "没有作废时间"},
    ],
)
def test_round_that_contradicts_itself_is_refused(values: dict[str, object]) -> None:
    review = a_round(a_unit("甲市"), a_criteria_set(a_campaign()), on=DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRound.objects.filter(pk=review.pk).update(**values)


def test_plan_is_filed_once_for_each_unit() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    PlanFiling.objects.create(campaign=campaign, unit=city, title="方案", happened_on=DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFiling.objects.create(campaign=campaign, unit=city, title="方案", happened_on=DAY)


def test_criterion_is_answered_once_in_a_round() -> None:
    criteria = a_criteria_set(a_campaign(), "1")
    review, criterion = a_round(a_unit("甲市"), criteria), Criterion.objects.get()
    RoundAnswer.objects.create(review=review, criterion=criterion, is_met=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        RoundAnswer.objects.create(review=review, criterion=criterion, is_met=False)


def test_names_as_a_reader_sees_them() -> None:
    criteria = a_criteria_set(a_campaign(), "1")

    assert str(a_round(a_unit("甲市"), criteria, number=2)) == "甲市第2轮审核"
    assert str(criteria) == "七个是否（第1版）"
    assert str(Criterion.objects.get()) == "是否1"
