"""Handing on: a unit asks units below it what it was asked itself (二次交办)."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access, queries, rules
from mingcha.assignments.actions._drafts import write_fields
from mingcha.assignments.actions._writing import Asked, audience_digest, columns_of, give_tasks, sound_units
from mingcha.assignments.models import Directive, Task
from mingcha.kernel import clock, ledger, numbering
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs.choices import Line
from mingcha.orgs.models import Post, Unit


@transaction.atomic
def hand_on_task(
    task: Task, *, actor: Post, asked: Asked, units: Sequence[Unit], line: str = Line.TERRITORY
) -> Directive:
    """Hand a task on to units below, on one line, with the same form and an earlier date (二次交办).

    The unit stays answerable to whoever asked it; what it hands on it judges, extends and chases itself. It has a
    series of numbers of its own.

    Raises:
        Refused; NotInThisState: not signed for, answered already, or on pause; BadValue: nobody, a unit that does not
        stand below on that line, or a date that is not earlier than the unit's own; NoCalendar.
    """
    if not access.may_hand_on_task(actor, task):
        raise Refused("assignments.hand_on_task")
    if task.state not in rules.WRITABLE or task.paused_on or task.voided_at:
        raise NotInThisState(task)
    day = clock.today()
    sound_units(units, day)
    _below(task.unit, units, line)
    columns = columns_of(asked, day)
    if columns["due_on"] >= task.due_on:
        says = gettext("二次交办的期限须早于本单位的期限（%(day)s）") % {"day": task.due_on}
        raise BadValue(says, field="due_on")
    directive: Directive = Directive.objects.create(
        campaign_id=task.campaign_id,
        unit_id=task.unit_id,
        number=numbering.take(_series_of(task.unit), year=day.year, on=task),
        asked_by=actor,
        handed_on_from=task,
        audience_line=line,
        **columns,
    )
    write_fields(directive, queries.form_of(task.directive))
    give_tasks(directive, units)
    after = {"title": directive.title, "due_on": directive.due_on, "audience": audience_digest(units)}
    ledger.enter("assignments.hand_on_task", actor=actor, on=directive, before=task, after=after, rows=len(units))
    return directive


def _series_of(unit: Unit) -> str:
    """The series of numbers of what a unit hands on."""
    return f"二次交办:{unit.code}"


def _below(unit: Unit, units: Sequence[Unit], line: str) -> None:
    """Whether all of these stand below a unit on a line.

    Raises:
        BadValue: one does not; it is named.
    """
    if line not in Line.values:
        raise BadValue(gettext("须指明按条或按块交办"), field="line")
    below = set(queries.units_below(unit, line).values_list("descendant", flat=True))
    strangers = [other.name for other in units if other.pk not in below]
    if strangers:
        says = gettext("不是本单位所属：%(names)s") % {"names": "、".join(strangers[:10])}
        raise BadValue(says, field="units")
