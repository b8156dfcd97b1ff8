"""The verbs of assignments: a directive goes down as one task per unit; answers come back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access, rules
from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Directive, Task
from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger, numbering
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs.models import Post, Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """What a directive asks: every field is shown to whoever must answer."""

    title: str
    asks: str
    basis: str
    minutes_needed: int
    due_on: date
    source_note: str = ""


@transaction.atomic
def issue_directive(
    campaign: Campaign, *, actor: Post, asked: Asked, units: Sequence[Unit], happened_on: date | None = None
) -> Directive:
    """Issue a directive: one task for each unit, which become its named denominator (交办). One entry for all.

    Raises:
        Refused; BadValue: an audience of nobody, nothing asked, due before issued, a unit not in being that day.
    """
    if not access.may_issue_directive(actor):
        raise Refused("assignments.issue_directive")
    day = _sound(asked, units, clock.happened(happened_on))
    given = {
        "campaign": campaign,
        "happened_on": day,
        "due_on": asked.due_on,
        "source_note": asked.source_note,
        "is_reconstructed": bool(asked.source_note),
    }
    number = numbering.take("交办", year=day.year, on=campaign)
    directive = Directive.objects.create(
        unit=campaign.office,
        number=number,
        year=day.year,
        title=asked.title,
        asks=asked.asks,
        basis=asked.basis,
        minutes_needed=asked.minutes_needed,
        **given,
    )
    rows = [Task(directive=directive, unit=unit, original_due_on=asked.due_on, **given) for unit in units]
    Task.objects.bulk_create(rows, batch_size=500)
    digest = hashlib.sha256("\n".join(unit.code for unit in units).encode()).hexdigest()
    after = {"title": asked.title, "due_on": asked.due_on, "audience": digest}
    ledger.enter("assignments.issue_directive", actor=actor, on=directive, after=after, rows=len(units))
    return directive


def _sound(asked: Asked, units: Sequence[Unit], day: date) -> date:
    if not units:
        raise BadValue(gettext("交办对象为空"), field="units")
    if not (asked.title.strip() and asked.asks.strip() and asked.basis.strip()):
        raise BadValue(gettext("标题、办理要求和依据都要写"), field="title")
    if asked.due_on < day:
        raise BadValue(gettext("办理期限不能早于交办日期"), field="due_on")
    for unit in units:
        unit.in_being(day, field="units")
    return day


@transaction.atomic
def sign_for_task(task: Task, *, actor: Post, happened_on: date | None = None) -> None:
    """The unit signs for its task (签收).

    Raises:
        Refused; NotInThisState: signed for already.
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.sign_for_task")
    before = _move(task, TaskState.SIGNED_FOR, signed_for_on=_after_issue(task, happened_on))
    ledger.enter("assignments.sign_for_task", actor=actor, on=task, before=before, after=TaskState.SIGNED_FOR)


@transaction.atomic
def submit_task(task: Task, *, actor: Post, answer: str, happened_on: date | None = None) -> None:
    """The unit answers (报送), again after a return.

    Raises:
        Refused; NotInThisState: not signed for, or submitted already; BadValue: nothing written.
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.submit_task")
    if not answer.strip():
        raise BadValue(gettext("报送内容不能为空"), field="answer")
    before = _move(task, TaskState.SUBMITTED, submitted_on=_after_issue(task, happened_on), answer=answer)
    ledger.enter("assignments.submit_task", actor=actor, on=task, before=before, after={"answer": answer})


@transaction.atomic
def return_task(task: Task, *, actor: Post, reason: str) -> None:
    """The office sends an answer back (退回).

    Raises:
        Refused: also for the own unit; NotInThisState: nothing submitted; BadValue: no reason, or too long a one.
    """
    if not access.may_judge_task(actor, task):
        raise Refused("assignments.return_task")
    if not 0 < len(reason.strip()) <= 200:
        raise BadValue(gettext("退回须写明理由，不超过200字"), field="reason")
    before = _move(task, TaskState.RETURNED)
    ledger.enter(
        "assignments.return_task", actor=actor, on=task, before=before, after=TaskState.RETURNED, reason=reason
    )


@transaction.atomic
def accept_task(task: Task, *, actor: Post, happened_on: date | None = None) -> None:
    """The office accepts an answer (办结).

    Raises:
        Refused: also for the own unit; NotInThisState: nothing submitted.
    """
    if not access.may_judge_task(actor, task):
        raise Refused("assignments.accept_task")
    before = _move(task, TaskState.ACCEPTED, accepted_on=_after_issue(task, happened_on))
    ledger.enter("assignments.accept_task", actor=actor, on=task, before=before, after=TaskState.ACCEPTED)


def _after_issue(task: Task, happened_on: date | None) -> date:
    day = clock.happened(happened_on)
    if day < task.happened_on:
        raise BadValue(gettext("不能早于交办日期"), field="happened_on")
    return day


def _move(task: Task, to: TaskState, **values: Any) -> str:
    before = task.state
    rows = Task.objects.current().filter(pk=task.pk, state=before)
    if before not in rules.states_before(to) or not rows.update(state=to, **values):
        raise NotInThisState(task)
    task.refresh_from_db()
    return before
