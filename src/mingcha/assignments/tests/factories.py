"""Real rows for tests."""

from datetime import date
from itertools import count
from typing import Any

from mingcha.assignments.actions._drafts import write_fields
from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Directive, Field, Task
from mingcha.assignments.rules import FieldRow
from mingcha.campaigns.models import Campaign
from mingcha.orgs.models import Unit

_numbers = count(1)
ISSUED_ON = date(2018, 3, 1)
DUE_ON = date(2018, 3, 9)


def a_directive(campaign: Campaign, title: str = "报送台账", **given: Any) -> Directive:
    """A directive issued on 2018-03-01, due on the 9th."""
    plain: dict[str, Any] = {
        "unit": campaign.office,
        "number": next(_numbers),
        "year": 2018,
        "asks": "报送整改台账",
        "basis": "通知",
        "minutes_needed": 20,
        "happened_on": ISSUED_ON,
        "due_on": DUE_ON,
    }
    directive: Directive = Directive.objects.create(campaign=campaign, title=title, **{**plain, **given})
    return directive


def a_task(directive: Directive, unit: Unit, *, state: str = TaskState.ISSUED, **given: Any) -> Task:
    """The unit's task of a directive; accepted on the day due where the state says so."""
    plain: dict[str, Any] = {
        "happened_on": ISSUED_ON,
        "due_on": DUE_ON,
        "original_due_on": DUE_ON,
        "accepted_on": DUE_ON if state == TaskState.ACCEPTED else None,
    }
    task: Task = Task.objects.create(
        campaign=directive.campaign,
        directive=directive,
        unit=unit,
        handed_on_by=directive.unit if directive.handed_on_from_id else None,
        state=state,
        **{**plain, **given},
    )
    return task


def a_form(directive: Directive, *rows: FieldRow) -> list[Field]:
    """The form of a directive: 人数 (required), 人次 (not below it) and 情况, unless others are given."""
    plain = (
        FieldRow(code="persons", label="人数", kind="NUMBER", word="人", held_key="staff_count"),
        FieldRow(code="times", label="人次", kind="NUMBER", word="人次", not_below="persons", is_required=False),
        FieldRow(code="says", label="情况", is_required=False),
    )
    return write_fields(directive, rows or plain)
