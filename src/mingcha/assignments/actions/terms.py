"""Time limits that change: extension, pause (延期、暂停)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from mingcha.assignments import access, rules
from mingcha.assignments.actions._moving import reason_of
from mingcha.assignments.choices import ExtensionState
from mingcha.assignments.models import Extension, Pause, Task
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs.models import Post


@transaction.atomic
def ask_extension(task: Task, *, actor: Post, due_on: date, reason: str) -> Extension:
    """The unit asks for more time before its time has run out (申请延期). One request at a time.

    Raises:
        Refused; NotInThisState: answered already, on pause, or a request is open; BadValue: no reason, the day due is
        past, or the new date is not later.

    Source: domain.md 4.2 (asked before the date due, with reason and new date; the original date counts in figures).
    """
    if not access.may_answer_task(actor, task):
        raise Refused("assignments.ask_extension")
    words = reason_of(reason)
    if task.state not in rules.UNANSWERED or task.paused_on or task.voided_at:
        raise NotInThisState(task)
    if task.due_on < clock.today():
        raise BadValue(gettext("期限已过，不能再申请延期"), field="due_on")
    if due_on <= task.due_on:
        raise BadValue(gettext("申请的期限须晚于原期限"), field="due_on")
    extension = _asked(task, actor, due_on, words)
    after = {"task": task.pk, "from": task.due_on, "to": due_on}
    ledger.enter("assignments.ask_extension", actor=actor, on=extension, after=after, reason=words)
    return extension


def _asked(task: Task, actor: Post, due_on: date, reason: str) -> Extension:
    try:
        with transaction.atomic():
            extension: Extension = Extension.objects.create(
                task=task,
                campaign_id=task.campaign_id,
                unit_id=task.unit_id,
                happened_on=clock.today(),
                reason=reason,
                due_on_before=task.due_on,
                asked_due_on=due_on,
                asked_by=actor,
            )
    except IntegrityError as error:
        raise NotInThisState(task) from error
    return extension


@transaction.atomic
def decide_extension(extension: Extension, *, actor: Post, is_granted: bool, note: str = "") -> None:
    """Whoever asked grants more time or does not (审批延期); the original date stays on the task.

    Raises:
        Refused: also for the own unit; NotInThisState: decided already; BadValue: refused without a reason.
    """
    task = extension.task
    if not access.may_judge_task(actor, task):
        raise Refused("assignments.decide_extension")
    words = note.strip() if is_granted and len(note) <= 200 else reason_of(note, field="note")
    decided = {
        "state": ExtensionState.GRANTED if is_granted else ExtensionState.REFUSED,
        "decided_by": actor,
        "decided_on": clock.today(),
        "decision_note": words,
    }
    asked = Extension.objects.current().filter(pk=extension.pk, state=ExtensionState.ASKED)
    if not asked.update(**decided):
        raise NotInThisState(extension)
    for name, value in decided.items():
        setattr(extension, name, value)
    if is_granted:
        Task.objects.filter(pk=task.pk).update(due_on=extension.asked_due_on, due_at=None)
        task.due_on, task.due_at = extension.asked_due_on, None
    before, after = extension.due_on_before, {"state": extension.state, "due_on": task.due_on}
    ledger.enter("assignments.decide_extension", actor=actor, on=extension, before=before, after=after, reason=words)


@transaction.atomic
def pause_task(task: Task, *, actor: Post, reason: str) -> Pause:
    """Whoever asked sets a task aside with a reason (暂停办理): while it lasts it is neither due nor late.

    Raises:
        Refused: also for the own unit; NotInThisState: answered already, or on pause; BadValue: no reason.
    """
    if not access.may_judge_task(actor, task):
        raise Refused("assignments.pause_task")
    words, today = reason_of(reason), clock.today()
    rows = Task.objects.current().filter(pk=task.pk, state__in=rules.UNANSWERED, paused_on__isnull=True)
    if not rows.update(paused_on=today):
        raise NotInThisState(task)
    task.paused_on = today
    pause: Pause = Pause.objects.create(
        task=task, campaign_id=task.campaign_id, unit_id=task.unit_id, happened_on=today, reason=words
    )
    ledger.enter("assignments.pause_task", actor=actor, on=task, after={"paused_on": today}, reason=words)
    return pause


@transaction.atomic
def resume_task(task: Task, *, actor: Post) -> None:
    """Whoever asked lets a task go on (恢复办理); the day due moves by the days it stood still, the original one stays.

    Raises:
        Refused: also for the own unit; NotInThisState: not on pause.
    """
    if not access.may_judge_task(actor, task):
        raise Refused("assignments.resume_task")
    paused_on, today = task.paused_on, clock.today()
    if paused_on is None:
        raise NotInThisState(task)
    due_on = task.due_on + (today - paused_on)
    rows = Task.objects.current().filter(pk=task.pk, paused_on=paused_on)
    if not rows.update(paused_on=None, due_on=due_on, due_at=None):
        raise NotInThisState(task)
    task.paused_on, task.due_on, task.due_at = None, due_on, None
    Pause.objects.filter(task=task, ended_on__isnull=True).update(ended_on=today)
    after = {"due_on": due_on, "resumed_on": today}
    ledger.enter("assignments.resume_task", actor=actor, on=task, before={"paused_on": paused_on}, after=after)
