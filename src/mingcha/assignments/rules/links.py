"""Decisions about one-time links (免登录链接), over plain values.

Source: the office's issue of the desk, part 6: one task, one verified number, used once.
"""

from datetime import datetime, timedelta

from mingcha.assignments.choices import LinkState

LONGEST = timedelta(days=7)
SHORTEST = timedelta(days=1)
"""A link to a task that is due already still works for a day: late answers are wanted too."""

CODE_LASTS = timedelta(minutes=10)
CODE_AGAIN = timedelta(minutes=1)
MOST_CODES = 5
MOST_TRIES = 5
"""Codes a link may have sent, and tries at each: 25 guesses at a million."""


def link_expiry(now: datetime, due_end: datetime) -> datetime:
    """When a link ends: with the time limit of its task, at most a week and at least a day from now."""
    return min(max(due_end, now + SHORTEST), now + LONGEST)


def link_state(now: datetime, *, expires_at: datetime, is_used: bool, is_withdrawn: bool) -> LinkState:
    """What has become of a link; a used one stays used when its date has passed."""
    if is_used:
        return LinkState.USED
    if is_withdrawn:
        return LinkState.WITHDRAWN
    return LinkState.EXPIRED if now >= expires_at else LinkState.OPEN


def may_send_code(now: datetime, *, sent: int, last_at: datetime | None) -> bool:
    """Whether another code may go out: five a link, a minute apart."""
    return sent < MOST_CODES and (last_at is None or now - last_at >= CODE_AGAIN)


def may_try_code(now: datetime, *, sent_at: datetime | None, tries: int) -> bool:
    """Whether a code may still be typed: ten minutes, five tries."""
    return sent_at is not None and tries < MOST_TRIES and now - sent_at < CODE_LASTS


def masked(mobile: str) -> str:
    """A number as it is shown: `138****0001`."""
    return f"{mobile[:3]}****{mobile[-4:]}" if len(mobile) > 7 else "****"
