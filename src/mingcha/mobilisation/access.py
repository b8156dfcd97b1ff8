"""All permissions of mobilisation on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mingcha.campaigns.access import campaigns_visible_to, records_visible_to

if TYPE_CHECKING:
    from django.db.models import Q

    from mingcha.mobilisation.models import Meeting, TrainingCourse
    from mingcha.orgs.models import Post, Unit


def meetings_visible_to(actor: Post) -> Q:
    """The common rule: the office sees all, a clerk the own unit and those below; so for relays and training."""
    return records_visible_to(actor)


def instructions_visible_to(actor: Post) -> Q:
    """An instruction is for everybody who works in the campaign."""
    return campaigns_visible_to(actor)


def may_hold_meeting(actor: Post, unit: Unit) -> bool:
    """The office registers any unit's meeting, a clerk the own unit's."""
    return _may_enter_for(actor, unit.pk)


def may_change_meeting(actor: Post, meeting: Meeting) -> bool:
    """Agenda, relays and voiding: whoever may register the meeting."""
    return _may_enter_for(actor, meeting.unit_id)


def may_issue_instruction(actor: Post) -> bool:
    """Instructions are entered, and voided, by the office."""
    return actor.is_office


def may_open_course(actor: Post, unit: Unit) -> bool:
    """The office registers any unit's training, a clerk the own unit's."""
    return _may_enter_for(actor, unit.pk)


def may_change_course(actor: Post, course: TrainingCourse) -> bool:
    """Sessions, coverage and voiding: whoever may register the course."""
    return _may_enter_for(actor, course.unit_id)


def _may_enter_for(actor: Post, unit_id: int) -> bool:
    return actor.is_office or (actor.is_clerk and actor.unit_id == unit_id)
