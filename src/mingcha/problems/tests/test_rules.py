"""Where a problem may go."""

from mingcha.problems import rules
from mingcha.problems.choices import ProblemState


def test_next_states_lead_over_a_proposal_to_closing_or_back() -> None:
    assert rules.next_states("OPEN") == (ProblemState.PROPOSED,)
    assert rules.next_states("PROPOSED") == (ProblemState.CLOSED, ProblemState.OPEN)
    assert rules.next_states("CLOSED") == ()
