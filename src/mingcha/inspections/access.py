"""All permissions of inspection on one page.

Visits and findings are the office's own until they are fed back, and hidden from whoever comes from the unit visited
(回避); what a lower office reports of itself it may see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from mingcha.campaigns.access import office_records_visible_to, records_visible_to
from mingcha.orgs import queries as orgs

if TYPE_CHECKING:
    from mingcha.orgs.models import Post, Unit


def rounds_visible_to(actor: Post) -> Q:
    """Rounds and teams: the office alone."""
    return office_records_visible_to(actor)


def visits_visible_to(actor: Post) -> Q:
    """Visits and findings: the office, but for those at the actor's own unit and below it."""
    return office_records_visible_to(actor) & ~Q(unit__in=orgs.own_units(actor))


def reported_rounds_visible_to(actor: Post) -> Q:
    """The office sees all; a clerk those of the own unit and of units below it."""
    return records_visible_to(actor)


def may_open_round(actor: Post) -> bool:
    """The office opens rounds and forms teams, and voids them."""
    return actor.is_office


def may_record_visit(actor: Post, unit: Unit) -> bool:
    """The office records visits and findings, opens leads from them and voids them, not at the own unit."""
    return actor.is_office and not orgs.is_own(actor, unit.pk)


def may_report_round(actor: Post, unit: Unit) -> bool:
    """The office enters what was reported; a clerk reports for the own unit."""
    return actor.is_office or (actor.is_clerk and actor.unit_id == unit.pk)


def may_void_reported_round(actor: Post) -> bool:
    """A report is taken back by the office: an issued figure may stand on it."""
    return actor.is_office
