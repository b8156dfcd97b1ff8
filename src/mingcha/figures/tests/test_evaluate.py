"""Figures against rows counted by hand."""

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from mingcha.figures import registry
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Evaluation, Figure, Request, evaluate, one_moment, table
from mingcha.figures.tests.factories import DAY, a_group, a_measure
from mingcha.kernel.errors import BadValue
from mingcha.kernel.records import void_row
from mingcha.orgs.models import LeadingGroup, LeadingGroupMember, Unit
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _evaluated(*keys: str, with_units: bool = False, **given: Any) -> Evaluation:
    return evaluate([Request(key, Slice(**given), with_units=with_units) for key in keys])


def _figure(key: str, *, with_units: bool = False, **given: Any) -> Figure:
    return _evaluated(key, with_units=with_units, **given).figures[0]


def _value(key: str, **given: Any) -> Any:
    return _figure(key, **given).value


@pytest.fixture
def world() -> dict[str, Unit]:
    """省 over 甲市 over 甲县 and 甲市局, which stands under 省厅 as well; 乙市 beside. One group of 乙市 is voided."""
    province = a_unit("省", level="PROVINCE")
    bureau = a_unit("省厅", level="PROVINCE", kind="DEPARTMENT", category="ENFORCEMENT", parent=province)
    city = a_unit("甲市", parent=province)
    county = a_unit("甲县", level="COUNTY", parent=city)
    own = a_unit("甲市局", kind="DEPARTMENT", category="ENFORCEMENT", parent=city, system_parent=bureau)
    window = a_unit("甲县窗口", level="WINDOW", kind="WINDOW", parent=county)
    other = a_unit("乙市", parent=province)
    a_group(city, "LEADER", "LEADER", "DEPUTY")  # stand for 1 + 2 + 3
    a_group(county, "LEADER", on=DAY + timedelta(days=1))
    a_group(own, "MEMBER", on=DAY + timedelta(days=2))
    a_group(window)
    a_group(window, "DEPUTY")
    void_row(a_group(other, "LEADER"), reason="录入有误")
    return {unit.name: unit for unit in (province, bureau, city, county, own, window, other)}


# ---------------------------------------------------------------- aggregates
@pytest.mark.parametrize(
    ("key", "value", "rows"),
    [
        ("tests.seats", 9, 6),
        ("tests.leaders", 4, 3),
        ("tests.titles", 3, 6),
        ("tests.groups", 5, 5),
        ("tests.per_unit", (1, 2), 5),
        ("tests.most", (1, 6), 6),
        ("tests.counties", 1, 5),
        ("tests.departments", 1, 5),
        ("tests.share", Fraction(4, 9), 3),
        ("tests.mixed", Fraction(5, 4), 5),
    ],
)
def test_value_and_rows_behind_it(key: str, value: object, rows: int, world: dict[str, Unit]) -> None:
    figure = _figure(key)

    assert (figure.value, figure.rows) == (value, rows)


def test_ratio_keeps_both_numbers_and_is_none_over_nothing(world: dict[str, Unit]) -> None:
    figure = _figure("tests.share")
    nothing = _figure("tests.share", until=DAY - timedelta(days=1))

    assert (figure.numerator, figure.denominator) == (4, 9)
    assert (nothing.value, nothing.numerator, nothing.denominator) == (None, 0, 0)


def test_nothing_counts_as_zero_and_has_no_range() -> None:
    assert [_value(key) for key in ("tests.seats", "tests.groups", "tests.titles", "tests.counties")] == [0, 0, 0, 0]
    assert (_value("tests.per_unit"), _value("tests.most")) == (None, None)


# ---------------------------------------------------------------- slices
@pytest.mark.parametrize(
    ("line", "name", "groups"),
    [
        ("TERRITORY", "省", 5),
        ("TERRITORY", "甲市", 5),
        ("TERRITORY", "甲县", 3),
        ("TERRITORY", "省厅", 0),
        ("SYSTEM", "省厅", 1),
        ("SYSTEM", "甲市局", 1),
        ("TERRITORY", "乙市", 0),
    ],
)
def test_subtree_goes_along_its_line_and_includes_the_unit_itself(
    line: str, name: str, groups: int, world: dict[str, Unit]
) -> None:
    assert _value("tests.groups", unit_id=world[name].pk, line=line) == groups


