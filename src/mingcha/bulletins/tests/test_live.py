"""A bulletin as its records stand now: drafts, and the errata of an issued one."""

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.bulletins import live, queries
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.tests.factories import SmallCampaign, a_draft, a_series, a_small_campaign, an_issued
from mingcha.campaigns.models import Participation
from mingcha.kernel.errors import BadFile, NotThere
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post
from mingcha.plans import actions as plans
from mingcha.plans.models import PlanFiling, ReviewRound

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SOURCE = """共{campaigns.participants kind=department}个单位，审核{plans.rounds_held:cn}轮：
第一轮{plans.passed round=1}个，第二轮{plans.passed round=2}个，

第三轮{plans.passed round=3}个，占{plans.pass_share round=2:pct1}；备案{plans.filed:names}，{plans.filed}个。"""


@pytest.fixture
def small() -> SmallCampaign:
    return a_small_campaign()


@pytest.fixture
def issued(small: SmallCampaign) -> Bulletin:
    return an_issued(a_series(small.campaign), SOURCE.replace("，占{plans.pass_share round=2:pct1}", ""))


def _pass_in_round_two(small: SmallCampaign) -> None:
    """丙厅's plan passed in round 2, not in round 3, as it turns out."""
    returned = ReviewRound.objects.current().get(unit=small.departments[2], number=2)
    plans.correct_round(returned, actor=a_post(), answers={"1": True, "2": True}, reason="复核：第二轮已通过")


def _told(bulletin: Bulletin) -> list[tuple[int, int, str, str, str]]:
    return [(one.index, one.line, one.mark, one.issued, one.today + one.word) for one in live.errata(bulletin)]


# ---------------------------------------------------------------- errata
def test_nothing_is_to_be_corrected_while_records_stand(issued: Bulletin) -> None:
    assert live.errata(issued) == []


def test_corrected_round_changes_exactly_its_figures(small: SmallCampaign, issued: Bulletin) -> None:
    _pass_in_round_two(small)

    assert _told(issued) == [
        (1, 1, "{plans.rounds_held:cn}", "三", "二轮"),
        (3, 2, "{plans.passed round=2}", "1", "2个"),
        (4, 4, "{plans.passed round=3}", "1", "0个"),
    ]
    assert [f.text for f in issued.figures.order_by("index")] == ["3", "三", "1", "1", "1", "甲市、乙市", "2"]


def test_names_that_differ_are_told(small: SmallCampaign, issued: Bulletin) -> None:
    void_row(PlanFiling.objects.get(unit=small.cities[0]), reason="重复登记")

    assert _told(issued) == [(5, 4, "{plans.filed:names}", "甲市、乙市", "乙市"), (6, 4, "{plans.filed}", "2", "1个")]


def test_figure_with_nothing_left_to_count_is_told(small: SmallCampaign) -> None:
    issued = an_issued(a_series(small.campaign), "过{plans.pass_share:pct1}。")
    for row in Participation.objects.filter(campaign=small.campaign):
        void_row(row, reason="登记错误")

    assert _told(issued) == [(0, 1, "{plans.pass_share:pct1}", "60.0%", "（没有记录）")]


def test_only_what_was_frozen_has_errata(small: SmallCampaign) -> None:
    with pytest.raises(NotThere):
        live.errata(a_draft(a_series(small.campaign), SOURCE))


def test_errata_cost_no_more_than_the_evaluation(
    issued: Bulletin, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fetched = queries.readable(a_post()).get(pk=issued.pk)

    with django_assert_num_queries(7):  # the figures, three facts in a savepoint, the names
        live.errata(fetched)


# ---------------------------------------------------------------- drafts
def test_draft_has_no_number_and_no_day(small: SmallCampaign) -> None:
    finished = live.finished(a_draft(a_series(small.campaign), "报{plans.filed}个，另有酒驾5起。"))

    assert (finished.document.masthead.number, finished.document.masthead.issued_on) == (None, None)
    assert [figure["text"] for figure in finished.trace["figures"]] == ["2"]
    assert finished.trace["unbound"] == [{"line": 1, "start": 20, "end": 22, "text": "5起"}]


def test_fault_names_the_draft(small: SmallCampaign) -> None:
    draft = a_draft(a_series(small.campaign), "甲\n{plans.filed}起")

    with pytest.raises(BadFile, match=rf"^bulletin-draft-{draft.pk}\.md:2: "):
        live.composed(draft)
