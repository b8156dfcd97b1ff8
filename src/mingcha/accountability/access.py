"""All permissions of accountability on one page: the office alone sees and enters what organs returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mingcha.campaigns.access import office_records_visible_to

if TYPE_CHECKING:
    from django.db.models import Q

    from mingcha.orgs.models import Post


def outcomes_visible_to(actor: Post) -> Q:
    """Organisations, persons, transfers, problems found and cases read: the office sees all, others nothing."""
    return office_records_visible_to(actor)


def may_enter_outcome(actor: Post) -> bool:
    """The office enters what the competent organ returned."""
    return actor.is_office


def may_void_outcome(actor: Post) -> bool:
    """Whoever may enter may void."""
    return may_enter_outcome(actor)
