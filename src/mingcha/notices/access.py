"""Who sees and sends notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from mingcha.orgs.models import Post


def notices_visible_to(actor: Post) -> Q:
    """The office sees all notices; a unit's people those sent to their unit, and those they sent."""
    if actor.is_office:
        return Q()
    return Q(unit=actor.unit_id) | Q(sent_by__unit=actor.unit_id) if actor.is_of_unit else Q(pk__in=())
