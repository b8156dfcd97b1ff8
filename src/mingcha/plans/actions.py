"""The verbs of plan review: each checks access, decides by `rules`, writes guarded by the old state."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit
from mingcha.plans import access, queries, rules
from mingcha.plans.choices import Verdict
from mingcha.plans.models import CriteriaSet, Criterion, PlanFiling, ReviewRound, RoundAnswer


@transaction.atomic
def adopt_criteria(
    campaign: Campaign,
    *,
    actor: Post,
    name: str,
    criteria: Mapping[str, str],
    source: str = "",
    in_force_on: date | None = None,
) -> CriteriaSet:
    """Adopt a criteria set, or a new version of it (确定审核要点). Rounds already open keep theirs.

    Args:
        criteria: code -> text, in order.

    Raises:
        Refused; BadValue: an empty set.
    """
    if not access.may_adopt_criteria(actor):
        raise Refused("plans.adopt_criteria")
    if not criteria:
        raise BadValue(gettext("审核要点至少一条"), field="criteria")
    day = clock.happened(in_force_on, field="in_force_on")
    version = CriteriaSet.objects.filter(campaign=campaign, name=name).count() + 1
    adopted = CriteriaSet.objects.create(campaign=campaign, name=name, version=version, in_force_on=day, source=source)
    Criterion.objects.bulk_create([Criterion(criteria_set=adopted, code=c, text=t) for c, t in criteria.items()])
    ledger.enter("plans.adopt_criteria", actor=actor, on=adopted, after=dict(criteria))
    return adopted


@transaction.atomic
def file_plan(
    unit: Unit, *, actor: Post, campaign: Campaign, title: str, happened_on: date | None = None, source_note: str = ""
) -> PlanFiling:
    """Register a plan that was filed (方案备案).

    Raises:
        Refused; BadValue: filed already, or a date in the future or outside the unit's validity.
    """
    if not access.may_file_plan(actor, unit):
        raise Refused("plans.file_plan")
    day = unit.in_being(clock.happened(happened_on))
    if PlanFiling.objects.current().filter(campaign=campaign, unit=unit).exists():
        raise BadValue(gettext("%(unit)s的方案已备案") % {"unit": unit.name}, field="unit")
    filing: PlanFiling = PlanFiling.objects.create(
        campaign=campaign,
        unit=unit,
        title=title,
        happened_on=day,
        source_note=source_note,
        is_reconstructed=bool(source_note),
    )
    ledger.enter("plans.file_plan", actor=actor, on=filing, after={"unit": unit.code, "happened_on": day})
    return filing


@transaction.atomic
def open_round(
    unit: Unit,
    *,
    actor: Post,
    criteria_set: CriteriaSet,
    due_on: date,
    happened_on: date | None = None,
    source_note: str = "",
) -> ReviewRound:
    """Receive a unit's plan for the next round of review (受理审核).

    Raises:
        Refused; BadValue: the last round is open or passed, due before received, a date outside the unit's validity.
    """
    if not access.may_open_round(actor):
        raise Refused("plans.open_round")
    day = unit.in_being(clock.happened(happened_on))
    if due_on < day:
        raise BadValue(gettext("审核期限不能早于收到日期"), field="due_on")
    last = queries.last_round(criteria_set.campaign_id, unit)
    number = rules.next_round_number(last.number if last else None, last.verdict if last else None)
    review = ReviewRound.objects.create(
        campaign_id=criteria_set.campaign_id,
        unit=unit,
        criteria_set=criteria_set,
        number=number,
        due_on=due_on,
        happened_on=day,
        source_note=source_note,
        is_reconstructed=bool(source_note),
    )
    ledger.enter(
        "plans.open_round", actor=actor, on=review, after={"unit": unit.code, "number": number, "due_on": due_on}
    )
    return review


@transaction.atomic
def close_round(
    review: ReviewRound,
    *,
    actor: Post,
    answers: Mapping[str, bool],
    comments: Mapping[str, str] | None = None,
    happened_on: date | None = None,
) -> Verdict:
    """Give the verdict of a round (出具审核意见). Of two reviewers closing it at once, one wins.

    Args:
        answers: criterion code -> met or not, for every criterion of the round's set. `comments`: code -> words.

    Raises:
        Refused: no reviewer, or of the unit itself. NotInThisState: closed already. BadValue: criteria not all judged,
        closed before it came in.
    """
    if not access.may_close_round(actor, review):
        raise Refused("plans.close_round")
    criteria = queries.criteria_of(review.criteria_set_id)
    verdict = rules.verdict_for(answers, criteria=criteria)
    day = _closing_day(review, happened_on, field="happened_on")
    pending = ReviewRound.objects.current().filter(pk=review.pk, verdict=Verdict.PENDING)
    if not pending.update(verdict=verdict, closed_on=day):
        raise NotInThisState(review)
    _record_answers(review, criteria, answers, comments or {})
    ledger.enter(
        "plans.close_round",
        actor=actor,
        on=review,
        before=Verdict.PENDING,
        after={"verdict": verdict, "closed_on": day},
    )
    return verdict


@transaction.atomic
def correct_round(
    review: ReviewRound,
    *,
    actor: Post,
    answers: Mapping[str, bool],
    reason: str,
    comments: Mapping[str, str] | None = None,
    closed_on: date | None = None,
) -> ReviewRound:
    """Correct a closed round: void it with a reason and add its successor (更正审核意见).

    Where the corrected verdict is 通过, later rounds of the unit never should have been: they are voided with it.

    Args:
        answers, comments: as for `close_round`, all of them anew. `closed_on`: None keeps the day.

    Raises:
        Refused; BadValue: no reason, criteria not all judged, closed before it came in, nothing to correct;
        NotInThisState: open, or voided by somebody else.
    """
    if not access.may_correct_round(actor, review):
        raise Refused("plans.correct_round")
    criteria = queries.criteria_of(review.criteria_set_id)
    verdict = rules.verdict_for(answers, criteria=criteria)
    if review.closed_on is None:
        raise NotInThisState(review)
    day = _closing_day(review, closed_on or review.closed_on, field="closed_on")
    if day == review.closed_on and _says_the_same(review, answers, comments or {}):
        raise BadValue(gettext("与原意见相同，无需更正"), field="answers")
    void_row(review, reason=reason)
    successor = _successor(review, verdict, day)
    _record_answers(successor, criteria, answers, comments or {})
    voided = _void_later_rounds(successor, reason) if verdict is Verdict.PASSED else []
    ledger.enter(
        "plans.correct_round",
        actor=actor,
        on=successor,
        before={"round": review.pk, "verdict": review.verdict},
        after={"verdict": verdict, "voided": voided},
        reason=reason,
    )
    return successor


def _successor(review: ReviewRound, verdict: Verdict, closed_on: date) -> ReviewRound:
    """The row that takes a voided round's place: all of it but what was corrected, its source among it."""
    kept = ("campaign_id", "unit_id", "criteria_set_id", "number", "due_on", "happened_on", "source_note")
    same = {name: getattr(review, name) for name in (*kept, "is_reconstructed")}
    successor: ReviewRound = ReviewRound.objects.create(**same, verdict=verdict, closed_on=closed_on, succeeds=review)
    return successor


def _closing_day(review: ReviewRound, given: date | None, *, field: str) -> date:
    day = clock.happened(given, field=field)
    if day < review.happened_on:
        raise BadValue(gettext("审结日期不能早于收到日期（%(day)s）") % {"day": review.happened_on}, field=field)
    return day


def _says_the_same(review: ReviewRound, answers: Mapping[str, bool], comments: Mapping[str, str]) -> bool:
    before = review.answers.values_list("criterion__code", "is_met", "comment")
    return set(before) == {(code, is_met, comments.get(code, "")) for code, is_met in answers.items()}


def _void_later_rounds(review: ReviewRound, reason: str) -> list[int]:
    later = queries.later_rounds(review)
    for row in later:
        void_row(row, reason=f"第{review.number}轮更正为通过：{reason}"[:200])
    return [row.pk for row in later]


def _record_answers(
    review: ReviewRound, criteria: Mapping[str, int], answers: Mapping[str, bool], comments: Mapping[str, str]
) -> None:
    RoundAnswer.objects.bulk_create(
        RoundAnswer(review=review, criterion_id=pk, is_met=answers[code], comment=comments.get(code, ""))
        for code, pk in criteria.items()
    )
