"""JSON of the registry (单位登记册的接口)."""

from datetime import date
from typing import Annotated

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import FilterLookup, Query, Router, Schema
from ninja.pagination import paginate

from mingcha.orgs.acting import StaffRequest
from mingcha.orgs.choices import Category, Level, UnitKind
from mingcha.orgs.models import Unit
from mingcha.ui.schemas import Filters, Paged, UnitName

router = Router()


class UnitFilters(Filters):
    """As the list page's filters."""

    code: str | None = None
    level: Level | None = None
    kind: UnitKind | None = None
    category: Category | None = None
    territory_parent: Annotated[str | None, FilterLookup("territory_parent__code")] = None
    system_parent: Annotated[str | None, FilterLookup("system_parent__code")] = None
    q: Annotated[str | None, FilterLookup(["name__icontains", "short_name__icontains", "code__icontains"])] = None


class UnitOut(Schema):
    """A unit (单位)."""

    id: int
    code: str
    name: str
    short_name: str
    level: Level
    kind: UnitKind
    category: str
    territory_parent: UnitName | None
    system_parent: UnitName | None
    valid_from: date
    valid_until: date | None


def _units(request: StaffRequest) -> QuerySet[Unit]:
    visible = Unit.objects.visible_to(request.actor).in_official_order()
    return visible.select_related("territory_parent", "system_parent")


@router.get("/units", response=list[UnitOut], summary="Units, in official order 单位名录")
@paginate(Paged)
def unit_list(request: StaffRequest, filters: Query[UnitFilters]) -> QuerySet[Unit]:
    """Closed units too: several may have held one code, one after the other."""
    return filters.filter(_units(request))


@router.get("/units/{int:pk}", response=UnitOut, summary="One unit 单位")
def unit_detail(request: StaffRequest, pk: int) -> Unit:
    """One unit by its number."""
    return get_object_or_404(_units(request), pk=pk)
