"""Publicity counted: each measure to a right number, and nothing twice."""

from datetime import date

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.figures import registry
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Request, evaluate
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit
from mingcha.publicity import measures
from mingcha.publicity.tests.factories import a_column, a_material, a_total, an_article, an_interview

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _value(
    key: str, campaign: Campaign, *, unit: Unit | None = None, until: date | None = None, **where: str
) -> object:
    checked = registry.checked(registry.measure(key), {name: (value,) for name, value in where.items()})
    slice_ = Slice(campaign_id=campaign.pk, unit_id=unit.pk if unit else None, until=until, where=checked)
    return evaluate([Request(key, slice_)]).figures[0].value


def test_articles_of_each_kind_are_counted_apart() -> None:
    province = a_unit("省", level="PROVINCE")
    city = a_unit("甲市", parent=province)
    campaign = a_campaign(office=a_unit("办公室", level="PROVINCE", kind="OTHER", parent=province))
    for number in range(5):
        an_article(campaign.office, campaign, series="系列评论", happened_on=date(2018, 3, 1 + number))
    an_article(campaign.office, campaign, kind="REPORT")
    a_total(campaign.office, campaign, 694, medium_level="PROVINCIAL_UP")
    a_total(city, campaign, 31, medium_level="CITY", column=a_column(city, campaign))
    void_row(an_article(city, campaign), reason="误登")

    assert [
        _value("publicity.commentaries", campaign),
        _value("publicity.commentaries", campaign, until=date(2018, 3, 2)),
        _value("publicity.commentaries", campaign, medium_level="provincial", series="系列评论"),
        _value("publicity.reports", campaign),
        _value("publicity.articles_counted", campaign, medium_level="provincial_up"),
        _value("publicity.articles_counted", campaign, unit=city),
        _value("publicity.articles_counted", campaign, unit=province),
        _value("publicity.articles_counted", campaign, in_column="false"),
        _value("publicity.articles_counted", campaign, until=date(2018, 3, 30)),
        _value("publicity.column_articles", campaign, unit=city),
        _value("publicity.column_articles", campaign, level="province"),
        _value("publicity.commentaries", a_campaign("另一次")),
    ] == [5, 2, 5, 1, 694, 31, 725, 694, 0, 31, 0, 0]


def test_columns_are_counted_apart_from_sub_columns() -> None:
    city, campaign = a_unit(), a_campaign()
    a_column(city, campaign, "子栏目", parent=a_column(city, campaign))

    assert [
        _value("publicity.columns", campaign),
        _value("publicity.columns", campaign, is_sub_column="false"),
        _value("publicity.columns", campaign, is_sub_column="true"),
    ] == [2, 1, 1]


def test_interviews_boards_and_banners_add_what_units_report() -> None:
    first, second = a_unit("甲市"), a_unit("乙市")
    campaign = a_campaign()
    for unit, factor in ((first, 1), (second, 10)):
        an_interview(unit, campaign, 11 * factor)
        a_material(unit, campaign, 332 * factor)
        a_material(unit, campaign, 149 * factor, kind="BANNER")
    void_row(a_material(first, campaign, 7), reason="误登")

    keys = ("publicity.heads_interviewed", "publicity.boards", "publicity.banners")
    assert [_value(key, campaign, unit=first) for key in keys] == [11, 332, 149]
    assert [_value(key, campaign, level="prefecture") for key in keys] == [121, 3652, 1639]
    assert [_value(key, campaign, until=date(2018, 3, 30)) for key in keys] == [0, 0, 0]


def test_no_measure_of_publicity_may_be_scored() -> None:
    assert [measure.key for measure in measures.MEASURES if not measure.not_for_scoring] == []
