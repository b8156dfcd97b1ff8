"""Decisions of plan review."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.kernel.errors import BadValue
from mingcha.plans import rules
from mingcha.plans.choices import Verdict


@given(st.dictionaries(st.sampled_from("1234567"), st.booleans(), min_size=1))
def test_verdict_for_when_one_is_no_returns_the_plan(answers: dict[str, bool]) -> None:
    wanted = Verdict.RETURNED if False in answers.values() else Verdict.PASSED

    assert rules.verdict_for(answers, criteria=answers) == wanted


@pytest.mark.parametrize(
    ("answers", "criteria", "says"),
    [
        ({"1": True}, ["1", "2", "3"], "审核要点未逐项判断：2、3"),
        ({}, [], "审核要点未逐项判断：没有在用的审核要点"),
        ({"1": True, "9": True}, ["1"], "不在本套审核要点内：9"),
    ],
)
def test_verdict_for_when_answers_do_not_fit_the_criteria_names_which(
    answers: dict[str, bool], criteria: list[str], says: str
) -> None:
    with pytest.raises(BadValue, match=says) as error:
        rules.verdict_for(answers, criteria=criteria)

    assert error.value.field == "answers"


def test_next_round_number_when_first_or_returned_counts_up() -> None:
    assert rules.next_round_number(None, None) == 1
    assert rules.next_round_number(2, Verdict.RETURNED) == 3


@pytest.mark.parametrize(("verdict", "says"), [("PENDING", "第2轮尚未审结"), ("PASSED", "第2轮已通过")])
def test_next_round_number_when_open_or_passed_is_refused(verdict: str, says: str) -> None:
    with pytest.raises(BadValue, match=says):
        rules.next_round_number(2, verdict)


@pytest.mark.parametrize(
    ("verdict", "is_voided", "verb"),
    [
        ("PENDING", False, "close_round"),
        ("PASSED", False, "correct_round"),
        ("RETURNED", False, "correct_round"),
        ("PENDING", True, ""),
        ("PASSED", True, ""),
    ],
)
def test_next_verb_of_each_state(verdict: str, is_voided: bool, verb: str) -> None:
    assert rules.next_verb(verdict, is_voided=is_voided) == verb
