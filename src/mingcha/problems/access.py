"""All permissions of the problem register on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mingcha.campaigns.access import records_visible_to
from mingcha.orgs import queries as orgs

if TYPE_CHECKING:
    from django.db.models import Q

    from mingcha.orgs.models import Post, Unit
    from mingcha.problems.models import TargetProblem


def problems_visible_to(actor: Post) -> Q:
    """The office sees every problem; a clerk those of the own unit and of units below it."""
    return records_visible_to(actor)


def may_register_problem(actor: Post, unit: Unit) -> bool:
    """The office registers what was reported; a clerk registers for the own unit."""
    return actor.is_office or (actor.is_clerk and actor.unit_id == unit.pk)


def may_propose_closing(actor: Post, problem: TargetProblem) -> bool:
    """Only the unit that owns the problem says it is solved (or the office for it)."""
    return actor.is_office or (actor.is_clerk and actor.unit_id == problem.unit_id)


def may_confirm_closing(actor: Post, problem: TargetProblem) -> bool:
    """Somebody else than the owner confirms."""
    return actor.is_office and not orgs.is_own(actor, problem.unit_id)


def may_void_problem(actor: Post) -> bool:
    """Correcting the register is the office's."""
    return actor.is_office
