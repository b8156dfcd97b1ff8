"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mingcha.assignments.models import Directive, Task
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_directive_is_not_due_before_it_was_issued() -> None:
    directive = a_directive(a_campaign())

    with pytest.raises(IntegrityError), transaction.atomic():
        Directive.objects.filter(pk=directive.pk).update(due_on=date(2018, 2, 28))


def test_directive_number_is_taken_once_a_year() -> None:
    campaign = a_campaign()
    first, second = a_directive(campaign), a_directive(campaign)

    with pytest.raises(IntegrityError), transaction.atomic():
        Directive.objects.filter(pk=second.pk).update(number=first.number)


@pytest.mark.parametrize("values", [{"state": "ACCEPTED"}, {"accepted_on": date(2018, 3, 9)}])
def test_task_that_contradicts_itself_is_refused(values: dict[str, object]) -> None:
    task = a_task(a_directive(a_campaign()), a_unit("甲市"))

    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**values)


def test_unit_has_one_task_of_a_directive() -> None:
    task = a_task(a_directive(a_campaign()), a_unit("甲市"))

    with pytest.raises(IntegrityError), transaction.atomic():
        a_task(task.directive, task.unit)

    assert str(task) == f"交办〔2018〕{task.directive.number}号（甲市）"
