"""Who sees and issues bulletins: an issued one is for all who work in the campaign, a draft for the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from mingcha.orgs.models import Post

NOTHING = Q(pk__in=())


def bulletins_visible_to(actor: Post) -> Q:
    """The office sees all; clerks the issued ones; the auditor reads the ledger, not the business."""
    if actor.is_office:
        return Q()
    return NOTHING if actor.is_administrator else Q(state="ISSUED")


def may_draft_bulletin(actor: Post) -> bool:
    """Writing and editing drafts is the office's."""
    return actor.is_office


def may_sign_bulletin(actor: Post) -> bool:
    """Signing is the office's; the person is named on the 发文稿纸."""
    return actor.is_office


def may_issue_bulletin(actor: Post) -> bool:
    """Numbering and freezing is the office's."""
    return actor.is_office


def may_check_bulletin(actor: Post) -> bool:
    """Trace, errata and today's values count records that a clerk may not see: for the office and for commands."""
    return actor.is_office or actor.is_system
