"""The form a directive is answered with, and its work plan (表式、工作方案)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from mingcha.assignments import access, rules
from mingcha.assignments.actions._drafts import change_draft, write_fields
from mingcha.assignments.choices import DirectiveState, Part
from mingcha.assignments.models import Directive, Field, PlanPart, PlanTask, Submission
from mingcha.assignments.rules import FieldRow
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs.models import Post, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One task of a work plan (工作方案任务): exactly one lead; co-units answer for themselves."""

    title: str
    due_on: date
    lead: Unit
    co_units: Sequence[Unit] = ()
    result_form: str = ""
    responsible_leader: str = ""


@transaction.atomic
def set_form(directive: Directive, *, actor: Post, fields: Sequence[FieldRow]) -> list[Field]:
    """Give a directive its form (设定表式), in place of the one that may be there.

    Of an issued directive the version goes up, so that a workbook of the old one is known as such; once a unit has
    answered, the form is fixed.

    Raises:
        Refused; NotInThisState: withdrawn, or somebody else changed it; BadForm: no form can be like that;
        BadValue: a unit has answered.
    """
    if not access.may_ask(actor, directive):
        raise Refused("assignments.set_form")
    rules.check_form(fields)
    _new_version(directive)
    before = [field.code for field in directive.fields.order_by("position")]
    directive.fields.all().delete()
    made = write_fields(directive, fields)
    after = {"fields": [field.code for field in fields], "version": directive.form_version}
    ledger.enter("assignments.set_form", actor=actor, on=directive, before={"fields": before}, after=after)
    return made


def _new_version(directive: Directive) -> None:
    if directive.state == DirectiveState.DRAFT:
        change_draft(directive, form_version=1)
        return
    rows = Directive.objects.current().filter(
        pk=directive.pk, state=DirectiveState.ISSUED, form_version=directive.form_version
    )
    if not rows.update(form_version=F("form_version") + 1):
        raise NotInThisState(directive)
    if Submission.objects.filter(task__directive=directive).exists():
        raise BadValue(gettext("已有单位报送，表式不能再改；需要调整的请另行交办"), field="fields")
    directive.form_version += 1


@transaction.atomic
def set_plan(directive: Directive, *, actor: Post, rows: Sequence[PlanRow]) -> list[PlanTask]:
    """Break a draft into numbered tasks, each with one lead and its own due date (设定工作方案).

    The latest of the dates becomes the directive's own.

    Raises:
        Refused; NotInThisState: issued already; BadValue: no task, one without title, due before today, a unit twice
        in one task or not in being.
    """
    if not access.may_ask(actor, directive):
        raise Refused("assignments.set_plan")
    if not rows:
        raise BadValue(gettext("工作方案至少有一项任务"), field="rows")
    for number, row in enumerate(rows, 1):
        _sound(row, number)
    latest = max(row.due_on for row in rows)
    change_draft(
        directive, due_on=latest, due_at=None, limit_count=None, limit_unit="", burden_approved_by=None, burden_note=""
    )
    directive.plan_tasks.all().delete()
    made = PlanTask.objects.bulk_create(
        PlanTask(
            directive=directive,
            number=number,
            title=row.title.strip(),
            due_on=row.due_on,
            result_form=row.result_form,
            responsible_leader=row.responsible_leader,
        )
        for number, row in enumerate(rows, 1)
    )
    PlanPart.objects.bulk_create(
        PlanPart(plan_task=task, unit=unit, part=Part.CO if place else Part.LEAD)
        for task, row in zip(made, rows, strict=True)
        for place, unit in enumerate((row.lead, *row.co_units))
    )
    after = [{"title": row.title, "due_on": row.due_on, "lead": row.lead.code} for row in rows]
    ledger.enter("assignments.set_plan", actor=actor, on=directive, after=after, rows=len(rows))
    return made


def _sound(row: PlanRow, number: int) -> None:
    """Whether a task of a plan can be; its number is in the message."""
    place = gettext("第%(number)d项任务：") % {"number": number}
    if not 0 < len(row.title.strip()) <= 200:
        raise BadValue(place + gettext("标题须写明，不超过200字"), field="title")
    if row.due_on < clock.today():
        raise BadValue(place + gettext("期限已过"), field="due_on")
    units = [row.lead, *row.co_units]
    if len({unit.pk for unit in units}) != len(units):
        raise BadValue(place + gettext("牵头单位只有一个，同一单位不能重复"), field="co_units")
    for unit in units:
        unit.in_being(clock.today(), field="units")
