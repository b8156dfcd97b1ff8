"""Quantities, totals with their period, levels that count the same articles."""

from datetime import date
from typing import Any

import pytest

from mingcha.kernel.errors import BadValue
from mingcha.publicity import rules
from mingcha.publicity.choices import ArticleKind, Medium, MediumLevel
from mingcha.publicity.rules import ArticleRow

LAST = date(2018, 3, 31)


def _row(**given: Any) -> ArticleRow:
    plain = {
        "kind": ArticleKind.COMMENTARY,
        "medium": Medium.NEWSPAPER,
        "medium_level": MediumLevel.PROVINCIAL,
        "title": "一论",
    }
    return ArticleRow(**{**plain, **given})


def _total(**given: Any) -> ArticleRow:
    return _row(**{"kind": ArticleKind.TOTAL, "title": "", "counted_since_on": date(2018, 2, 22), **given})


@pytest.mark.parametrize("row", [_row(), _total(quantity=694), _total(quantity=0, counted_since_on=LAST)])
def test_sound_article_lets_pieces_and_totals_pass(row: ArticleRow) -> None:
    rules.sound_article(row, last_on=LAST)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (_row(quantity=-1), "quantity"),
        (_row(counted_since_on=LAST), "counted_since_on"),
        (_row(title=" "), "title"),
        (_total(counted_since_on=None), "counted_since_on"),
        (_total(counted_since_on=date(2018, 4, 1)), "counted_since_on"),
    ],
)
def test_sound_article_that_cannot_be_names_the_field(row: ArticleRow, field: str) -> None:
    with pytest.raises(BadValue) as caught:
        rules.sound_article(row, last_on=LAST)

    assert caught.value.field == field


def test_levels_counted_with_holds_for_both_or_for_neither() -> None:
    pairs = [(a, b) for a in MediumLevel for b in MediumLevel]

    one_sided = [(a, b) for a, b in pairs if (b in rules.levels_counted_with(a)) != (a in rules.levels_counted_with(b))]

    assert one_sided == []


@pytest.mark.parametrize(
    ("level", "levels"),
    [
        (MediumLevel.PROVINCIAL_UP, {"PROVINCIAL_UP", "PROVINCIAL", "CENTRAL"}),
        (MediumLevel.CENTRAL, {"PROVINCIAL_UP", "CENTRAL"}),
        (MediumLevel.CITY, {"CITY"}),
    ],
)
def test_levels_counted_with_of_a_level(level: MediumLevel, levels: set[str]) -> None:
    assert rules.levels_counted_with(level) == levels
