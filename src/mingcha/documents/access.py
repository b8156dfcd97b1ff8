"""All permissions of issued documents on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mingcha.campaigns.access import records_visible_to

if TYPE_CHECKING:
    from django.db.models import Q

    from mingcha.orgs.models import Post


def documents_visible_to(actor: Post) -> Q:
    """The common rule: the office sees all, a clerk those drafted by the own unit and by units below it."""
    return records_visible_to(actor)


def may_issue_document(actor: Post) -> bool:
    """The register of documents is kept, and corrected, by the office."""
    return actor.is_office
