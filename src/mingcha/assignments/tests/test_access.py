"""Who sees, issues, answers and judges."""

import pytest

from mingcha.assignments import access
from mingcha.assignments.models import Directive, Task
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_directive_is_visible_to_all_but_the_auditor() -> None:
    directive = a_directive(a_campaign())

    assert list(Directive.objects.visible_to(a_post(a_unit("甲市"), role="CLERK"))) == [directive]
    assert list(Directive.objects.visible_to(a_post(role="AUDITOR"))) == []


def test_task_is_visible_to_the_office_the_unit_and_those_above() -> None:
    city = a_unit("甲市")
    county = a_unit("甲县", level="COUNTY", parent=city)
    task = a_task(a_directive(a_campaign()), county)

    for post in (a_post(), a_post(city, role="CLERK"), a_post(county, role="CLERK")):
        assert list(Task.objects.visible_to(post)) == [task]
    for post in (a_post(a_unit("乙市"), role="CLERK"), a_post(role="AUDITOR")):
        assert list(Task.objects.visible_to(post)) == []


def test_task_is_answered_by_the_unit_and_judged_by_the_office() -> None:
    city = a_unit("甲市")
    task = a_task(a_directive(a_campaign()), city)
    office, clerk, own = a_post(), a_post(city, role="CLERK"), a_post(city)
    stranger = a_post(a_unit("乙市"), role="CLERK")

    assert [access.may_answer_task(p, task) for p in (office, clerk, stranger)] == [True, True, False]
    assert [access.may_judge_task(p, task) for p in (office, clerk, own)] == [True, False, False]
    assert [access.may_issue_directive(p) for p in (office, clerk)] == [True, False]
