"""What issuing writes: a directive's own columns, and one task for each unit."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext

from mingcha.assignments import queries
from mingcha.assignments.choices import Part
from mingcha.assignments.models import Directive, PlanTask, Task
from mingcha.assignments.rules import Due, Limit
from mingcha.kernel import clock, pinyin
from mingcha.kernel.errors import BadValue
from mingcha.orgs.models import Post, Unit

BATCH = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What a directive asks: every field is shown to whoever must answer.

    Attributes:
        minutes_needed: how long a unit needs. due_on: the day due; None where a `limit` says it from the day of issue.
        source_note: where a directive that was issued before this system comes from.
        needs_head: the unit's head signs before the answer counts.
    """

    title: str
    asks: str
    basis: str
    minutes_needed: int
    due_on: date | None = None
    source_note: str = ""
    why: str = ""
    result_form: str = ""
    needs_head: bool = False
    limit: Limit | None = None


class OverBudget(BadValue):
    """A directive would ask more than the office's budget and nobody has approved it by name (超出基层负担限额)."""

    def __init__(self, burden: queries.Burden) -> None:
        says = gettext(
            "本月已交办%(used)d分钟，加上本件%(minutes)d分钟，超出每月%(budget)d分钟的限额，须办公室负责人审批"
        )
        words = {"used": burden.used, "minutes": burden.minutes, "budget": burden.budget}
        super().__init__(says % words, field="minutes_needed")
        self.burden = burden


def due_of(asked: Asked, day: date) -> Due:
    """When a directive issued on a day is due.

    Raises:
        BadValue: neither date nor limit, or due before issued; NoCalendar.
    """
    if asked.limit is not None:
        is_today = day == clock.today()
        start = clock.now() if is_today else datetime.combine(day, time(), tzinfo=clock.CHINA)
        return queries.due_for(asked.limit, start)
    if asked.due_on is None:
        raise BadValue(gettext("须写明办理期限"), field="due_on")
    if asked.due_on < day:
        raise BadValue(gettext("办理期限不能早于交办日期"), field="due_on")
    return Due(asked.due_on)


def columns_of(asked: Asked, day: date) -> dict[str, Any]:
    """The columns of a directive that say what is asked.

    Raises:
        BadValue: nothing asked, too long, no sensible time; due before issued; NoCalendar.
    """
    if not (asked.title.strip() and asked.asks.strip() and asked.basis.strip()):
        raise BadValue(gettext("标题、办理要求和依据都要写"), field="title")
    longest = {"title": 100, "basis": 200, "result_form": 100, "source_note": 300}
    for name, most in longest.items():
        if len(getattr(asked, name)) > most:
            raise BadValue(gettext("不能超过%(most)d字") % {"most": most}, field=name)
    if not 0 < asked.minutes_needed <= 32767:
        raise BadValue(gettext("须写明预计用时（分钟）"), field="minutes_needed")
    due = due_of(asked, day)
    return {
        "title": asked.title.strip(),
        "initials": pinyin.initials(asked.title.strip()),
        "why": asked.why,
        "asks": asked.asks,
        "basis": asked.basis,
        "minutes_needed": asked.minutes_needed,
        "result_form": asked.result_form,
        "needs_head": asked.needs_head,
        "limit_count": asked.limit.count if asked.limit else None,
        "limit_unit": asked.limit.unit if asked.limit else "",
        "source_note": asked.source_note,
        "is_reconstructed": bool(asked.source_note),
        "year": day.year,
        "happened_on": day,
        "due_on": due.on,
        "due_at": due.at,
    }


def within_budget(*, minutes_needed: int, units: int, day: date, approved_by: Post | None) -> None:
    """Whether the office may ask this much.

    Raises:
        OverBudget: it may not, and no head of the office has approved it.
    """
    burden = queries.burden(minutes_needed=minutes_needed, units=units, on=day)
    if burden.is_over and approved_by is None:
        raise OverBudget(burden)


def sound_units(units: Sequence[Unit], day: date) -> None:
    """Whether these units may be asked on a day.

    Raises:
        BadValue: nobody, one of them twice, one not in being.
    """
    if not units:
        raise BadValue(gettext("交办对象为空"), field="units")
    if len({unit.pk for unit in units}) != len(units):
        raise BadValue(gettext("交办对象有重复"), field="units")
    for unit in units:
        unit.in_being(day, field="units")


def give_tasks(directive: Directive, units: Iterable[Unit]) -> int:
    """One task for each unit; their number."""
    rows = [_task(directive, unit) for unit in units]
    Task.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def give_plan_tasks(directive: Directive, plan: Sequence[PlanTask]) -> int:
    """The tasks of a work plan, each with its own due date; their number.

    Raises:
        BadValue: a task due before the day of issue, or a unit not in being.
    """
    rows = []
    for plan_task in plan:
        if plan_task.due_on < directive.happened_on:
            says = gettext("第%(number)d项任务的期限早于交办日期") % {"number": plan_task.number}
            raise BadValue(says, field="due_on")
        for part in plan_task.parts.all():
            part.unit.in_being(directive.happened_on, field="units")
            row = _task(directive, part.unit)
            row.plan_task, row.part, row.due_at = plan_task, Part(part.part), None
            row.due_on = row.original_due_on = plan_task.due_on
            rows.append(row)
    Task.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _task(directive: Directive, unit: Unit) -> Task:
    return Task(
        directive=directive,
        unit=unit,
        handed_on_by_id=directive.unit_id if directive.handed_on_from_id else None,
        campaign_id=directive.campaign_id,
        happened_on=directive.happened_on,
        due_on=directive.due_on,
        due_at=directive.due_at,
        original_due_on=directive.due_on,
        source_note=directive.source_note,
        is_reconstructed=directive.is_reconstructed,
    )


def audience_digest(units: Iterable[Unit]) -> str:
    """What the ledger keeps of a list of units."""
    return hashlib.sha256("\n".join(unit.code for unit in units).encode()).hexdigest()
