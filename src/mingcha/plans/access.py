"""All permissions of plan review on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mingcha.campaigns.access import records_visible_to
from mingcha.orgs import queries as orgs

if TYPE_CHECKING:
    from django.db.models import Q

    from mingcha.orgs.models import Post, Unit
    from mingcha.plans.models import ReviewRound


def rounds_visible_to(actor: Post) -> Q:
    """The office sees every round; a clerk those of the own unit and of units below it."""
    return records_visible_to(actor)


def may_adopt_criteria(actor: Post) -> bool:
    """Criteria are set by the office."""
    return actor.is_office


def may_file_plan(actor: Post, unit: Unit) -> bool:
    """The office registers what was filed; a clerk files for the own unit."""
    return actor.is_office or (actor.is_clerk and actor.unit_id == unit.pk)


def may_open_round(actor: Post) -> bool:
    """The office receives a plan for review."""
    return actor.is_office


def may_close_round(actor: Post, review: ReviewRound) -> bool:
    """A reviewer may not judge the plan of the unit they come from (回避)."""
    return actor.is_reviewer and not orgs.is_own(actor, review.unit_id)


def may_correct_round(actor: Post, review: ReviewRound) -> bool:
    """Whoever may close a round may correct it."""
    return may_close_round(actor, review)
