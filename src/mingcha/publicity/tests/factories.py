"""Real rows for tests."""

from datetime import date
from typing import Any

from mingcha.campaigns.models import Campaign
from mingcha.orgs.models import Unit
from mingcha.publicity.choices import ArticleKind, MaterialKind, Medium, MediumLevel
from mingcha.publicity.models import Article, Interview, Material, MediaColumn

DAY = date(2018, 3, 31)


def a_column(unit: Unit, campaign: Campaign, name: str = "深化作风整顿", **given: Any) -> MediaColumn:
    """A column opened on 2018-03-31."""
    return MediaColumn.objects.create(campaign=campaign, unit=unit, happened_on=DAY, name=name, **given)


def an_article(unit: Unit, campaign: Campaign, **given: Any) -> Article:
    """A commentary of a provincial newspaper of 2018-03-31."""
    plain = {
        "kind": ArticleKind.COMMENTARY,
        "medium": Medium.NEWSPAPER,
        "medium_level": MediumLevel.PROVINCIAL,
        "title": "一论",
        "happened_on": DAY,
    }
    return Article.objects.create(campaign=campaign, unit=unit, **{**plain, **given})


def a_total(unit: Unit, campaign: Campaign, quantity: int, **given: Any) -> Article:
    """A total of articles from 2018-02-22 to 2018-03-31."""
    plain = {"kind": ArticleKind.TOTAL, "title": "", "counted_since_on": date(2018, 2, 22), "quantity": quantity}
    return an_article(unit, campaign, **{**plain, **given})


def an_interview(unit: Unit, campaign: Campaign, quantity: int = 1) -> Interview:
    """Heads interviewed by city television until 2018-03-31."""
    return Interview.objects.create(
        campaign=campaign,
        unit=unit,
        happened_on=DAY,
        quantity=quantity,
        medium=Medium.TELEVISION,
        medium_level=MediumLevel.CITY,
    )


def a_material(unit: Unit, campaign: Campaign, quantity: int = 1, *, kind: str = MaterialKind.BOARD) -> Material:
    """Boards put up until 2018-03-31 unless said."""
    return Material.objects.create(campaign=campaign, unit=unit, happened_on=DAY, quantity=quantity, kind=kind)
