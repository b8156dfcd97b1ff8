"""Reads over plans and rounds."""

from django.db.models import Exists, OuterRef, Prefetch

from mingcha.orgs.models import Post, Unit
from mingcha.plans.models import Criterion, ReviewRound, ReviewRoundQuerySet, RoundAnswer


def latest_rounds(actor: Post) -> ReviewRoundQuerySet:
    """The newest round of each unit the actor may see, in unit order (各单位最新轮次). One statement."""
    newer = ReviewRound.objects.current().filter(
        campaign=OuterRef("campaign"), unit=OuterRef("unit"), number__gt=OuterRef("number")
    )
    visible = ReviewRound.objects.current().visible_to(actor).select_related("unit")
    return visible.filter(~Exists(newer)).order_by("unit__official_order", "unit_id")


def rounds(actor: Post) -> ReviewRoundQuerySet:
    """Every current round the actor may see, newest first. One statement."""
    found: ReviewRoundQuerySet = ReviewRound.objects.current().visible_to(actor).select_related("unit")
    return found.order_by("-closed_on", "unit__official_order", "number", "pk")


def round_with_answers(actor: Post) -> ReviewRoundQuerySet:
    """Rounds (voided ones too) with their answers and criteria, for one page. Two statements."""
    answers = RoundAnswer.objects.select_related("criterion").order_by("criterion_id")
    visible = ReviewRound.objects.visible_to(actor).select_related("unit", "criteria_set", "succeeds")
    return visible.prefetch_related(Prefetch("answers", queryset=answers))


def last_round(campaign_id: int, unit: Unit) -> ReviewRound | None:
    """The unit's round with the highest number, None before the first."""
    found = ReviewRound.objects.current().filter(campaign_id=campaign_id, unit=unit).order_by("-number").first()
    return found if found is None or isinstance(found, ReviewRound) else None


def later_rounds(review: ReviewRound) -> list[ReviewRound]:
    """Current rounds of the same unit after this one, in order."""
    found = ReviewRound.objects.current().filter(campaign_id=review.campaign_id, unit_id=review.unit_id)
    return list(found.filter(number__gt=review.number).order_by("number"))


def criteria_of(criteria_set_id: int) -> dict[str, int]:
    """Criterion code -> id of a set, in order of code. One statement."""
    return dict(Criterion.objects.filter(criteria_set_id=criteria_set_id).order_by("pk").values_list("code", "pk"))
