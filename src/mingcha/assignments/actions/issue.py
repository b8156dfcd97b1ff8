"""Issuing: a directive goes down as one task per unit, which are its named denominator (交办)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access, queries
from mingcha.assignments.actions._drafts import write_fields
from mingcha.assignments.actions._moving import reason_of
from mingcha.assignments.actions._writing import (
    Asked,
    audience_digest,
    columns_of,
    give_plan_tasks,
    give_tasks,
    sound_units,
    within_budget,
)
from mingcha.assignments.choices import DirectiveState, TaskState
from mingcha.assignments.models import Directive, PlanTask, Task
from mingcha.assignments.rules import FieldRow, Limit, check_form, parse_audience
from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger, numbering
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs.models import Post, Unit

SERIES = "交办"


@transaction.atomic
def issue_directive(
    campaign: Campaign,
    *,
    actor: Post,
    asked: Asked,
    units: Sequence[Unit],
    fields: Sequence[FieldRow] = (),
    happened_on: date | None = None,
) -> Directive:
    """Issue a directive in one step: one task for each unit (交办). One entry for all.

    Args:
        fields: the form it is answered with; none: in words.

    Raises:
        Refused; BadValue: an audience of nobody, nothing asked, due before issued, a unit not in being that day;
        BadForm: no form can be like that; NoCalendar; OverBudget: only the head of the office may do that in one step.
    """
    if not access.may_issue_directive(actor):
        raise Refused("assignments.issue_directive")
    if fields:
        check_form(fields)
    day = clock.happened(happened_on)
    sound_units(units, day)
    columns = columns_of(asked, day)
    approver = actor if access.may_approve_burden(actor) else None
    within_budget(minutes_needed=asked.minutes_needed, units=len(units), day=day, approved_by=approver)
    number = numbering.take(SERIES, year=day.year, on=campaign)
    directive = Directive.objects.create(
        campaign=campaign, unit=campaign.office, number=number, asked_by=actor, **columns
    )
    write_fields(directive, fields)
    give_tasks(directive, units)
    after = {"title": asked.title, "due_on": directive.due_on, "audience": audience_digest(units)}
    ledger.enter("assignments.issue_directive", actor=actor, on=directive, after=after, rows=len(units))
    return directive


@transaction.atomic
def send_directive(
    directive: Directive, *, actor: Post, units: Sequence[Unit] | None = None, happened_on: date | None = None
) -> Directive:
    """Issue a draft (签发交办): its plan, the units given, or those its audience means that day become its tasks.

    Raises:
        Refused; NotInThisState: issued already; OverBudget: over the budget and not approved by name;
        BadValue: nobody is asked, units given beside a plan, due before issued; NoCalendar.
    """
    if not access.may_ask(actor, directive):
        raise Refused("assignments.send_directive")
    if directive.state != DirectiveState.DRAFT:
        raise NotInThisState(directive)
    day = clock.happened(happened_on)
    plan = list(directive.plan_tasks.prefetch_related("parts__unit").order_by("number"))
    asked = _audience(directive, plan, units, day)
    minutes, approver = directive.minutes_needed, directive.burden_approved_by
    parts = sum(len(task.parts.all()) for task in plan) or len(asked)
    within_budget(minutes_needed=minutes, units=parts, day=day, approved_by=approver)
    _issued(directive, day)
    rows = give_plan_tasks(directive, plan) if plan else give_tasks(directive, asked)
    after = {"title": directive.title, "due_on": directive.due_on, "audience": audience_digest(asked)}
    ledger.enter("assignments.send_directive", actor=actor, on=directive, after=after, rows=rows)
    return directive


def _audience(
    directive: Directive, plan: Sequence[PlanTask], units: Sequence[Unit] | None, day: date
) -> Sequence[Unit]:
    """The units that get a task, in official order where a condition says them."""
    if plan and units is not None:
        raise BadValue(gettext("工作方案已定各任务的单位，不再另选交办对象"), field="units")
    if plan:
        return list({part.unit_id: part.unit for task in plan for part in task.parts.all()}.values())
    if units is None:
        if not directive.audience:
            raise BadValue(gettext("交办对象为空"), field="units")
        audience = parse_audience(directive.audience)
        units = list(queries.audience_units(audience, on=day, campaign=directive.campaign))
    sound_units(units, day)
    return units


def _issued(directive: Directive, day: date) -> None:
    """Give a draft its number and its dates; of two senders at once, one wins."""
    limit = Limit(directive.limit_count, directive.limit_unit) if directive.limit_count else None
    asked = Asked(
        title=directive.title,
        asks=directive.asks,
        basis=directive.basis,
        minutes_needed=directive.minutes_needed,
        due_on=directive.due_on,
        source_note=directive.source_note,
        why=directive.why,
        result_form=directive.result_form,
        needs_head=directive.needs_head,
        limit=limit,
    )
    values = columns_of(asked, day)
    values |= {"number": numbering.take(SERIES, year=day.year, on=directive), "state": DirectiveState.ISSUED}
    rows = Directive.objects.current().filter(pk=directive.pk, state=DirectiveState.DRAFT)
    if not rows.update(**values):
        raise NotInThisState(directive)
    for name, value in values.items():
        setattr(directive, name, value)


@transaction.atomic
def withdraw_directive(directive: Directive, *, actor: Post, reason: str) -> None:
    """Take a directive back (撤回交办): its tasks are voided, its number stays taken with the reason.

    What units handed on of it is taken back with it.

    Raises:
        Refused; NotInThisState: not issued, or withdrawn already; BadValue: no reason, or a unit's answer was accepted.
    """
    if not access.may_ask(actor, directive):
        raise Refused("assignments.withdraw_directive")
    words = reason_of(reason)
    if directive.state != DirectiveState.ISSUED or not _withdrawn([directive.pk]):
        raise NotInThisState(directive)
    tasks = _void_tasks([directive.pk], words)
    below = list(Directive.objects.filter(handed_on_from__directive=directive.pk, state=DirectiveState.ISSUED))
    while below:
        ids = [handed_on.pk for handed_on in below]
        _withdrawn(ids)
        tasks += _void_tasks(ids, words)
        below = list(Directive.objects.filter(handed_on_from__directive__in=ids, state=DirectiveState.ISSUED))
    if directive.handed_on_from_id is None and directive.number is not None:
        numbering.void(SERIES, directive.year, directive.number, reason=words)
    directive.state = DirectiveState.WITHDRAWN
    ledger.enter("assignments.withdraw_directive", actor=actor, on=directive, reason=words, rows=tasks)


def _withdrawn(ids: list[int]) -> int:
    rows = Directive.objects.current().filter(pk__in=ids, state=DirectiveState.ISSUED)
    return int(rows.update(state=DirectiveState.WITHDRAWN))


def _void_tasks(ids: list[int], reason: str) -> int:
    """Void the tasks of directives; their number."""
    tasks = Task.objects.current().filter(directive__in=ids)
    if tasks.filter(state=TaskState.ACCEPTED).exists():
        raise BadValue(gettext("已有单位办结，不能撤回"), field="reason")
    return int(tasks.update(voided_at=clock.now(), void_reason=reason))
