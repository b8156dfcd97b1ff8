"""Reads over plans and rounds."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.orgs.models import Post, Unit
from mingcha.plans import access, rules
from mingcha.plans.choices import Verdict
from mingcha.plans.models import Criterion, PlanFiling, ReviewRound, ReviewRoundQuerySet, RoundAnswer

_MAY = {"close_round": access.may_close_round, "correct_round": access.may_correct_round}


@dataclass(frozen=True, slots=True)
class RoundTally:
    """How the plans of one round fared (一轮审核的结果): numbers of current rounds the reader may see."""

    number: int
    passed: int
    returned: int
    pending: int


def filings(actor: Post) -> QuerySet[PlanFiling]:
    """Every current filing the actor may see, in unit order. One statement."""
    visible: QuerySet[PlanFiling] = PlanFiling.objects.current().visible_to(actor).select_related("unit")
    return visible.order_by("unit__official_order", "unit_id")


def latest_rounds(actor: Post) -> ReviewRoundQuerySet:
    """The newest round of each unit the actor may see, in unit order (各单位最新轮次). One statement."""
    newer = ReviewRound.objects.current().filter(
        campaign=OuterRef("campaign"), unit=OuterRef("unit"), number__gt=OuterRef("number")
    )
    visible = ReviewRound.objects.current().visible_to(actor).select_related("unit")
    return visible.filter(~Exists(newer)).order_by("unit__official_order", "unit_id")


def rounds(actor: Post) -> ReviewRoundQuerySet:
    """Every current round the actor may see: open ones first, then the newest. One statement."""
    found: ReviewRoundQuerySet = ReviewRound.objects.current().visible_to(actor).select_related("unit")
    return found.order_by(F("closed_on").desc(nulls_first=True), "unit__official_order", "number", "pk")


def tallies(actor: Post) -> list[RoundTally]:
    """Passed, returned and open plans by round, over what the actor may see. One statement."""
    counts = {verdict.lower(): Count("pk", filter=Q(verdict=verdict)) for verdict in Verdict}
    rows = ReviewRound.objects.current().visible_to(actor).order_by("number").values("number").annotate(**counts)
    return [RoundTally(**row) for row in rows]


def round_with_answers(actor: Post) -> ReviewRoundQuerySet:
    """Rounds (voided ones too) with their answers and criteria, for one page. Two statements."""
    answers = RoundAnswer.objects.select_related("criterion").order_by("criterion_id")
    visible: ReviewRoundQuerySet = ReviewRound.objects.visible_to(actor)
    visible = visible.select_related("unit", "criteria_set", "succeeds__unit", "succeeded_by__unit")
    return visible.prefetch_related(Prefetch("answers", queryset=answers))


def rounds_of_unit(review: ReviewRound) -> ReviewRoundQuerySet:
    """All rounds of the same unit, voided ones too, in order (本单位各轮). Whoever sees one round sees them all."""
    found: ReviewRoundQuerySet = ReviewRound.objects.filter(campaign_id=review.campaign_id, unit_id=review.unit_id)
    return found.order_by("number", "pk")


def verb_open_to(actor: Post, review: ReviewRound) -> str:
    """What the actor may do with a round as it stands: `close_round`, `correct_round`, or nothing ("")."""
    verb = rules.next_verb(review.verdict, is_voided=review.voided_at is not None)
    return verb if verb and _MAY[verb](actor, review) else ""


def opened_for(verb: str, actor: Post, review: ReviewRound) -> ReviewRound:
    """The round itself, if the page of `verb` may be shown for it; the action checks all of it again.

    Raises:
        Refused; NotInThisState: closed or voided meanwhile, or still open.
    """
    if not _MAY[verb](actor, review):
        raise Refused(f"plans.{verb}")
    if rules.next_verb(review.verdict, is_voided=review.voided_at is not None) != verb:
        raise NotInThisState(review)
    return review


def last_round(campaign_id: int, unit: Unit) -> ReviewRound | None:
    """The unit's round with the highest number, None before the first."""
    rows: QuerySet[ReviewRound] = ReviewRound.objects.current().filter(campaign_id=campaign_id, unit=unit)
    return rows.order_by("-number").first()


def later_rounds(review: ReviewRound) -> list[ReviewRound]:
    """Current rounds of the same unit after this one, in order."""
    found = ReviewRound.objects.current().filter(campaign_id=review.campaign_id, unit_id=review.unit_id)
    return list(found.filter(number__gt=review.number).order_by("number"))


def criteria(criteria_set_id: int) -> list[Criterion]:
    """The criteria of a set, in their order. One statement."""
    return list(Criterion.objects.filter(criteria_set_id=criteria_set_id).order_by("pk"))


def criteria_of(criteria_set_id: int) -> dict[str, int]:
    """Criterion code -> id of a set, in order. One statement."""
    return {criterion.code: criterion.pk for criterion in criteria(criteria_set_id)}
