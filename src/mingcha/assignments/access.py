"""All permissions of assignments on one page.

Whoever asks (`directive.unit`) judges, extends and chases; whoever is asked answers: the clerk drafts, the head signs.
The office asks of everybody; a unit that hands a task of its own on asks of units below it, on either line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from mingcha.assignments.choices import DirectiveState, SubmissionState
from mingcha.campaigns.access import EVERYTHING, NOTHING, campaigns_visible_to, records_visible_to
from mingcha.orgs import queries as orgs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mingcha.assignments.models import Call, Directive, Task
    from mingcha.orgs.models import Post


def tasks_visible_to(actor: Post) -> Q:
    """The office sees every task; a unit's people those of the own unit and of units below it."""
    return records_visible_to(actor)


def directives_visible_to(actor: Post) -> Q:
    """What the office asks is known to all who work in the campaign; what a unit hands on, to that unit and below it.

    A draft is seen by whoever asks alone.
    """
    own = Q(handed_on_from__isnull=True) if actor.is_office else Q(unit=actor.unit_id) if actor.is_of_unit else NOTHING
    issued = ~Q(state=DirectiveState.DRAFT)
    handed_on = Q(unit__in=orgs.units_in_scope(actor)) | Q(unit__in=orgs.units_above(actor))
    return campaigns_visible_to(actor) & (own | (issued & (Q(handed_on_from__isnull=True) | handed_on)))


def submissions_visible_to(actor: Post) -> Q:
    """As the task; what the unit's head has not signed is for the unit alone."""
    signed = ~Q(state__in=(SubmissionState.WITH_HEAD, SubmissionState.REFUSED_BY_HEAD))
    own = Q(task__unit=actor.unit_id) if actor.is_of_unit else NOTHING
    return records_visible_to(actor) & (own | signed)


def calls_visible_to(actor: Post) -> Q:
    """Telephone records and reminders: the office's are the office's; a unit sees those its own people made."""
    if actor.is_office:
        return EVERYTHING
    return Q(made_by__unit=actor.unit_id) if actor.is_of_unit else NOTHING


def light_schemes_visible_to(actor: Post) -> Q:
    """By what rule a task is lit is known to all who work in the campaign."""
    return campaigns_visible_to(actor)


def tasks_asked_by_visible_to(actor: Post) -> Q:
    """Tasks that the post's own side asked: the office's directives, or what the unit handed on."""
    if actor.is_office:
        return Q(handed_on_by__isnull=True)
    return Q(handed_on_by=actor.unit_id) if actor.unit_id else NOTHING


def may_issue_directive(actor: Post) -> bool:
    """Directives are the office's."""
    return actor.is_office


def may_hand_on_task(actor: Post, task: Task) -> bool:
    """The unit that holds a task may hand it on to units below it (二次交办)."""
    return actor.is_clerk and actor.unit_id == task.unit_id


def may_ask(actor: Post, directive: Directive) -> bool:
    """Whether the post acts for whoever asks: the office for its own, a unit's clerk for what the unit handed on."""
    if directive.handed_on_from_id is None:
        return actor.is_office
    return actor.is_clerk and actor.unit_id == directive.unit_id


def may_answer_task(actor: Post, task: Task) -> bool:
    """The unit signs for and drafts its own task; the office enters what came on paper."""
    return actor.is_office or (actor.is_clerk and actor.unit_id == task.unit_id)


def may_sign_answer(actor: Post, task: Task) -> bool:
    """The head of the unit signs what it reports (审签)."""
    return actor.is_head and actor.unit_id == task.unit_id


def may_judge_task(actor: Post, task: Task) -> bool:
    """Whoever asked accepts or returns; the office never for its own unit."""
    if task.directive.handed_on_from_id is not None:
        return may_ask(actor, task.directive)
    return actor.is_office and not orgs.is_own(actor, task.unit_id)


def may_judge_tasks(actor: Post, tasks: Sequence[Task]) -> bool:
    """The same for many at once, in one statement."""
    asked_by_office = [task for task in tasks if task.directive.handed_on_from_id is None]
    others = [task for task in tasks if task.directive.handed_on_from_id is not None]
    if asked_by_office and (not actor.is_office or orgs.any_own(actor, {task.unit_id for task in asked_by_office})):
        return False
    return all(may_ask(actor, task.directive) for task in others)


def may_chase_task(actor: Post, task: Task) -> bool:
    """Whoever asked reminds."""
    return may_ask(actor, task.directive)


def may_chase_tasks(actor: Post, tasks: Sequence[Task]) -> bool:
    """The same for many at once. No statement."""
    return all(may_chase_task(actor, task) for task in tasks)


def may_record_call(actor: Post, unit_id: int) -> bool:
    """The office records calls with any unit, a unit's clerk those with the own unit and units below it."""
    return actor.is_office or (actor.is_clerk and orgs.is_own(actor, unit_id))


def may_void_call(actor: Post, call: Call) -> bool:
    """Whoever's side wrote a call down takes it back: `call` has its `made_by` at hand."""
    return (actor.is_office or actor.is_clerk) and actor.unit_id == call.made_by.unit_id


def may_send_digests(actor: Post) -> bool:
    """Daily reminders are sent by the system alone."""
    return actor.is_system


def may_approve_burden(actor: Post) -> bool:
    """The head of the office approves what goes over the budget of burden, by name."""
    return actor.is_office_head


def may_keep_lights(actor: Post) -> bool:
    """The office keeps its light schemes."""
    return actor.is_office


def may_make_link(actor: Post, task: Task) -> bool:
    """Whoever asks may have a link to the task sent to the unit's registered contact, and withdraw it."""
    return may_ask(actor, task.directive)


def returned_workbooks_visible_to(actor: Post) -> Q:
    """The office sees what came back; a unit's people what they uploaded, and what came for tasks of their unit."""
    if actor.is_office:
        return EVERYTHING
    return Q(received_by__unit=actor.unit_id) | Q(task__unit=actor.unit_id) if actor.is_of_unit else NOTHING


def may_receive_workbooks(actor: Post) -> bool:
    """Whoever answers for a unit or enters what came in; whose tasks they may answer is asked file by file."""
    return actor.is_office or actor.is_clerk


def may_receive_letters(actor: Post) -> bool:
    """The mail folder is read by the system alone."""
    return actor.is_system


def may_use_link(actor: Post, task: Task) -> bool:
    """The post of the link itself: a post of the unit that nobody holds and nobody can sign in as."""
    return actor.is_clerk and actor.person_id is None and actor.unit_id == task.unit_id
