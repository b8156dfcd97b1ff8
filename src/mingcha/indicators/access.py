"""All permissions of indicators on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mingcha.campaigns.access import campaigns_visible_to, records_visible_to

if TYPE_CHECKING:
    from django.db.models import Q

    from mingcha.orgs.models import Post, Unit


def indicators_visible_to(actor: Post) -> Q:
    """Definitions are everybody's who works in the campaign."""
    return campaigns_visible_to(actor)


def values_visible_to(actor: Post) -> Q:
    """The office sees every value and target; a clerk those of the own unit and of units below it."""
    return records_visible_to(actor)


def may_define_indicator(actor: Post) -> bool:
    """What is collected is the office's decision."""
    return actor.is_office


def may_set_target(actor: Post) -> bool:
    """Targets are set by the office."""
    return actor.is_office


def may_report_value(actor: Post, unit: Unit) -> bool:
    """A clerk reports for the own unit; the office enters what came on paper."""
    return actor.is_office or (actor.is_clerk and actor.unit_id == unit.pk)
