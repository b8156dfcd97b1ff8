"""Decisions about reported values."""

from datetime import date

import pytest

from mingcha.indicators import rules
from mingcha.kernel.errors import BadValue

DAY = date(2018, 3, 31)


@pytest.mark.parametrize(
    ("quantity", "since", "field"), [(-1, None, "quantity"), (2**63, None, "quantity"), (1, date(2018, 4, 1), "since")]
)
def test_sound_value_names_the_field_at_fault(quantity: int, since: date | None, field: str) -> None:
    with pytest.raises(BadValue) as error:
        rules.sound_value(quantity, since, DAY)

    assert error.value.field == field


def test_sound_value_takes_zero_and_a_period_of_one_day() -> None:
    rules.sound_value(0, DAY, DAY)
    rules.sound_value(2**63 - 1, None, DAY)
