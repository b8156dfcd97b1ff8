"""Decisions about chasing and the lights."""

from datetime import date

import pytest

from mingcha.assignments import rules
from mingcha.assignments.rules import LightRow

BLUE, YELLOW = LightRow("BLUE", 5, "将到期"), LightRow("YELLOW", 2, "临期")
RED, DARK_RED = LightRow("RED", -1, "逾期"), LightRow("RED", -10, "严重逾期")
SCHEME = (BLUE, YELLOW, RED, DARK_RED)


@pytest.mark.parametrize(
    ("reached", "next_one"),
    [
        ((), "DEPUTY_IN_CHARGE"),
        (("DEPUTY_IN_CHARGE",), "PRINCIPAL"),
        (("PRINCIPAL",), "DEPUTY_IN_CHARGE"),
        (("DEPUTY_IN_CHARGE", "PRINCIPAL"), None),
    ],
)
def test_next_level_goes_up_the_contact_tree_step_by_step(reached: tuple[str, ...], next_one: str | None) -> None:
    assert rules.next_level(reached) == next_one


@pytest.mark.parametrize(
    ("direction", "is_missing", "is_one"), [("OUT", True, True), ("OUT", False, False), ("IN", True, False)]
)
def test_is_chase_where_the_asker_rang_a_unit_that_is_missing(direction: str, is_missing: bool, is_one: bool) -> None:
    assert rules.is_chase(direction, is_missing=is_missing) is is_one


def test_last_day_reminded_is_tomorrow() -> None:
    assert rules.last_day_reminded(date(2018, 3, 31)) == date(2018, 4, 1)


@pytest.mark.parametrize(
    ("days_left", "light"),
    [(6, None), (5, BLUE), (3, BLUE), (2, YELLOW), (0, YELLOW), (-1, RED), (-9, RED), (-10, DARK_RED), (-99, DARK_RED)],
)
def test_light_for_takes_the_gravest_that_is_reached(days_left: int, light: LightRow | None) -> None:
    assert rules.light_for(days_left, SCHEME) == light


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ((), "至少设一种灯色"),
        ((BLUE, LightRow("RED", 5, "逾期")), "提前天数不能重复"),
        ((LightRow("RED", 5, "逾期"), YELLOW), "越临近期限灯色应越重：绿、蓝、黄、橙、红"),
        (SCHEME, ""),
        (SCHEME[::-1], ""),
    ],
)
def test_lights_fault_names_what_contradicts_itself(rows: tuple[LightRow, ...], fault: str) -> None:
    assert rules.lights_fault(rows) == fault
