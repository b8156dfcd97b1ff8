"""What goes in and out of the interface of chasing (催办接口的数据)."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, FilterLookup, Schema
from pydantic import AwareDatetime

from mingcha.assignments.actions import CallNote
from mingcha.assignments.choices import CallDirection, ChaseChannel, TaskState
from mingcha.ui.schemas import Filters, Given, UnitName


class CallFilters(Filters):
    """As the list page's filters."""

    direction: CallDirection | None = None
    unit: Annotated[str | None, FilterLookup("unit__code")] = None
    since: Annotated[date | None, FilterLookup("happened_on__gte")] = None
    until: Annotated[date | None, FilterLookup("happened_on__lte")] = None
    q: Annotated[str | None, FilterLookup(["says__icontains", "who__icontains", "proposal__icontains"])] = None


class ChaseFilters(Filters):
    """As the list page's filters."""

    task: int | None = None
    channel: ChaseChannel | None = None
    unit: Annotated[str | None, FilterLookup("unit__code")] = None
    since: Annotated[date | None, FilterLookup("happened_on__gte")] = None
    until: Annotated[date | None, FilterLookup("happened_on__lte")] = None


class MissingOut(Schema):
    """A unit that has not answered (未报单位): whom to turn to, how often it was chased, what it said last."""

    id: int
    unit: UnitName
    state: TaskState
    due_on: date
    light: str
    times_chased: int
    last_reply: str
    escalated_to: str
    liaison: str | None
    liaison_mobile: str | None
    deputy_in_charge: str | None


class ChaseIn(Given):
    """Which units of a directive to remind, and how."""

    tasks: list[int] = Field(min_length=1, max_length=12_000)
    channel: ChaseChannel = ChaseChannel.SMS


class ChaseOut(Schema):
    """One reminder of one task (催办记录)."""

    id: int
    task_id: int
    unit: UnitName
    channel: ChaseChannel
    chased_at: datetime
    to_whom: str
    level: str
    reason: str
    reply: str
    notice_id: int | None


class ChasedOut(Schema):
    """How many tasks were reminded of."""

    count: int


class CallIn(Given):
    """A call with a unit, about a task or not."""

    unit: str
    direction: CallDirection
    who: str
    says: str
    proposal: str = ""
    called_at: AwareDatetime | None = None
    task: int | None = None

    def note(self) -> CallNote:
        """What the action takes."""
        given: dict[str, Any] = self.model_dump(exclude={"unit", "task"})
        return CallNote(**given)


class CallOut(Schema):
    """A telephone record (电话记录单)."""

    id: int
    unit: UnitName
    task_id: int | None
    direction: CallDirection
    called_at: datetime
    who: str
    says: str
    proposal: str