@pytest.mark.parametrize(("since", "until", "groups"), [(1, None, 2), (None, 0, 3), (1, 1, 1), (0, 2, 5), (3, None, 0)])
def test_period_includes_both_its_days(
    since: int | None, until: int | None, groups: int, world: dict[str, Unit]
) -> None:
    given = {
        name: DAY + timedelta(days=days) for name, days in (("since", since), ("until", until)) if days is not None
    }

    assert _value("tests.groups", **given) == groups


def test_campaign_limits_to_its_own_rows(world: dict[str, Unit]) -> None:
    group = LeadingGroup.objects.get(unit=world["甲市"])

    assert (_value("tests.seats", campaign_id=group.pk), _value("tests.seats", campaign_id=0)) == (6, 0)


@pytest.mark.parametrize(
    ("where", "seats"),
    [
        ({"seat": ("DEPUTY",)}, 4),
        ({"seat": ("DEPUTY", "MEMBER")}, 5),
        ({"quantity": (3,)}, 3),
        ({"is_reconstructed": (True,)}, 0),
        ({"is_reconstructed": (False,)}, 9),
        ({"level": ("COUNTY",)}, 1),
        ({"kind": ("DEPARTMENT",)}, 1),
        ({"category": ("ENFORCEMENT",)}, 1),
        ({"level": ("COUNTY", "WINDOW"), "seat": ("DEPUTY",)}, 1),
        ({"title": ("' OR 1=1 --",)}, 0),
    ],
)
def test_where_cuts_by_own_columns_and_by_those_of_the_unit(
    where: dict[str, Any], seats: int, world: dict[str, Unit]
) -> None:
    assert _value("tests.seats", where=where) == seats


def test_percent_sign_in_a_definition_or_a_value_is_a_percent_sign() -> None:
    a_group(a_unit("甲市"), "LEADER", "DEPUTY", titles=("达标100%s", "%s"))

    assert _value("tests.done") == 1
    assert _value("tests.seats", where={"title": ("%s", "达标100%s")}) == 3
    assert "达标100%s" in _figure("tests.done").sql


def test_period_applies_to_the_date_column_of_the_measure() -> None:
    registry.register((), [a_measure("tests.recorded", "tests.groups", date="founded_on")])
    a_group(a_unit("甲市"))

    assert _value("tests.recorded", since=DAY, until=DAY) == 1


# ---------------------------------------------------------------- units and trace
def test_units_behind_a_figure_are_those_of_its_rows_or_the_ancestors_counted(world: dict[str, Unit]) -> None:
    rows = _figure("tests.groups", with_units=True)
    above = _figure("tests.counties", with_units=True)

    assert sorted(rows.unit_ids) == sorted(world[name].pk for name in ("甲市", "甲县", "甲市局", "甲县窗口"))
    assert above.unit_ids == (world["甲县"].pk,)
    assert _figure("tests.groups").unit_ids == ()


