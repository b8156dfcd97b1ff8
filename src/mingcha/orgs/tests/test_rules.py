"""Rules of the registry."""

from datetime import date

import pytest

from mingcha.kernel.errors import BadFile, BadValue
from mingcha.orgs import rules
from mingcha.orgs.choices import Certainty
from mingcha.orgs.tests.factories import a_row

DAY, YEAR, UNKNOWN = Certainty.DAY, Certainty.YEAR, Certainty.UNKNOWN
MIDDLE = date(2018, 6, 1)


@pytest.mark.parametrize(
    ("certainty", "day", "may_exist", "counts"),
    [
        (DAY, date(2018, 5, 31), False, False),
        (DAY, MIDDLE, True, True),
        (YEAR, date(2017, 12, 31), False, False),
        (YEAR, date(2018, 1, 1), True, False),
        (YEAR, MIDDLE, True, True),
        (UNKNOWN, date(1949, 10, 1), True, True),
    ],
)
def test_validity_before_the_beginning_follows_its_certainty(
    certainty: Certainty, day: date, *, may_exist: bool, counts: bool
) -> None:
    unit = a_row(valid_from=MIDDLE, from_certainty=certainty)

    assert (rules.may_exist_on(unit, day), rules.is_valid_on(unit, day)) == (may_exist, counts)


@pytest.mark.parametrize(
    ("certainty", "day", "may_exist", "counts"),
    [
        (DAY, MIDDLE, True, True),
        (DAY, date(2018, 6, 2), False, False),
        (YEAR, date(2018, 12, 31), True, False),
        (YEAR, date(2019, 1, 1), False, False),
        (UNKNOWN, date(2026, 1, 1), True, False),
    ],
)
def test_validity_after_the_end_follows_its_certainty(
    certainty: Certainty, day: date, *, may_exist: bool, counts: bool
) -> None:
    unit = a_row(valid_until=MIDDLE, until_certainty=certainty)

    assert (rules.may_exist_on(unit, day), rules.is_valid_on(unit, day)) == (may_exist, counts)


def test_holder_on_prefers_who_counts_over_who_may_still_exist() -> None:
    old = a_row("旧", valid_until=MIDDLE, until_certainty=YEAR)
    new = a_row("新", valid_from=date(2018, 6, 2), from_certainty=YEAR)

    holders = [rules.holder_on([new, old], day) for day in (MIDDLE, date(2018, 6, 2), date(2019, 1, 1))]

    assert holders == [old, new, new]


def test_holder_on_gives_the_latest_who_may_exist_when_nobody_counts() -> None:
    old = a_row("旧", valid_until=date(2018, 3, 1), until_certainty=YEAR)
    new = a_row("新", valid_from=date(2018, 9, 1), from_certainty=YEAR)

    assert rules.holder_on([new, old], MIDDLE) == new


def test_holder_on_a_day_of_nobody_is_none() -> None:
    assert rules.holder_on([a_row(valid_until=MIDDLE)], date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("until", "since", "do_overlap"),
    [(None, MIDDLE, True), (MIDDLE, MIDDLE, True), (MIDDLE, date(2018, 6, 2), False)],
)
def test_overlap_of_two_holders_of_one_code(until: date | None, since: date, *, do_overlap: bool) -> None:
    old, new = a_row(valid_until=until), a_row(valid_from=since)

    assert (rules.overlap(old, new), rules.overlap(new, old)) == (do_overlap, do_overlap)


def test_official_order_sorts_a_county_under_its_prefecture() -> None:
    province = rules.official_order_for(None, depth=0, position=23)
    first = rules.official_order_for(province, depth=1, position=1)
    county = rules.official_order_for(first, depth=2, position=999)
    second = rules.official_order_for(province, depth=1, position=2)

    assert sorted([second, county, first, province]) == [province, first, county, second]
    assert [rules.place_of(order) for order in (province, first, county, second, 0)] == [23, 1, 999, 2, 0]


def test_official_order_of_the_last_window_fits_63_bits() -> None:
    order = None
    for depth in range(6):
        order = rules.official_order_for(order, depth=depth, position=rules.PLACES)

    assert order == 999_999_999_999_999_999


@pytest.mark.parametrize(
    ("depth", "position", "field"), [(6, 1, "territory_parent"), (0, 0, "position"), (0, 1000, "position")]
)
def test_official_order_when_there_is_no_such_place_is_a_bad_value(depth: int, position: int, field: str) -> None:
    with pytest.raises(BadValue) as caught:
        rules.official_order_for(1, depth=depth, position=position)

    assert caught.value.field == field


def test_error_of_a_row_names_file_and_line_when_it_was_read_from_one() -> None:
    read, made = a_row(file="units.csv", line=7).error("错", field="code"), a_row().error("错", field="code")

    assert (type(read), str(read)) == (BadFile, "units.csv:7: 错")
    assert (type(made), str(made), made.field) == (BadValue, "错", "code")
