"""Reads over campaigns."""

from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign, CampaignRecordQuerySet, Participation, Programme, ProgrammeQuerySet
from mingcha.kernel.errors import NotThere
from mingcha.orgs.models import Post


def campaign_by_name(short_name: str) -> Campaign:
    """The campaign of that short name.

    Raises:
        NotThere: none; names what there is.
    """
    found = Campaign.objects.filter(short_name=short_name).first()
    if found is None:
        known = "、".join(Campaign.objects.order_by("began_on", "id").values_list("short_name", flat=True))
        words = {"name": short_name, "known": known or gettext("（无）")}
        raise NotThere(gettext("集中整顿“%(name)s”，现有：%(known)s") % words)
    return found


def current_campaign(actor: Post) -> Campaign | None:
    """The newest campaign the actor may see, None where there is none yet."""
    return Campaign.objects.visible_to(actor).select_related("office").order_by("-began_on", "-id").first()


def participants(campaign: Campaign) -> list[Participation]:
    """Who takes part, in official order. One statement."""
    found = Participation.objects.current().filter(campaign=campaign).select_related("unit")
    return list(found.order_by("kind", "unit__official_order", "unit_id"))


def participations(actor: Post) -> CampaignRecordQuerySet:
    """Every current participant the actor may see, in official order. One statement."""
    found: CampaignRecordQuerySet = Participation.objects.current().visible_to(actor).select_related("unit", "campaign")
    return found.order_by("kind", "unit__official_order", "unit_id", "pk")


def programmes(actor: Post) -> ProgrammeQuerySet:
    """Every current programme the actor may see: provincial ones first, then by owner. One statement."""
    found: ProgrammeQuerySet = Programme.objects.current().visible_to(actor).select_related("unit", "campaign")
    return found.order_by("-scope", "unit__official_order", "pk")
