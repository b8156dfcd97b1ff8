"""JSON of notices (通知的接口), for reading."""

from datetime import datetime
from typing import Annotated

from django.db.models import QuerySet
from ninja import FilterLookup, Query, Router, Schema
from ninja.pagination import paginate

from mingcha.notices.choices import Channel, NoticeState
from mingcha.notices.models import Notice
from mingcha.orgs.acting import StaffRequest
from mingcha.ui.schemas import Filters, Paged, UnitName

router = Router()


class NoticeFilters(Filters):
    """By unit, channel and state."""

    unit: Annotated[str | None, FilterLookup("unit__code")] = None
    channel: Channel | None = None
    state: NoticeState | None = None


class NoticeOut(Schema):
    """A notice (通知), without its address: that is a person's number."""

    id: int
    unit: UnitName
    channel: Channel
    wording: str
    text: str
    state: NoticeState
    made_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    attempts: int
    error: str


@router.get("/notices", response=list[NoticeOut], summary="Notices, the newest first 通知")
@paginate(Paged)
def notice_list(request: StaffRequest, filters: Query[NoticeFilters]) -> QuerySet[Notice]:
    """What was sent, delivered, failed."""
    visible = Notice.objects.visible_to(request.actor).select_related("unit").order_by("-made_at", "-pk")
    return filters.filter(visible)
