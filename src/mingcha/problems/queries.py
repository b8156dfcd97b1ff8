"""Reads over the problem register."""

from mingcha.orgs.models import Post, Unit
from mingcha.problems.models import TargetProblem, TargetProblemQuerySet


def problems(actor: Post) -> TargetProblemQuerySet:
    """Every current problem the actor may see, in unit order. One statement."""
    found: TargetProblemQuerySet = TargetProblem.objects.current().visible_to(actor).select_related("unit")
    return found.order_by("unit__official_order", "number", "pk")


def next_number(campaign_id: int, unit: Unit) -> int:
    """The number the unit's next problem gets; a voided one keeps its number."""
    last = TargetProblem.objects.filter(campaign_id=campaign_id, unit=unit).order_by("-number").first()
    return last.number + 1 if last else 1
