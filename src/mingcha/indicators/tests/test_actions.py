"""The verbs of indicators: allowed, refused, wrong state, ledger."""

from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.indicators import actions
from mingcha.indicators.actions import Amount
from mingcha.indicators.models import Indicator, ReportedValue, Target
from mingcha.indicators.tests.factories import a_target, a_value, an_indicator
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = date(2018, 3, 31)


@pytest.fixture
def office() -> Post:
    return a_post()


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市")


@pytest.fixture
def stranger() -> Post:
    return a_post(a_unit("乙市"), role="CLERK")


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign()


@pytest.fixture
def indicator(campaign: Campaign) -> Indicator:
    return an_indicator(campaign)


def _entered() -> list[Any]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", "reason"))


def test_define_indicator_keeps_the_code_in_upper_case(office: Post, campaign: Campaign) -> None:
    made = actions.define_indicator(campaign, actor=office, code="special_plates", name="更换号牌", word="副")

    assert (made.code, made.word) == ("SPECIAL_PLATES", "副")
    assert _entered() == [("indicators.define_indicator", "")]


@pytest.mark.parametrize(
    ("given", "field"),
    [({"code": "plates"}, "code"), ({"code": "号牌"}, "code"), ({"code": "a-b"}, "code"), ({"word": "箩"}, "word")],
)
def test_define_indicator_with_a_value_that_cannot_be_names_its_field(
    given: dict[str, str], field: str, office: Post, campaign: Campaign, indicator: Indicator
) -> None:
    with pytest.raises(BadValue) as error:
        actions.define_indicator(campaign, actor=office, **{"code": "new", "name": "新", "word": "副", **given})

    assert error.value.field == field
    assert list(Indicator.objects.all()) == [indicator]


def test_set_target_anew_voids_the_old_with_its_reason(office: Post, indicator: Indicator, city: Unit) -> None:
    first = actions.set_target(indicator, actor=office, unit=city, amount=Amount(100), happened_on=DAY)
    block = actions.set_target(indicator, actor=office, unit=city, amount=Amount(7, block="A"), happened_on=DAY)
    second = actions.set_target(indicator, actor=office, unit=city, amount=Amount(120), reason="新增号段")

    first.refresh_from_db()
    assert (first.void_reason, second.succeeds) == ("新增号段", first)
    assert list(Target.objects.current().order_by("pk")) == [block, second]
    assert _entered() == [
        ("indicators.set_target", ""),
        ("indicators.set_target", ""),
        ("indicators.set_target", "新增号段"),
    ]


@pytest.mark.parametrize(
    ("amount", "on", "field"),
    [(Amount(-1), DAY, "quantity"), (Amount(1), date(2100, 1, 1), "happened_on"), (Amount(1), DAY, "reason")],
)
def test_set_target_with_a_value_that_cannot_be_changes_nothing(
    amount: Amount, on: date, field: str, office: Post, indicator: Indicator, city: Unit
) -> None:
    target = a_target(indicator, city)

    with pytest.raises(BadValue) as error:
        actions.set_target(indicator, actor=office, unit=city, amount=amount, happened_on=on)

    assert error.value.field == field
    assert list(Target.objects.current()) == [target]


def test_report_value_by_the_unit_itself_keeps_period_and_source(indicator: Indicator, city: Unit) -> None:
    amount = Amount(60, since=date(2018, 3, 1), source_note="周报", is_reconstructed=True)

    value = actions.report_value(indicator, actor=a_post(city, role="CLERK"), unit=city, amount=amount, happened_on=DAY)

    assert (value.quantity, value.since, value.happened_on) == (60, date(2018, 3, 1), DAY)
    assert (value.source_note, value.is_reconstructed) == ("周报", True)
    assert _entered() == [("indicators.report_value", "")]


@pytest.mark.parametrize(
    ("amount", "on", "field"),
    [
        (Amount(-1), DAY, "quantity"),
        (Amount(1, since=date(2018, 4, 1)), DAY, "since"),
        (Amount(1), date(2100, 1, 1), "happened_on"),
        (Amount(1), date(2018, 3, 30), "happened_on"),
    ],
)
def test_report_value_that_cannot_be_names_its_field(
    amount: Amount, on: date, field: str, office: Post, indicator: Indicator, city: Unit
) -> None:
    a_value(indicator, city, on=date(2018, 3, 30))

    with pytest.raises(BadValue) as error:
        actions.report_value(indicator, actor=office, unit=city, amount=amount, happened_on=on)

    assert error.value.field == field
    assert ReportedValue.objects.count() == 1


def test_correct_value_voids_it_and_adds_its_successor(office: Post, indicator: Indicator, city: Unit) -> None:
    value = a_value(indicator, city, 60, block="A")
    stale = ReportedValue.objects.get(pk=value.pk)

    new = actions.correct_value(value, actor=office, quantity=61, reason="漏计一副")

    assert (new.quantity, new.block, new.happened_on, new.succeeds) == (61, "A", value.happened_on, value)
    assert _entered() == [("indicators.correct_value", "漏计一副")]
    with pytest.raises(NotInThisState, match="更换号牌A 60副"):
        actions.correct_value(stale, actor=office, quantity=62, reason="又漏")


@pytest.mark.parametrize(("quantity", "reason"), [(-1, "更正"), (1, " ")])
def test_correct_value_to_what_cannot_be_changes_nothing(
    quantity: int, reason: str, office: Post, indicator: Indicator, city: Unit
) -> None:
    value = a_value(indicator, city)

    with pytest.raises(BadValue):
        actions.correct_value(value, actor=office, quantity=quantity, reason=reason)

    assert list(ReportedValue.objects.current()) == [value]


def test_verbs_of_a_stranger_are_refused(stranger: Post, campaign: Campaign, indicator: Indicator, city: Unit) -> None:
    value = a_value(indicator, city)

    with pytest.raises(Refused):
        actions.define_indicator(campaign, actor=stranger, code="x", name="新", word="副")
    with pytest.raises(Refused):
        actions.set_target(indicator, actor=stranger, unit=city, amount=Amount(1))
    with pytest.raises(Refused):
        actions.report_value(indicator, actor=stranger, unit=city, amount=Amount(1))
    with pytest.raises(Refused):
        actions.correct_value(value, actor=stranger, quantity=1, reason="更正")

    assert _entered() == []
