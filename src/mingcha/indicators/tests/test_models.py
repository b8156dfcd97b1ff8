"""What the database itself refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.indicators.tests.factories import a_target, a_value, an_indicator
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_indicator_code_is_taken_once_in_a_campaign() -> None:
    campaign = a_campaign()
    an_indicator(campaign)

    with pytest.raises(IntegrityError), transaction.atomic():
        an_indicator(campaign)


@pytest.mark.parametrize("make", [a_target, a_value])
def test_target_and_value_stand_once_until_voided(make: Callable[..., Any]) -> None:
    indicator, city = an_indicator(a_campaign()), a_unit("甲市")
    first = make(indicator, city)
    make(indicator, city, block="A")

    with pytest.raises(IntegrityError), transaction.atomic():
        make(indicator, city)
    void_row(first, reason="录入有误")

    assert str(make(indicator, city, 7)) == "更换号牌 7副"


@pytest.mark.parametrize("make", [a_target, a_value])
def test_quantity_is_never_negative(make: Callable[..., Any]) -> None:
    indicator, city = an_indicator(a_campaign()), a_unit("甲市")

    with pytest.raises(IntegrityError), transaction.atomic():
        make(indicator, city, -1)
