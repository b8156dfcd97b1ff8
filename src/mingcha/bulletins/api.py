"""JSON of bulletins (情况通报的接口), for reading."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import FilterLookup, Query, Router, Schema
from ninja.pagination import paginate

from mingcha.bulletins import access, queries
from mingcha.bulletins.choices import BulletinState
from mingcha.bulletins.models import Bulletin
from mingcha.kernel.errors import NotThere
from mingcha.orgs.acting import StaffRequest
from mingcha.ui.schemas import Filters, Paged

router = Router()


class BulletinFilters(Filters):
    """As the list page's filters."""

    series: Annotated[str | None, FilterLookup("series__name")] = None
    year: int | None = None
    number: int | None = None
    state: BulletinState | None = None


class SeriesName(Schema):
    """A series by its name (刊名)."""

    name: str


class BulletinOut(Schema):
    """A bulletin (情况通报)."""

    id: int
    series: SeriesName
    year: int | None
    number: int | None
    state: BulletinState
    title: str
    as_of: date | None
    issued_on: date | None


@router.get("/bulletins", response=list[BulletinOut], summary="Bulletins, drafts and the newest first 情况通报")
@paginate(Paged)
def bulletin_list(request: StaffRequest, filters: Query[BulletinFilters]) -> QuerySet[Bulletin]:
    """Issued ones; the office sees its drafts too."""
    return filters.filter(queries.bulletins(request.actor))


@router.get("/bulletins/{int:pk}/trace", response=dict[str, Any], summary="Every figure of an issue 数据底账")
def bulletin_trace(request: StaffRequest, pk: int) -> dict[str, Any]:
    """Every figure of an issued bulletin with value, period, definition, version and statement; for the office."""
    bulletin = get_object_or_404(queries.readable(request.actor), pk=pk)
    if not access.may_check_bulletin(request.actor):
        raise NotThere(bulletin)
    return queries.frozen(bulletin).trace
