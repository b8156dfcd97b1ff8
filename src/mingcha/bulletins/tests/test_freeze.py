"""What an issue keeps of its figures and of the records behind them."""

import hashlib

import pytest

from mingcha.bulletins import freeze, live
from mingcha.bulletins.models import FrozenRow
from mingcha.bulletins.tests.factories import SmallCampaign, a_draft, a_series, a_small_campaign, an_issued
from mingcha.figures import evidence
from mingcha.figures.definitions import Slice
from mingcha.kernel.errors import NotInThisState
from mingcha.plans.tests.factories import a_filing

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def small() -> SmallCampaign:
    return a_small_campaign()


def test_digests_are_those_of_the_facts_rows(small: SmallCampaign) -> None:
    issued = an_issued(a_series(small.campaign), "报{plans.filed}个。")

    rows = list(evidence.rows("plans.filed", Slice(campaign_id=small.campaign.pk)))
    kept = FrozenRow.objects.order_by("record_id").values_list("record_id", "digest")
    assert list(kept) == [(row.id, row.digest) for row in rows]
    assert issued.figures.get().digest == hashlib.sha256("".join(row.digest for row in rows).encode()).hexdigest()


def test_records_that_came_meanwhile_stop_the_freeze(small: SmallCampaign) -> None:
    draft = a_draft(a_series(small.campaign), "报{plans.filed}个。")
    composed = live.composed(draft)
    a_filing(small.departments[0], small.campaign)

    with pytest.raises(NotInThisState):
        freeze.rows_behind(draft, composed)


def test_draft_in_frozen_shape_tells_what_the_issue_will(small: SmallCampaign) -> None:
    series = a_series(small.campaign)
    source = "过{plans.pass_share:pct1}，报{plans.filed:names}，报{plans.filed}个。"
    composed = live.composed(a_draft(series, source))

    drafted = [freeze.as_frozen(a_draft(series), i, bound) for i, bound in enumerate(composed.figures)]
    issued = list(an_issued(series, source).figures.order_by("index"))

    names = (
        "index",
        "mark",
        "key",
        "text",
        "value",
        "word",
        "numerator",
        "denominator",
        "period",
        "fact",
        "rows",
        "sql",
    )
    assert [[getattr(f, name) for name in names] for f in drafted] == [
        [getattr(f, name) for name in names] for f in issued
    ]
