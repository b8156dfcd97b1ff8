"""Decisions of the problem register, as pure functions."""

from mingcha.problems.choices import ProblemState

_NEXT = {
    ProblemState.OPEN: (ProblemState.PROPOSED,),
    ProblemState.PROPOSED: (ProblemState.CLOSED, ProblemState.OPEN),
    ProblemState.CLOSED: (),
}


def next_states(state: str) -> tuple[ProblemState, ...]:
    """Where a problem may go from here: proposed by its owner, then closed or sent back by somebody else.

    Source: design, mechanisms: closing by somebody else (销号须由他人确认).
    """
    return _NEXT[ProblemState(state)]
