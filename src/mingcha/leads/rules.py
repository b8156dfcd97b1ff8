"""Decisions about leads, as pure functions over plain values."""

from datetime import date

from mingcha.kernel.errors import BadValue
from mingcha.leads.choices import LeadState

NEXT_STATES = {
    LeadState.CHECKING: frozenset({LeadState.TRANSFERRED, LeadState.CLOSED}),
    LeadState.TRANSFERRED: frozenset({LeadState.RETURNED}),
    LeadState.RETURNED: frozenset({LeadState.CLOSED}),
    LeadState.CLOSED: frozenset(),
}


def next_states(state: str) -> frozenset[LeadState]:
    """Where a lead may go from here (下一步): one that was transferred closes only on the organ's returned result.

    Source: design principle 3; four disposals belong to discipline inspection, not to the office (domain.md 5).
    """
    return NEXT_STATES[LeadState(state)]


def day_after(day: date, *earlier: date | None) -> date:
    """The day itself, if it is not before the steps already taken (日期先后).

    Args:
        earlier: days of the steps before; None for a step not taken.

    Raises:
        BadValue: it is earlier; names the latest step.
    """
    latest = max(step for step in earlier if step is not None)
    if day < latest:
        raise BadValue(f"日期{day}早于上一步的日期{latest}", field="happened_on")
    return day
