"""Reads over indicators."""

from datetime import date

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.indicators import queries
from mingcha.indicators.tests.factories import a_target, a_value, an_indicator
from mingcha.kernel.errors import NotThere
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_indicator_by_code_is_found_in_either_case_within_its_campaign() -> None:
    campaign = a_campaign()
    indicator = an_indicator(campaign)

    assert queries.indicator_by_code(campaign.pk, "plates") == indicator
    with pytest.raises(NotThere, match="指标“plates”"):
        queries.indicator_by_code(a_campaign("另一次").pk, "plates")


def test_reported_values_are_newest_first_without_voided_ones() -> None:
    indicator = an_indicator(a_campaign())
    first, second = a_unit("甲市", position=1), a_unit("乙市", position=2)
    old, later, last = (
        a_value(indicator, first, on=date(2018, 3, 1)), a_value(indicator, second), a_value(indicator, first),
    )  # fmt: skip
    void_row(a_value(indicator, first, on=date(2018, 4, 1)), reason="录入有误")

    assert list(queries.reported_values(a_post())) == [last, later, old]


def test_current_target_overlooks_voided_ones_and_other_blocks() -> None:
    indicator, city = an_indicator(a_campaign()), a_unit("甲市")
    void_row(a_target(indicator, city), reason="调整")
    assert queries.current_target(indicator, city, "") is None

    block = a_target(indicator, city, block="A")

    assert queries.current_target(indicator, city, "A") == block
    assert list(queries.targets(a_post())) == [block]
