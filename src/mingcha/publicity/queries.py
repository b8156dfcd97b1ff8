"""Reads over publicity."""

from collections.abc import Iterable
from datetime import date

from mingcha.campaigns.models import Campaign
from mingcha.orgs.models import Post, Unit
from mingcha.publicity.choices import ArticleKind, MediumLevel
from mingcha.publicity.models import Article, Interview, Material, MediaColumn, PublicityQuerySet

IN_ORDER = ("-happened_on", "unit__official_order", "pk")


def columns(actor: Post) -> PublicityQuerySet:
    """Current columns and sub-columns the actor may see, newest first. One statement."""
    found: PublicityQuerySet = MediaColumn.objects.current().visible_to(actor).order_by(*IN_ORDER)
    return found


def articles(actor: Post) -> PublicityQuerySet:
    """Current articles and totals the actor may see, newest first. One statement."""
    found: PublicityQuerySet = Article.objects.current().visible_to(actor).order_by(*IN_ORDER)
    return found


def interviews(actor: Post) -> PublicityQuerySet:
    """Current interviews the actor may see, newest first. One statement."""
    found: PublicityQuerySet = Interview.objects.current().visible_to(actor).order_by(*IN_ORDER)
    return found


def materials(actor: Post) -> PublicityQuerySet:
    """Current materials the actor may see, newest first. One statement."""
    found: PublicityQuerySet = Material.objects.current().visible_to(actor).order_by(*IN_ORDER)
    return found


def totals_meeting(
    campaign: Campaign, unit: Unit, *, levels: Iterable[MediumLevel], since: date, until: date
) -> PublicityQuerySet:
    """Totals of a unit that count a day of this period too, at one of these levels of media."""
    totals: PublicityQuerySet = Article.objects.current().filter(campaign=campaign, unit=unit, kind=ArticleKind.TOTAL)
    return totals.filter(medium_level__in=levels, counted_since_on__lte=until, happened_on__gte=since)
