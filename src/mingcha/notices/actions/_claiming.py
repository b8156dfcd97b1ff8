"""How the worker takes notices up, so that no two workers send one."""

from django.db import transaction
from django.db.models import F

from mingcha.kernel import clock
from mingcha.notices.choices import NoticeState
from mingcha.notices.models import Notice

BATCH = 20


@transaction.atomic
def claim_notices() -> list[Notice]:
    """The next 20 notices that are due, marked as being sent. Three statements."""
    now = clock.now()
    due = Notice.objects.due(now).order_by("not_before", "pk").select_for_update(skip_locked=True)
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    claimed = Notice.objects.filter(pk__in=ids)
    claimed.update(state=NoticeState.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    return list(claimed.order_by("not_before", "pk"))
