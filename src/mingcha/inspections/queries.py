"""Reads over inspections."""

from datetime import date

from django.db.models import Prefetch

from mingcha.inspections.models import (
    Finding,
    InspectionQuerySet,
    InspectionRound,
    ReportedRound,
    ReportedRoundQuerySet,
    Team,
    Visit,
    VisitMethod,
    VisitQuerySet,
)
from mingcha.orgs.models import Post, Unit


def rounds(actor: Post) -> InspectionQuerySet:
    """Current rounds the actor may see, newest first. One statement."""
    found: InspectionQuerySet = InspectionRound.objects.current().visible_to(actor)
    return found.order_by("-happened_on", "-pk")


def teams(actor: Post) -> InspectionQuerySet:
    """Current teams the actor may see, by round and number. One statement."""
    found: InspectionQuerySet = Team.objects.current().visible_to(actor)
    return found.order_by("-round__happened_on", "round_id", "number", "pk")


def visits(actor: Post) -> VisitQuerySet:
    """Current visits the actor may see, newest first, units in official order. One statement."""
    found: VisitQuerySet = Visit.objects.current().visible_to(actor)
    return found.order_by("-happened_on", "unit__official_order", "pk")


def visit_with_methods(actor: Post) -> VisitQuerySet:
    """Visits (voided ones too) with their methods, for one page. Two statements."""
    methods = VisitMethod.objects.order_by("pk")
    found: VisitQuerySet = Visit.objects.visible_to(actor).select_related("unit", "team__round", "succeeds")
    return found.prefetch_related(Prefetch("methods", queryset=methods))


def findings(actor: Post) -> VisitQuerySet:
    """Current findings the actor may see, newest first. One statement."""
    found: VisitQuerySet = Finding.objects.current().visible_to(actor)
    return found.order_by("-happened_on", "unit__official_order", "pk")


def reported_rounds(actor: Post) -> ReportedRoundQuerySet:
    """Current reports the actor may see, newest first, units in official order. One statement."""
    found: ReportedRoundQuerySet = ReportedRound.objects.current().visible_to(actor)
    return found.order_by("-happened_on", "unit__official_order", "pk")


def reported_within(campaign_id: int, unit: Unit, kind: str, *, since: date, until: date) -> ReportedRound | None:
    """A current report of the same unit and kind whose period touches these days (期间重叠), None if there is none."""
    same = ReportedRound.objects.current().filter(campaign_id=campaign_id, unit=unit, kind=kind)
    found: ReportedRound | None = same.filter(began_on__lte=until, happened_on__gte=since).order_by("pk").first()
    return found
