"""The verbs of plan review: allowed, refused, wrong state, ledger."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.plans import actions
from mingcha.plans.choices import Verdict
from mingcha.plans.models import CriteriaSet, PlanFiling, ReviewRound, RoundAnswer
from mingcha.plans.tests.factories import a_criteria_set, a_round

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = date(2018, 3, 5)
YES, NO = {"1": True, "2": True}, {"1": True, "2": False}


@pytest.fixture
def office() -> Post:
    return a_post()


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市")


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign()


@pytest.fixture
def criteria(campaign: Campaign) -> CriteriaSet:
    return a_criteria_set(campaign)


def _entered() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def _answers(review: ReviewRound) -> list[tuple[str, bool, str]]:
    rows = RoundAnswer.objects.filter(review=review).order_by("criterion_id")
    return list(rows.values_list("criterion__code", "is_met", "comment"))


# ---------------------------------------------------------------- criteria and filing
def test_adopt_criteria_gives_versions_and_keeps_the_order(office: Post, campaign: Campaign) -> None:
    given: dict[str, Any] = {
        "actor": office,
        "name": "七个是否",
        "criteria": {"2": "是否二", "1": "是否一"},
        "source": "通知",
    }

    first = actions.adopt_criteria(campaign, **given, in_force_on=DAY)
    second = actions.adopt_criteria(campaign, **given)

    assert (first.version, second.version) == (1, 2)
    assert (first.in_force_on, second.in_force_on) == (DAY, clock.today())
    assert [c.code for c in first.criteria.order_by("pk")] == ["2", "1"]
    assert _entered() == ["plans.adopt_criteria", "plans.adopt_criteria"]


def test_adopt_criteria_when_empty_or_by_a_clerk_is_refused(office: Post, campaign: Campaign, city: Unit) -> None:
    with pytest.raises(BadValue, match="至少一条"):
        actions.adopt_criteria(campaign, actor=office, name="七个是否", criteria={})
    with pytest.raises(Refused):
        actions.adopt_criteria(campaign, actor=a_post(city, role="CLERK"), name="七个是否", criteria={"1": "一"})

    assert not CriteriaSet.objects.exists()


def test_file_plan_by_the_unit_itself_is_registered(campaign: Campaign, city: Unit) -> None:
    clerk = a_post(city, role="CLERK")

    filing = actions.file_plan(city, actor=clerk, campaign=campaign, title="方案", happened_on=DAY, source_note="通报")

    assert (filing.happened_on, filing.is_reconstructed) == (DAY, True)
    assert _entered() == ["plans.file_plan"]


def test_file_plan_twice_or_by_a_stranger_is_refused(office: Post, campaign: Campaign, city: Unit) -> None:
    actions.file_plan(city, actor=office, campaign=campaign, title="方案")

    with pytest.raises(BadValue, match="甲市的方案已备案"):
        actions.file_plan(city, actor=office, campaign=campaign, title="方案")
    with pytest.raises(Refused):
        actions.file_plan(city, actor=a_post(a_unit("乙市"), role="CLERK"), campaign=campaign, title="方案")

    assert PlanFiling.objects.count() == 1


# ---------------------------------------------------------------- opening
def test_open_round_counts_up_after_a_return(office: Post, criteria: CriteriaSet, city: Unit) -> None:
    a_round(city, criteria, verdict="RETURNED")

    review = actions.open_round(city, actor=office, criteria_set=criteria, due_on=date(2018, 3, 20), happened_on=DAY)

    assert (review.number, review.verdict, review.is_reconstructed) == (2, Verdict.PENDING, False)
    assert _entered() == ["plans.open_round"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"due_on": date(2018, 3, 4), "happened_on": DAY}, "due_on"),
        ({"due_on": date(2100, 1, 1), "happened_on": date(2100, 1, 1)}, "happened_on"),
        ({"due_on": date(2018, 3, 4), "happened_on": date(2018, 1, 1)}, "happened_on"),
    ],
)
def test_open_round_with_a_date_that_cannot_be_names_its_field(
    given: dict[str, Any], field: str, office: Post, criteria: CriteriaSet
) -> None:
    city = a_unit("新市", valid_from=date(2018, 2, 1), from_certainty="DAY")

    with pytest.raises(BadValue) as error:
        actions.open_round(city, actor=office, criteria_set=criteria, **given)

    assert error.value.field == field


def test_open_round_by_a_clerk_or_after_passing_is_refused(office: Post, criteria: CriteriaSet, city: Unit) -> None:
    given: dict[str, Any] = {"criteria_set": criteria, "due_on": clock.today()}
    with pytest.raises(Refused):
        actions.open_round(city, actor=a_post(city, role="CLERK"), **given)

    a_round(city, criteria, verdict="PASSED")

    with pytest.raises(BadValue, match="第1轮已通过"):
        actions.open_round(city, actor=office, **given)


# ---------------------------------------------------------------- closing
@pytest.mark.parametrize(("answers", "verdict"), [(YES, Verdict.PASSED), (NO, Verdict.RETURNED)])
def test_close_round_gives_the_verdict_and_keeps_the_answers(
    answers: dict[str, bool], verdict: Verdict, office: Post, criteria: CriteriaSet, city: Unit
) -> None:
    review = a_round(city, criteria, on=DAY)

    given = actions.close_round(review, actor=office, answers=answers, comments={"2": "缺时限"}, happened_on=DAY)

    review.refresh_from_db()
    assert given == review.verdict == verdict
    assert review.closed_on == DAY
    assert _answers(review) == [("1", True, ""), ("2", answers["2"], "缺时限")]
    assert _entered() == ["plans.close_round"]


def test_close_round_refuses_a_reviewer_of_the_unit_itself(criteria: CriteriaSet, city: Unit) -> None:
    review = a_round(city, criteria)

    with pytest.raises(Refused):
        actions.close_round(review, actor=a_post(city), answers=YES)

    review.refresh_from_db()
    assert review.verdict == Verdict.PENDING
    assert _entered() == []


def test_close_round_when_another_was_faster_keeps_the_first(office: Post, criteria: CriteriaSet, city: Unit) -> None:
    review = a_round(city, criteria)
    mine, theirs = ReviewRound.objects.get(pk=review.pk), ReviewRound.objects.get(pk=review.pk)
    actions.close_round(theirs, actor=a_post(), answers=NO)

    with pytest.raises(NotInThisState, match="甲市第1轮审核"):
        actions.close_round(mine, actor=office, answers=YES)

    review.refresh_from_db()
    assert review.verdict == Verdict.RETURNED
    assert _entered() == ["plans.close_round"]


def test_close_round_before_it_came_in_or_not_judged_in_full_is_refused(
    office: Post, criteria: CriteriaSet, city: Unit
) -> None:
    review = a_round(city, criteria, on=DAY)

    with pytest.raises(BadValue, match="不能早于收到日期") as early:
        actions.close_round(review, actor=office, answers=YES, happened_on=date(2018, 3, 4))
    with pytest.raises(BadValue, match="未逐项判断：2"):
        actions.close_round(review, actor=office, answers={"1": True})

    assert early.value.field == "happened_on"


# ---------------------------------------------------------------- correcting
@pytest.fixture
def rounds(criteria: CriteriaSet, city: Unit) -> list[ReviewRound]:
    """Returned twice, passed in the third round."""
    verdicts = ("RETURNED", "RETURNED", "PASSED")
    return [a_round(city, criteria, number=n, verdict=v, on=date(2018, 3, n)) for n, v in enumerate(verdicts, 1)]


def test_correct_round_to_passed_voids_it_and_what_came_later(office: Post, rounds: list[ReviewRound]) -> None:
    first, second, _ = rounds

    new = actions.correct_round(second, actor=office, answers=YES, reason="第二轮已通过", comments={"1": "补正"})

    for row in rounds:
        row.refresh_from_db()
    assert (new.number, new.verdict, new.closed_on, new.succeeds) == (2, Verdict.PASSED, second.closed_on, second)
    assert [row.void_reason for row in rounds] == ["", "第二轮已通过", "第2轮更正为通过：第二轮已通过"]
    assert _answers(new) == [("1", True, "补正"), ("2", True, "")]
    assert list(ReviewRound.objects.current().order_by("number")) == [first, new]
    assert list(LedgerEntry.objects.values_list("verb", "reason")) == [("plans.correct_round", "第二轮已通过")]


def test_correct_round_to_returned_leaves_the_others(office: Post, rounds: list[ReviewRound]) -> None:
    new = actions.correct_round(rounds[2], actor=office, answers=NO, reason="未达标", closed_on=date(2018, 3, 9))

    assert (new.verdict, new.closed_on) == (Verdict.RETURNED, date(2018, 3, 9))
    assert ReviewRound.objects.current().count() == 3


def test_correct_round_with_a_long_reason_voids_the_later_rounds_too(office: Post, rounds: list[ReviewRound]) -> None:
    actions.correct_round(rounds[0], actor=office, answers=YES, reason="因" * 200)

    assert ReviewRound.objects.current().count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"answers": {"1": True}}, "answers"),
        ({"closed_on": date(2018, 3, 2)}, "closed_on"),
        ({"closed_on": date(2018, 4, 2)}, "closed_on"),
    ],
)
def test_correct_round_with_a_value_that_cannot_be_changes_nothing(
    given: dict[str, Any], field: str, office: Post, rounds: list[ReviewRound]
) -> None:
    with clock.set_to(datetime(2018, 4, 1, tzinfo=UTC)), pytest.raises(BadValue) as error:
        actions.correct_round(rounds[2], actor=office, **{"answers": NO, "reason": "未达标", **given})

    assert error.value.field == field
    assert ReviewRound.objects.current().count() == 3
    assert _entered() == []


@pytest.fixture
def returned(office: Post, city: Unit, criteria: CriteriaSet) -> ReviewRound:
    """A reconstructed round closed with NO and a comment."""
    review = a_round(city, criteria)
    ReviewRound.objects.filter(pk=review.pk).update(source_note="第7期通报", is_reconstructed=True)
    actions.close_round(review, actor=office, answers=NO, comments={"2": "缺附件"}, happened_on=DAY)
    review.refresh_from_db()
    return review


def test_correct_round_of_a_reconstructed_one_keeps_its_mark(office: Post, returned: ReviewRound) -> None:
    new = actions.correct_round(returned, actor=office, answers=YES, reason="复核")

    new.refresh_from_db()
    assert (new.source_note, new.is_reconstructed) == ("第7期通报", True)


def test_correct_round_to_what_it_said_before_is_refused(office: Post, returned: ReviewRound) -> None:
    with pytest.raises(BadValue, match="与原意见相同，无需更正") as error:
        actions.correct_round(returned, actor=office, answers=NO, comments={"2": "缺附件"}, reason="复核")

    assert error.value.field == "answers"
    assert list(ReviewRound.objects.current()) == [returned]
    assert _entered() == ["plans.close_round"]


@pytest.mark.parametrize("given", [{"comments": {"2": "缺附件二"}}, {"closed_on": date(2018, 3, 6)}])
def test_correct_round_of_the_words_or_the_day_alone_is_done(
    given: dict[str, Any], office: Post, returned: ReviewRound
) -> None:
    correction = {"answers": NO, "comments": {"2": "缺附件"}, "reason": "复核", **given}

    assert actions.correct_round(returned, actor=office, **correction).succeeds == returned


def test_correct_round_by_the_unit_itself_is_refused(city: Unit, rounds: list[ReviewRound]) -> None:
    with pytest.raises(Refused):
        actions.correct_round(rounds[2], actor=a_post(city), answers=NO, reason="未达标")


def test_correct_round_when_open_or_corrected_already_is_too_late(
    office: Post, criteria: CriteriaSet, rounds: list[ReviewRound]
) -> None:
    pending = a_round(a_unit("乙市"), criteria)
    with pytest.raises(NotInThisState):
        actions.correct_round(pending, actor=office, answers=YES, reason="更正")

    stale = ReviewRound.objects.get(pk=rounds[2].pk)
    actions.correct_round(rounds[2], actor=office, answers=NO, reason="更正")

    with pytest.raises(NotInThisState):
        actions.correct_round(stale, actor=office, answers=NO, reason="再更正")
