"""The database itself refuses what cannot be."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.tests.factories import a_unit
from mingcha.publicity.models import Interview, Material
from mingcha.publicity.tests.factories import DAY, a_column, a_total, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "POEM"},
        {"medium": "DRUM"},
        {"medium_level": "HIGH"},
        {"title": ""},
        {"counted_since_on": DAY},
        {"quantity": -1},
    ],
)
def test_article_that_cannot_be_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        an_article(a_unit(), a_campaign(), **given)


@pytest.mark.parametrize("since", [None, date(2018, 4, 1)])
def test_total_without_a_period_is_refused(since: date | None) -> None:
    with pytest.raises(IntegrityError):
        a_total(a_unit(), a_campaign(), 1, counted_since_on=since)


@pytest.mark.parametrize("name", ["", "深化作风整顿"])
def test_column_without_a_name_or_twice_is_refused(name: str) -> None:
    column = a_column(a_unit(), a_campaign())

    with pytest.raises(IntegrityError):
        a_column(column.unit, column.campaign, name)


@pytest.mark.parametrize("given", [{"medium": "DRUM"}, {"medium_level": "HIGH"}, {"quantity": -1}])
def test_interview_that_cannot_be_is_refused(given: dict[str, Any]) -> None:
    plain = {"medium": "RADIO", "medium_level": "CITY"}

    with pytest.raises(IntegrityError):
        Interview.objects.create(campaign=a_campaign(), unit=a_unit(), happened_on=DAY, **{**plain, **given})


@pytest.mark.parametrize("given", [{"kind": "BALLOON"}, {"quantity": -1}])
def test_material_that_cannot_be_is_refused(given: dict[str, Any]) -> None:
    plain = {"kind": "BOARD", "quantity": 1}

    with pytest.raises(IntegrityError):
        Material.objects.create(campaign=a_campaign(), unit=a_unit(), happened_on=DAY, **{**plain, **given})


def test_column_is_written_as_its_name() -> None:
    assert str(a_column(a_unit(), a_campaign())) == "深化作风整顿"
