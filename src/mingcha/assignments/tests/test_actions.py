"""The verbs of assignments: allowed, refused, wrong state, ledger."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mingcha.assignments import actions
from mingcha.assignments.actions import Asked
from mingcha.assignments.models import Directive, Task
from mingcha.assignments.tests.factories import DUE_ON, ISSUED_ON, a_directive, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ASKED = Asked(title="报送台账", asks="报送整改台账", basis="通知", minutes_needed=20, due_on=DUE_ON)


@pytest.fixture
def office() -> Post:
    return a_post()


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市")


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign()


@pytest.fixture
def task(campaign: Campaign, city: Unit) -> Task:
    return a_task(a_directive(campaign), city)


def _entered() -> list[Any]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", "rows"))


def test_issue_directive_becomes_one_task_for_each_unit(office: Post, campaign: Campaign, city: Unit) -> None:
    asked = replace(ASKED, source_note="通报")

    first = actions.issue_directive(
        campaign, actor=office, asked=asked, units=[city, a_unit("乙市")], happened_on=ISSUED_ON
    )
    second = actions.issue_directive(campaign, actor=office, asked=ASKED, units=[city], happened_on=ISSUED_ON)

    assert (first.number, second.number, first.unit) == (1, 2, campaign.office)
    assert (first.is_reconstructed, second.is_reconstructed) == (True, False)
    assert [(t.unit.name, t.state, t.due_on) for t in first.tasks.order_by("pk")] == [
        ("甲市", "ISSUED", DUE_ON),
        ("乙市", "ISSUED", DUE_ON),
    ]
    assert _entered() == [("assignments.issue_directive", 2), ("assignments.issue_directive", 1)]


@pytest.mark.parametrize(
    ("asked", "names", "field"),
    [
        (ASKED, [], "units"),
        (replace(ASKED, title=" "), ["甲市"], "title"),
        (replace(ASKED, asks=""), ["甲市"], "title"),
        (replace(ASKED, due_on=date(2018, 2, 28)), ["甲市"], "due_on"),
        (ASKED, ["旧地区"], "units"),
    ],
)
def test_issue_directive_that_cannot_be_names_its_field(
    asked: Asked, names: list[str], field: str, office: Post, campaign: Campaign
) -> None:
    there = {"甲市": a_unit("甲市"), "旧地区": a_unit("旧地区", valid_until=date(2017, 12, 31))}

    with pytest.raises(BadValue) as error:
        actions.issue_directive(
            campaign, actor=office, asked=asked, units=[there[name] for name in names], happened_on=ISSUED_ON
        )

    assert error.value.field == field
    assert not Directive.objects.exists()


def test_issue_directive_by_a_clerk_is_refused(campaign: Campaign, city: Unit) -> None:
    with pytest.raises(Refused):
        actions.issue_directive(campaign, actor=a_post(city, role="CLERK"), asked=ASKED, units=[city])


def test_task_goes_from_signing_over_a_return_to_acceptance(office: Post, city: Unit, task: Task) -> None:
    clerk = a_post(city, role="CLERK")

    actions.sign_for_task(task, actor=clerk, happened_on=date(2018, 3, 2))
    actions.submit_task(task, actor=clerk, answer="附台账", happened_on=date(2018, 3, 5))
    actions.return_task(task, actor=office, reason="缺签字")
    actions.submit_task(task, actor=clerk, answer="已签字", happened_on=date(2018, 3, 8))
    actions.accept_task(task, actor=office, happened_on=DUE_ON)

    assert (task.state, task.answer) == ("ACCEPTED", "已签字")
    assert (task.signed_for_on, task.submitted_on, task.accepted_on) == (date(2018, 3, 2), date(2018, 3, 8), DUE_ON)
    verbs = ("sign_for", "submit", "return", "submit", "accept")
    assert [verb for verb, _ in _entered()] == [f"assignments.{verb}_task" for verb in verbs]


VERBS: list[tuple[Callable[..., Any], dict[str, str], str]] = [
    (actions.sign_for_task, {}, "SIGNED_FOR"),
    (actions.submit_task, {"answer": "附台账"}, "ISSUED"),
    (actions.return_task, {"reason": "缺签字"}, "ISSUED"),
    (actions.accept_task, {}, "RETURNED"),
]


@pytest.mark.parametrize(("verb", "given", "state"), VERBS)
def test_verbs_in_the_wrong_state_change_nothing(
    verb: Callable[..., Any], given: dict[str, str], state: str, office: Post, task: Task
) -> None:
    Task.objects.filter(pk=task.pk).update(state=state)
    task.refresh_from_db()

    with pytest.raises(NotInThisState, match="（甲市）"):
        verb(task, actor=office, **given)

    assert _entered() == []


def test_accept_task_when_another_returned_it_meanwhile_is_too_late(office: Post, campaign: Campaign) -> None:
    task = a_task(a_directive(campaign), a_unit("乙市"), state="SUBMITTED")
    stale = Task.objects.get(pk=task.pk)
    actions.return_task(task, actor=office, reason="缺签字")

    with pytest.raises(NotInThisState):
        actions.accept_task(stale, actor=office)


@pytest.mark.parametrize(("verb", "given", "_state"), VERBS)
def test_verbs_of_a_stranger_are_refused(
    verb: Callable[..., Any], given: dict[str, str], _state: str, task: Task
) -> None:
    with pytest.raises(Refused):
        verb(task, actor=a_post(a_unit("乙市"), role="CLERK"), **given)

    assert _entered() == []


def test_answer_of_the_own_unit_is_not_judged_by_its_office(city: Unit, task: Task) -> None:
    with pytest.raises(Refused):
        actions.accept_task(task, actor=a_post(city))
    with pytest.raises(Refused):
        actions.return_task(task, actor=a_post(city), reason="缺签字")


@pytest.mark.parametrize(
    ("verb", "given", "field"),
    [
        (actions.submit_task, {"answer": " "}, "answer"),
        (actions.return_task, {"reason": " "}, "reason"),
        (actions.return_task, {"reason": "因" * 201}, "reason"),
        (actions.sign_for_task, {"happened_on": date(2018, 2, 28)}, "happened_on"),
    ],
)
def test_verbs_with_a_value_that_cannot_be_name_its_field(
    verb: Callable[..., Any], given: dict[str, Any], field: str, office: Post, task: Task
) -> None:
    with pytest.raises(BadValue) as error:
        verb(task, actor=office, **given)

    assert error.value.field == field
