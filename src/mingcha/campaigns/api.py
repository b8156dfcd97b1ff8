"""JSON of campaigns (集中整顿的接口)."""

from datetime import date
from typing import Annotated

from django.db.models import QuerySet
from ninja import FilterLookup, Query, Router, Schema
from ninja.pagination import paginate

from mingcha.campaigns import queries
from mingcha.campaigns.choices import ParticipantKind, ProgrammeScope
from mingcha.campaigns.models import Campaign, Participation, Programme
from mingcha.orgs.acting import StaffRequest
from mingcha.ui.schemas import Filters, Paged, UnitName

router = Router()


class CampaignOut(Schema):
    """A campaign (集中整顿)."""

    id: int
    name: str
    short_name: str
    office: UnitName
    began_on: date
    ended_on: date | None


class ParticipationFilters(Filters):
    """As the list page's filters."""

    campaign: Annotated[str | None, FilterLookup("campaign__short_name")] = None
    kind: ParticipantKind | None = None
    unit: Annotated[str | None, FilterLookup("unit__code")] = None


class ParticipationOut(Schema):
    """A unit that takes part (参加单位)."""

    id: int
    unit: UnitName
    kind: ParticipantKind
    happened_on: date


class ProgrammeOut(Schema):
    """A special clean-up (专项清理整治)."""

    id: int
    unit: UnitName
    scope: ProgrammeScope
    name: str
    happened_on: date


@router.get("/campaigns", response=list[CampaignOut], summary="Campaigns, the newest first 集中整顿")
@paginate(Paged)
def campaign_list(request: StaffRequest) -> QuerySet[Campaign]:
    """Campaigns."""
    return Campaign.objects.visible_to(request.actor).select_related("office").order_by("-began_on", "-id")


@router.get("/participations", response=list[ParticipationOut], summary="Who takes part 参加单位")
@paginate(Paged)
def participation_list(request: StaffRequest, filters: Query[ParticipationFilters]) -> QuerySet[Participation]:
    """Units that take part, in official order."""
    return filters.filter(queries.participations(request.actor))


@router.get("/programmes", response=list[ProgrammeOut], summary="Special clean-ups 专项清理整治")
@paginate(Paged)
def programme_list(request: StaffRequest) -> QuerySet[Programme]:
    """Provincial ones first, then by owner."""
    return queries.programmes(request.actor)
