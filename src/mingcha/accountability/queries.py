"""Reads over returned results."""

from mingcha.accountability.models import OutcomeQuerySet, ReturnedResult
from mingcha.orgs.models import Post


def outcomes(model: type[ReturnedResult], actor: Post) -> OutcomeQuerySet:
    """Current rows of one kind that the actor may see, newest first, units in official order. One statement."""
    found: OutcomeQuerySet = model.objects.current().visible_to(actor)
    return found.order_by("-happened_on", "unit__official_order", "pk")
