"""All permissions of leads on one page.

Only the office sees leads, and nobody a lead about the own unit (回避): the accused unit never learns of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from mingcha.campaigns.access import office_records_visible_to
from mingcha.orgs import queries as orgs

if TYPE_CHECKING:
    from mingcha.leads.models import Lead
    from mingcha.orgs.models import Post, Unit


def leads_visible_to(actor: Post) -> Q:
    """The office sees all but leads about the own unit and those below it; a built-in post stands in no unit."""
    return office_records_visible_to(actor) & ~Q(unit__in=orgs.own_units(actor))


def may_open_lead(actor: Post, unit: Unit) -> bool:
    """The office registers a lead, not about the own unit."""
    return actor.is_office and not orgs.is_own(actor, unit.pk)


def may_change_lead(actor: Post, lead: Lead) -> bool:
    """Whoever may see a lead may transfer, return, close and void it."""
    return actor.is_office and not orgs.is_own(actor, lead.unit_id)
