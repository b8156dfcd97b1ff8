"""Time limits (期限)."""

from dataclasses import dataclass
from datetime import date, datetime

from mingcha.assignments.choices import LimitUnit

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit (期限): so many working days, days or hours."""

    count: int
    unit: str = LimitUnit.WORKING_DAYS

    @property
    def is_sound(self) -> bool:
        """Whether it can be reckoned with at all."""
        return 0 < self.count <= LONGEST and self.unit in LimitUnit.values


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit runs out: the day, and the instant where it is counted in hours."""

    on: date
    at: datetime | None = None
