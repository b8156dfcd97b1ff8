"""Where a lead may go, and in which order of days."""

from datetime import date

import pytest

from mingcha.kernel.errors import BadValue
from mingcha.leads import rules
from mingcha.leads.choices import LeadState


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("CHECKING", {LeadState.TRANSFERRED, LeadState.CLOSED}),
        ("TRANSFERRED", {LeadState.RETURNED}),
        ("RETURNED", {LeadState.CLOSED}),
        ("CLOSED", set()),
    ],
)
def test_next_states_of_a_transferred_lead_wait_for_the_organ(state: str, expected: set[LeadState]) -> None:
    assert rules.next_states(state) == expected


def test_every_state_has_its_next_states() -> None:
    assert set(rules.NEXT_STATES) == set(LeadState)


def test_day_after_takes_the_day_of_the_latest_step_and_later() -> None:
    assert rules.day_after(date(2018, 4, 2), date(2018, 4, 1), None, date(2018, 4, 2)) == date(2018, 4, 2)


def test_day_after_refuses_a_day_before_the_latest_step() -> None:
    with pytest.raises(BadValue) as error:
        rules.day_after(date(2018, 4, 1), date(2018, 3, 1), date(2018, 4, 2))

    assert str(error.value) == "日期2018-04-01早于上一步的日期2018-04-02"
    assert error.value.field == "happened_on"
