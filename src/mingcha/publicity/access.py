"""All permissions of publicity on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mingcha.campaigns.access import records_visible_to

if TYPE_CHECKING:
    from django.db.models import Q

    from mingcha.campaigns.models import CampaignRecord
    from mingcha.orgs.models import Post, Unit


def publicity_visible_to(actor: Post) -> Q:
    """The common rule: the office sees all, a clerk the own unit and those below."""
    return records_visible_to(actor)


def may_report_publicity(actor: Post, unit: Unit) -> bool:
    """The office registers any unit's publicity, a clerk the own unit's: articles, columns, interviews, materials."""
    return _may_enter_for(actor, unit.pk)


def may_void_publicity(actor: Post, record: CampaignRecord) -> bool:
    """Whoever may register it."""
    return _may_enter_for(actor, record.unit_id)


def _may_enter_for(actor: Post, unit_id: int) -> bool:
    return actor.is_office or (actor.is_clerk and actor.unit_id == unit_id)
