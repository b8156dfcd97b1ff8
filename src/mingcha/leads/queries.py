"""Reads over leads."""

from mingcha.leads.models import Lead, LeadQuerySet
from mingcha.orgs.models import Post


def leads(actor: Post) -> LeadQuerySet:
    """Every current lead the actor may see, newest first. One statement."""
    found: LeadQuerySet = Lead.objects.current().visible_to(actor)
    return found.order_by("-happened_on", "-number", "-pk")
