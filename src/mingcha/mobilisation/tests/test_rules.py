"""Lag, coverage and attendance."""

from datetime import date

import pytest

from mingcha.kernel.errors import BadValue
from mingcha.mobilisation import rules
from mingcha.mobilisation.choices import Coverage
from mingcha.mobilisation.rules import SessionRow


@pytest.mark.parametrize(("relayed_on", "days"), [(date(2018, 2, 22), 0), (date(2018, 3, 1), 7)])
def test_lag_days_counts_natural_days_from_zero(relayed_on: date, days: int) -> None:
    assert rules.lag_days(issued_on=date(2018, 2, 22), relayed_on=relayed_on) == days


def test_lag_days_when_relayed_before_the_issue_is_an_error() -> None:
    with pytest.raises(BadValue) as caught:
        rules.lag_days(issued_on=date(2018, 2, 22), relayed_on=date(2018, 2, 21))

    assert caught.value.field == "happened_on"


@pytest.mark.parametrize(
    ("target", "covered", "told", "coverage"),
    [
        (None, None, Coverage.FULL, Coverage.FULL),
        (None, 20, Coverage.PARTIAL, Coverage.PARTIAL),
        (100, None, Coverage.FULL, Coverage.FULL),
        (100, 100, Coverage.NOT_REPORTED, Coverage.FULL),
        (100, 99, Coverage.NOT_REPORTED, Coverage.PARTIAL),
        (100, 99, Coverage.PARTIAL, Coverage.PARTIAL),
        (0, 0, Coverage.NOT_REPORTED, Coverage.FULL),
    ],
)
def test_coverage_of_counts_where_both_numbers_are_known_and_believes_else(
    target: int | None, covered: int | None, told: Coverage, coverage: Coverage
) -> None:
    assert rules.coverage_of(target, covered, told) == coverage


@pytest.mark.parametrize(
    ("target", "covered", "told", "field"),
    [
        (None, 20, Coverage.NOT_REPORTED, "coverage"),
        (100, 101, Coverage.NOT_REPORTED, "covered_persons"),
        (100, 99, Coverage.FULL, "coverage"),
    ],
)
def test_coverage_of_when_nothing_fits_names_the_field(
    target: int | None, covered: int, told: Coverage, field: str
) -> None:
    with pytest.raises(BadValue) as caught:
        rules.coverage_of(target, covered, told)

    assert caught.value.field == field


@pytest.mark.parametrize(
    "row", [SessionRow(), SessionRow(enrolled=50, attended=50, passed=0), SessionRow(started=3, passed=3)]
)
def test_sound_attendance_lets_falling_and_missing_numbers_pass(row: SessionRow) -> None:
    rules.sound_attendance(row)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (SessionRow(enrolled=-1), "enrolled"),
        (SessionRow(enrolled=50, attended=51), "attended"),
        (SessionRow(started=3, passed=4), "passed"),
    ],
)
def test_sound_attendance_when_a_number_grows_or_is_negative_names_it(row: SessionRow, field: str) -> None:
    with pytest.raises(BadValue) as caught:
        rules.sound_attendance(row)

    assert caught.value.field == field
