"""All permissions of assignments on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mingcha.campaigns.access import campaigns_visible_to, records_visible_to
from mingcha.orgs import queries as orgs

if TYPE_CHECKING:
    from django.db.models import Q

    from mingcha.assignments.models import Task
    from mingcha.orgs.models import Post


def tasks_visible_to(actor: Post) -> Q:
    """The office sees every task; a clerk those of the own unit and of units below it."""
    return records_visible_to(actor)


def directives_visible_to(actor: Post) -> Q:
    """What is asked, and of whom, is known to all who work in the campaign."""
    return campaigns_visible_to(actor)


def may_issue_directive(actor: Post) -> bool:
    """Directives are the office's."""
    return actor.is_office


def may_answer_task(actor: Post, task: Task) -> bool:
    """The unit signs for and submits its own task; the office enters what came on paper."""
    return actor.is_office or (actor.is_clerk and actor.unit_id == task.unit_id)


def may_judge_task(actor: Post, task: Task) -> bool:
    """The office accepts or returns, never for its own unit."""
    return actor.is_office and not orgs.is_own(actor, task.unit_id)
