"""The verbs of the problem register: allowed, refused, wrong state, ledger."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.problems import actions
from mingcha.problems.choices import ProblemState
from mingcha.problems.models import TargetProblem
from mingcha.problems.tests.factories import a_problem

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = date(2018, 3, 5)


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
def problem(city: Unit, campaign: Campaign) -> TargetProblem:
    return a_problem(city, campaign, on=DAY)


@pytest.fixture
def proposed(city: Unit, campaign: Campaign) -> TargetProblem:
    return a_problem(city, campaign, state=ProblemState.PROPOSED, on=DAY)


def _entered() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def test_register_problem_by_the_unit_itself_numbers_it(city: Unit, campaign: Campaign, problem: TargetProblem) -> None:
    values = {"title": " 窗口办事慢 ", "method": "FORUM"}

    made = actions.register_problem(
        city, actor=a_post(city, role="CLERK"), campaign=campaign, values=values, happened_on=DAY, source_note="清单"
    )

    assert (made.number, made.title, made.state, made.is_reconstructed) == (
        problem.number + 1, "窗口办事慢", ProblemState.OPEN, True,
    )  # fmt: skip
    assert _entered() == ["problems.register_problem"]


@pytest.mark.parametrize(
    ("values", "on", "field"),
    [
        ({"title": " ", "method": "FORUM"}, DAY, "title"),
        ({"method": "FORUM"}, DAY, "title"),
        ({"title": "慢", "method": "GUESS"}, DAY, "method"),
        ({"title": "慢"}, DAY, "method"),
        ({"title": "慢", "method": "FORUM"}, date(2100, 1, 1), "happened_on"),
    ],
)
def test_register_problem_with_a_value_that_cannot_be_names_its_field(
    values: dict[str, str], on: date, field: str, office: Post, city: Unit, campaign: Campaign
) -> None:
    with pytest.raises(BadValue) as error:
        actions.register_problem(city, actor=office, campaign=campaign, values=values, happened_on=on)

    assert error.value.field == field
    assert not TargetProblem.objects.exists()


def test_register_problem_by_a_stranger_is_refused(city: Unit, campaign: Campaign) -> None:
    with pytest.raises(Refused):
        actions.register_problem(city, actor=a_post(a_unit("乙市"), role="CLERK"), campaign=campaign, values={})


def test_problem_is_proposed_by_its_owner_and_confirmed_by_the_office(
    office: Post, city: Unit, problem: TargetProblem
) -> None:
    actions.propose_closing(problem, actor=a_post(city, role="CLERK"), happened_on=date(2018, 4, 1))
    actions.confirm_closing(problem, actor=office, happened_on=date(2018, 4, 9))

    assert (problem.state, problem.proposed_on, problem.closed_on) == ("CLOSED", date(2018, 4, 1), date(2018, 4, 9))
    assert _entered() == ["problems.propose_closing", "problems.confirm_closing"]


def test_refuse_closing_opens_it_again(office: Post, proposed: TargetProblem) -> None:
    actions.refuse_closing(proposed, actor=office, reason="现场仍排长队")

    assert (proposed.state, proposed.proposed_on) == ("OPEN", None)
    assert list(LedgerEntry.objects.values_list("verb", "reason")) == [("problems.refuse_closing", "现场仍排长队")]


@pytest.mark.parametrize(
    ("verb", "given"),
    [(actions.confirm_closing, {}), (actions.refuse_closing, {"reason": "未改"}), (actions.propose_closing, {})],
)
def test_verbs_in_the_wrong_state_change_nothing(
    verb: Callable[..., None], given: dict[str, str], office: Post, city: Unit, campaign: Campaign
) -> None:
    closed = a_problem(city, campaign, state=ProblemState.CLOSED)

    with pytest.raises(NotInThisState):
        verb(closed, actor=office, **given)

    assert _entered() == []


def test_closing_is_not_confirmed_or_refused_by_the_owner(city: Unit, proposed: TargetProblem) -> None:
    own = a_post(city)

    with pytest.raises(Refused):
        actions.confirm_closing(proposed, actor=own)
    with pytest.raises(Refused):
        actions.refuse_closing(proposed, actor=own, reason="未改")


def test_closing_is_not_proposed_by_a_stranger(problem: TargetProblem) -> None:
    with pytest.raises(Refused):
        actions.propose_closing(problem, actor=a_post(a_unit("乙市"), role="CLERK"))


@pytest.mark.parametrize("reason", [" ", "因" * 201])
def test_refuse_closing_without_a_reason_or_with_too_long_a_one_is_refused(
    reason: str, office: Post, proposed: TargetProblem
) -> None:
    with pytest.raises(BadValue) as error:
        actions.refuse_closing(proposed, actor=office, reason=reason)

    assert error.value.field == "reason"


def test_dates_do_not_run_backwards(office: Post, problem: TargetProblem, proposed: TargetProblem) -> None:
    early: dict[str, Any] = {"actor": office, "happened_on": date(2018, 3, 4)}

    with pytest.raises(BadValue, match="不能早于确定日期"):
        actions.propose_closing(problem, **early)
    with pytest.raises(BadValue, match="不能早于申请日期"):
        actions.confirm_closing(proposed, **early)


def test_void_problem_keeps_the_row_with_its_reason(office: Post, problem: TargetProblem) -> None:
    actions.void_problem(problem, actor=office, reason="重复登记")

    problem.refresh_from_db()
    assert problem.void_reason == "重复登记"
    assert _entered() == ["problems.void_problem"]
    with pytest.raises(NotInThisState):
        actions.void_problem(problem, actor=office, reason="重复登记")
    with pytest.raises(Refused):
        actions.void_problem(problem, actor=a_post(role="CLERK"), reason="重复登记")
