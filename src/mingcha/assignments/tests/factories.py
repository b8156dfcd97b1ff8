"""Real rows for tests."""

from datetime import date
from itertools import count

from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Directive, Task
from mingcha.campaigns.models import Campaign
from mingcha.orgs.models import Unit

_numbers = count(1)
ISSUED_ON = date(2018, 3, 1)
DUE_ON = date(2018, 3, 9)


def a_directive(campaign: Campaign, title: str = "报送台账") -> Directive:
    """A directive issued on 2018-03-01, due on the 9th."""
    directive: Directive = Directive.objects.create(
        campaign=campaign,
        unit=campaign.office,
        number=next(_numbers),
        year=2018,
        title=title,
        asks="报送整改台账",
        basis="通知",
        minutes_needed=20,
        happened_on=ISSUED_ON,
        due_on=DUE_ON,
    )
    return directive


def a_task(directive: Directive, unit: Unit, *, state: str = TaskState.ISSUED) -> Task:
    """The unit's task of a directive; accepted on the day due where the state says so."""
    task: Task = Task.objects.create(
        campaign=directive.campaign,
        directive=directive,
        unit=unit,
        state=state,
        happened_on=ISSUED_ON,
        due_on=DUE_ON,
        original_due_on=DUE_ON,
        accepted_on=DUE_ON if state == TaskState.ACCEPTED else None,
    )
    return task
