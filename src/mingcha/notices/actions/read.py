"""Reading messages on the site."""

from collections.abc import Sequence

from django.db import transaction

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import Refused
from mingcha.notices import access
from mingcha.notices.models import Message
from mingcha.orgs.models import Post


@transaction.atomic
def read_messages(messages: Sequence[Message], *, actor: Post) -> int:
    """Mark messages to the own unit as read (标为已读); gives how many were not before.

    Raises:
        Refused: a message to another unit.
    """
    if not access.may_read_messages(actor) or any(message.unit_id != actor.unit_id for message in messages):
        raise Refused("notices.read_messages")
    unread = Message.objects.unread().filter(pk__in=[message.pk for message in messages])
    count: int = unread.update(read_at=clock.now())
    if count:
        ledger.enter("notices.read_messages", actor=actor, on=("notices.message", None), rows=count)
    return count
