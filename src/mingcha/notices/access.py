"""Who sees and sends notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from mingcha.notices.models import Notice
    from mingcha.orgs.models import Post

NOTHING = Q(pk__in=())


def notices_visible_to(actor: Post) -> Q:
    """The office sees all notices; a unit's people those sent to their unit, and those they sent."""
    if actor.is_office:
        return Q()
    return Q(unit=actor.unit_id) | Q(sent_by__unit=actor.unit_id) if actor.is_of_unit else NOTHING


def messages_visible_to(actor: Post) -> Q:
    """Messages are read by the people of the unit they were sent to, the office's among them."""
    return Q(unit=actor.unit_id) if actor.is_of_unit or actor.is_office else NOTHING


def wordings_visible_to(actor: Post) -> Q:
    """Approved wordings and hours are the office's, and its system administrator's who agrees them with the gateway."""
    return Q() if actor.is_office or actor.role == "SYSTEM_ADMIN" else NOTHING


def may_send_notices(actor: Post) -> bool:
    """The office, a unit's clerk (to units below it, as the action checks), and the built-in posts."""
    return actor.is_office or actor.is_clerk or actor.is_system


def may_record_deliveries(actor: Post) -> bool:
    """What the gateway says is entered by the system alone."""
    return actor.is_system


def may_retry_notice(actor: Post, notice: Notice) -> bool:
    """The office, and whoever sent it."""
    return actor.is_office or (actor.is_clerk and notice.sent_by.unit_id == actor.unit_id)


def may_read_messages(actor: Post) -> bool:
    """Whoever has messages marks them read."""
    return actor.is_of_unit or actor.is_office


def may_approve_wording(actor: Post) -> bool:
    """Wordings and hours are approved by the head of the office."""
    return actor.is_office_head
