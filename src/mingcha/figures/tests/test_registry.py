"""Faults of code stop the start; faults of a reader name the field."""

from typing import Any

import pytest

from mingcha.figures import registry
from mingcha.figures.definitions import Aggregate
from mingcha.figures.tests.factories import GROUPS, a_measure
from mingcha.kernel.errors import BadValue


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"key": "tests.seats"}, "tests.seats registered twice"),
        ({"word": "箩"}, "unknown counter word 箩"),
        ({"fact": "tests.nothing"}, "unknown fact tests.nothing"),
        ({"where": {"colour": ("RED",)}}, "tests.seats has no column colour"),
        ({"dimensions": ("colour",)}, "has no column colour"),
        ({"dimensions": ("unit", "since")}, "since, unit is no name for a dimension"),
        ({"date": "closed_on"}, "has no column closed_on"),
        ({"aggregate": Aggregate.DISTINCT}, "has no column"),
        ({"aggregate": Aggregate.RATIO, "numerator": "tests.seats"}, "needs its numerator and its denominator"),
        ({"aggregate": Aggregate.RATIO, "denominator": "tests.seats"}, "needs its numerator and its denominator"),
    ],
)
def test_register_when_a_measure_cannot_work_stops(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        registry.register((), [a_measure(**{"key": "tests.new", **given})])


def test_register_when_a_fact_is_there_already_stops() -> None:
    registry.register([GROUPS], ())
    other = type(GROUPS)("tests.groups", "小组", "另一个", GROUPS.record, GROUPS.rows)

    with pytest.raises(ValueError, match=r"fact tests\.groups registered twice"):
        registry.register([other], ())


def test_facts_and_measures_are_listed_by_key() -> None:
    assert [fact.key for fact in registry.facts()] == ["tests.groups", "tests.seats"]
    keys = [measure.key for measure in registry.measures()]
    assert keys == sorted(keys)


def test_measure_when_unknown_names_the_others_of_its_mechanism() -> None:
    with pytest.raises(BadValue, match=r"没有数据口径“tests\.seat”；该机制有：tests\.counties, ") as error:
        registry.measure("tests.seat")
    with pytest.raises(BadValue, match=r"没有数据口径“other\.seat”$"):
        registry.measure("other.seat")

    assert error.value.field == "key"


def test_dimensions_of_a_ratio_are_those_that_both_its_measures_know() -> None:
    assert list(registry.dimensions(registry.measure("tests.share"))) == ["level", "kind", "category", "title"]


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("seat", "leader", "LEADER"),
        ("level", "county", "COUNTY"),
        ("title", "书记", "书记"),
        ("is_reconstructed", "True", True),
        ("is_reconstructed", "false", False),
        ("quantity", "2", 2),
        ("quantity", "-2", -2),
    ],
)
def test_checked_gives_values_in_the_type_of_their_column(name: str, given: str, value: object) -> None:
    assert registry.checked(registry.measure("tests.seats"), {name: (given,)}) == {name: (value,)}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("is_reconstructed", "1"),
        ("quantity", "二"),
        ("quantity", "２"),
        ("quantity", "--5"),
        ("quantity", "-"),
        ("quantity", "9" * 19),
        ("colour", "red"),
        ("id", "1"),
    ],
)
def test_checked_when_it_is_no_dimension_or_no_value_of_it_names_it(name: str, given: str) -> None:
    with pytest.raises(BadValue) as error:
        registry.checked(registry.measure("tests.seats"), {name: (given,)})

    assert error.value.field == name


def test_checked_takes_a_day_only_as_it_is_written_in_marks() -> None:
    groups = registry.measure("tests.groups")

    assert registry.checked(groups, {"founded_on": ("2018-03-05",)}) == {"founded_on": ("2018-03-05",)}
    for given in ("2018-02-30", "20180305", "昨天"):
        with pytest.raises(BadValue):
            registry.checked(groups, {"founded_on": (given,)})


def test_code_that_a_column_never_holds_is_refused_with_those_it_may() -> None:
    with pytest.raises(BadValue, match="维度“level”没有“prefectur”，可用：province prefecture ") as error:
        registry.checked(registry.measure("tests.seats"), {"level": ("prefectur",)})

    assert error.value.field == "level"
    assert registry.checked(registry.measure("tests.seats"), {"level": ("Prefecture",)}) == {"level": ("PREFECTURE",)}


def test_measure_that_needs_a_dimension_is_not_cut_enough_without_it() -> None:
    needy = a_measure(key="tests.needy", needs=("title",))

    with pytest.raises(BadValue, match=r"“tests\.needy”须指明 title=…") as error:
        registry.cut_enough(needy, ["level"])
    registry.cut_enough(needy, ["level", "title"])

    assert error.value.field == "title"


def test_measure_that_needs_a_dimension_takes_one_value_of_it() -> None:
    needy = a_measure(key="tests.needy", dimensions=("title",), needs=("title",))

    with pytest.raises(BadValue, match=r"“tests\.needy”的 title= 只能指明一个") as error:
        registry.checked(needy, {"title": ("甲", "乙")})

    assert error.value.field == "title"
    assert registry.checked(needy, {"title": ("甲",)}) == {"title": ("甲",)}
