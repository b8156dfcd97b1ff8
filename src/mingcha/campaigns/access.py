"""Who sees and runs a campaign: every post that works in it sees it; the office runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from mingcha.orgs import queries as orgs

if TYPE_CHECKING:
    from mingcha.orgs.models import Post

NOTHING = Q(pk__in=())
EVERYTHING = ~NOTHING
"""Holds for every row, and still holds on either side of an `|`, where Django drops an empty `Q()`."""


def campaigns_visible_to(actor: Post) -> Q:
    """A campaign is known to all who work in it; the three administrators keep the house, not the business."""
    return NOTHING if actor.is_administrator else EVERYTHING


def records_visible_to(actor: Post) -> Q:
    """The common rule for records about a unit: the office sees all, a unit's people their own and those below it."""
    return EVERYTHING if actor.reads_all else Q(unit__in=orgs.units_in_scope(actor))


def programmes_visible_to(actor: Post) -> Q:
    """Provincial programmes are everybody's; a local one is seen like any record of its owner."""
    return campaigns_visible_to(actor) & (Q(scope="PROVINCIAL") | records_visible_to(actor))


def office_records_visible_to(actor: Post) -> Q:
    """Records that only the office itself sees (visits before feedback, leads, cases)."""
    return EVERYTHING if actor.is_office else NOTHING


def may_run_campaign(actor: Post) -> bool:
    """Opening a campaign, its phases, programmes and participants is the office's."""
    return actor.is_office