def test_statements_are_as_many_as_facts_used(
    world: dict[str, Unit], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = ("tests.seats", "tests.leaders", "tests.share", "tests.groups", "tests.mixed", "tests.counties")
    _evaluated(*keys)

    with django_assert_num_queries(4):  # two of them open and close the transaction's savepoint
        evaluation = _evaluated(*keys)

    assert evaluation.statements == 2
    assert [figure.statement for figure in evaluation.figures] == [0, 0, 0, 1, 1, 1]
    assert [figure.measure.key for figure in evaluation.figures] == list(keys)


def test_sql_of_a_figure_is_for_reading_with_its_values_written_in(world: dict[str, Unit]) -> None:
    figure = _figure("tests.share", until=date(2018, 3, 6))

    assert figure.sql.count("'2018-03-06'") == 2
    assert "\x01" not in figure.sql
    assert figure.version == "/".join(
        registry.measure(key).version(registry.fact("tests.seats")) for key in ("tests.leaders", "tests.seats")
    )


def test_unknown_measure_is_refused() -> None:
    with pytest.raises(BadValue):
        _evaluated("tests.nothing")


def test_nothing_asked_costs_no_statement() -> None:
    assert evaluate([]).statements == 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's transactions see one moment by themselves")
@pytest.mark.django_db(transaction=True)
def test_all_statements_see_one_moment() -> None:
    with one_moment(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("repeatable read",)


# ---------------------------------------------------------------- tables
@pytest.mark.parametrize(
    ("key", "by", "rows"),
    [
        ("tests.seats", "seat", [("DEPUTY", 4), ("LEADER", 4), ("MEMBER", 1)]),
        ("tests.seats", "quantity", [(1, 4), (2, 2), (3, 3)]),
        ("tests.seats", "is_reconstructed", [(False, 9)]),
        ("tests.titles", "seat", [("DEPUTY", 1), ("LEADER", 1), ("MEMBER", 1)]),
        ("tests.seats", "level", [("COUNTY", 1), ("PREFECTURE", 7), ("WINDOW", 1)]),
        ("tests.groups", "kind", [("DEPARTMENT", 1), ("TERRITORY", 2), ("WINDOW", 2)]),
        ("tests.groups", "founded_on", [("2018-03-05", 3), ("2018-03-06", 1), ("2018-03-07", 1)]),
    ],
)
def test_table_cuts_by_an_own_column_or_one_of_the_unit(
    key: str, by: str, rows: list[Any], world: dict[str, Unit]
) -> None:
    assert table(key, Slice(), by=by) == rows


def test_table_keeps_to_its_slice(world: dict[str, Unit]) -> None:
    slice_ = Slice(unit_id=world["甲县"].pk, until=DAY, where={"level": ("WINDOW",)})

    assert table("tests.seats", slice_, by="seat") == [("DEPUTY", 1)]


@pytest.mark.parametrize(
    ("key", "by", "field"),
    [
        ("tests.share", "title", "by"),
        ("tests.per_unit", "level", "by"),
        ("tests.counties", "level", "by"),
        ("tests.seats", "colour", "colour"),
        ("tests.seats", "id", "id"),
    ],
)
def test_table_that_cannot_be_cut_so_names_the_field(key: str, by: str, field: str) -> None:
    with pytest.raises(BadValue) as error:
        table(key, Slice(), by=by)

    assert error.value.field == field


# ---------------------------------------------------------------- against a plain count
def test_values_equal_a_plain_count_over_a_random_world() -> None:
    chosen = random.Random(20180409)  # noqa: S311  a world drawn once, not a secret
    province = a_unit("省", level="PROVINCE")
    cities = [a_unit(f"{n}市", parent=province) for n in range(3)]
    units = cities + [a_unit(f"{n}县", level="COUNTY", parent=chosen.choice(cities)) for n in range(4)]
    for _ in range(40):
        seats = chosen.choices(("LEADER", "DEPUTY", "MEMBER"), k=chosen.randrange(4))
        group = a_group(chosen.choice(units), *seats, on=DAY + timedelta(days=chosen.randrange(20)))
        if chosen.random() < 0.2:
            void_row(group, reason="录入有误")

    for city in (*cities, province):
        for days in (0, 7, 19):
            seen = _counted(city, DAY + timedelta(days=days))
            given: dict[str, Any] = {"unit_id": city.pk, "until": DAY + timedelta(days=days)}
            keys = ("tests.groups", "tests.seats", "tests.leaders", "tests.titles", "tests.per_unit")
            assert [figure.value for figure in _evaluated(*keys, **given).figures] == seen


def _counted(city: Unit, until: date) -> list[Any]:
    """The same numbers, counted in Python over Django's rows."""
    inside = set(city.below.filter(line="TERRITORY").values_list("descendant", flat=True))
    groups = [g for g in LeadingGroup.objects.filter(voided_at=None) if g.unit_id in inside and g.founded_on <= until]
    kept = {g.pk for g in groups}
    seats = [s for s in LeadingGroupMember.objects.all() if s.group_id in kept]
    per_unit = [sum(g.unit_id == unit for g in groups) for unit in {g.unit_id for g in groups}]
    return [
        len(groups),
        sum(s.position for s in seats),
        sum(s.position for s in seats if s.role == "LEADER"),
        len({s.title for s in seats}),
        (min(per_unit), max(per_unit)) if per_unit else None,
    ]
