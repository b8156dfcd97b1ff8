"""Verbs on units: allowed, refused, wrong state, ledger."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mingcha.kernel import clock
from mingcha.kernel.errors import BadFile, BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs import actions
from mingcha.orgs.choices import Certainty, Level, Line, SuccessionKind
from mingcha.orgs.models import Succession, Unit, UnitClosure
from mingcha.orgs.tests.factories import a_post, a_row, a_unit

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[Any]]


def _verbs() -> list[tuple[str, str, int | None]]:
    entries = LedgerEntry.objects.order_by("sequence")
    return [(entry.verb, entry.object_kind, entry.rows) for entry in entries]


def _above(unit: Unit, line: Line) -> list[tuple[str, int]]:
    rows = UnitClosure.objects.filter(descendant=unit, line=line).order_by("depth")
    return [(row.ancestor.name, row.depth) for row in rows.select_related("ancestor")]


def test_add_unit_stands_on_both_lines_and_in_the_ledger() -> None:
    province = a_unit("省", level="PROVINCE", code="230000")
    department = a_unit("省公安厅", level="PROVINCE", kind="DEPARTMENT", parent=province)
    city = a_unit("甲市", parent=province)
    row = a_row("甲市公安局", territory_parent=city.code, system_parent=department.code, short_name="市公安局")

    unit = actions.add_unit(row, actor=a_post(province))

    assert _above(unit, Line.TERRITORY) == [("甲市公安局", 0), ("甲市", 1), ("省", 2)]
    assert _above(unit, Line.SYSTEM) == [("甲市公安局", 0), ("省公安厅", 1)]
    assert (unit.territory_parent, unit.system_parent, unit.short_name) == (city, department, "市公安局")
    assert _verbs() == [("orgs.add_unit", "orgs.unit", None)]


def test_add_unit_without_a_position_comes_after_its_last_sibling() -> None:
    province = a_unit("省", level="PROVINCE")
    last = a_unit("乙市", parent=province, position=13)
    actor = a_post(province)

    unit = actions.add_unit(a_row("丙市", territory_parent=province.code), actor=actor)
    root = actions.add_unit(a_row("邻省", level=Level.PROVINCE), actor=actor)

    assert unit.official_order - last.official_order == 10**12
    assert root.official_order - province.official_order == 10**15


def test_add_unit_refuses_a_clerk() -> None:
    clerk = a_post(a_unit(), role="CLERK")

    with pytest.raises(Refused) as caught:
        actions.add_unit(a_row(code="X"), actor=clerk)

    assert caught.value.verb == "orgs.add_unit"
    assert (Unit.objects.filter(code="X").exists(), _verbs()) == (False, [])


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("code", {"code": " "}),
        ("code", {"code": "230100"}),
        ("name", {"name": " "}),
        ("valid_until", {"valid_until": date(2009, 12, 31)}),
        ("territory_parent", {"territory_parent": "999999"}),
        ("territory_parent", {"territory_parent": "230109"}),
        ("system_parent", {"system_parent": "999999"}),
        ("position", {"position": 1000}),
    ],
)
def test_add_unit_when_the_row_is_wrong_names_the_field_and_writes_nothing(field: str, given: dict[str, Any]) -> None:
    actor = a_post(a_unit("甲市", code="230100"))
    a_unit("先前", code="230109", valid_from=date(2005, 1, 1), valid_until=date(2009, 6, 30))
    before = Unit.objects.count()

    with pytest.raises(BadValue) as caught:
        actions.add_unit(a_row(**{"name": "丙", **given}), actor=actor)

    assert (caught.value.field, Unit.objects.count(), _verbs()) == (field, before, [])


def test_add_unit_takes_a_code_again_when_its_holder_has_ended() -> None:
    a_unit("加格达奇区", code="232701", valid_until=date(2017, 12, 31))

    unit = actions.add_unit(a_row("漠河市", code="232701", valid_from=date(2018, 1, 1)), actor=a_post())

    assert list(Unit.objects.filter(code="232701").order_by("valid_from"))[-1] == unit


def test_add_units_writes_parents_and_children_of_one_batch() -> None:
    rows = [
        a_row("省", code="230000", level=Level.PROVINCE, position=23),
        a_row("甲市", code="230100", territory_parent="230000"),
        a_row("省公安厅", code="230000-D007", territory_parent="230000", position=101),
        a_row("甲县", code="230101", territory_parent="230100"),
        a_row("甲县公安局", code="230101-1", territory_parent="230101", system_parent="230000-D007"),
    ]

    units = actions.add_units(rows, actor=a_post())

    assert _above(units[4], Line.TERRITORY) == [("甲县公安局", 0), ("甲县", 1), ("甲市", 2), ("省", 3)]
    assert _above(units[4], Line.SYSTEM) == [("甲县公安局", 0), ("省公安厅", 1)]
    ordered = Unit.objects.filter(pk__in=[unit.pk for unit in units]).in_official_order()
    assert [unit.name for unit in ordered] == ["省", "甲市", "甲县", "甲县公安局", "省公安厅"]
    assert _verbs() == [("orgs.add_units", "orgs.unit", 5)]


def test_add_units_costs_the_same_for_ten_rows_and_for_fifty(django_assert_num_queries: Counted) -> None:
    province, actor = a_unit("省", code="230000"), a_post()
    actions.add_units([a_row("前市")], actor=actor)

    for count in (10, 50):
        rows = [a_row(f"第{n}市", territory_parent=province.code) for n in range(count)]
        with django_assert_num_queries(12):
            actions.add_units(rows, actor=actor)


def test_add_units_when_one_row_is_wrong_names_its_line_and_writes_none() -> None:
    actor = a_post()
    before = Unit.objects.count()
    rows = [
        a_row("甲市", code="230100", file="units.csv", line=2),
        a_row("乙市", code="230100", file="units.csv", line=3),
    ]

    with pytest.raises(BadFile) as caught:
        actions.add_units(rows, actor=actor)

    assert str(caught.value) == "units.csv:3: 代码 230100 已由甲市使用"
    assert (Unit.objects.count(), _verbs()) == (before, [])


def test_add_units_when_a_child_stands_before_its_parent_says_so() -> None:
    rows = [
        a_row("甲县", code="230101", territory_parent="230100", valid_from=date(2017, 10, 31), file="u.csv", line=2),
        a_row("甲市", code="230100", file="u.csv", line=3),
    ]

    with pytest.raises(BadFile) as caught:
        actions.add_units(rows, actor=a_post())

    assert str(caught.value) == "u.csv:2: 甲县的上级代码 230100 在 2017-10-31 没有单位，上级须先登记"


def test_add_units_refuses_a_clerk() -> None:
    with pytest.raises(Refused):
        actions.add_units([a_row()], actor=a_post(a_unit(), role="CLERK"))

    assert _verbs() == []


def test_add_units_digest_depends_on_what_the_rows_say_not_on_where_they_stood() -> None:
    read = [a_row("甲市", code="A", file="a.csv", line=2)]
    moved = [a_row("甲市", code="A", file="b.csv", line=9)]
    other = [a_row("乙市", code="A")]
    digest = actions.units._digest

    assert digest(read) == digest(moved)
    assert digest(read) != digest(other)


def test_close_unit_ends_it_on_that_day_with_a_ledger_entry() -> None:
    unit = a_unit()

    actions.close_unit(unit, actor=a_post(), happened_on=date(2018, 12, 31), certainty=Certainty.YEAR)

    unit.refresh_from_db()
    assert (unit.valid_until, unit.until_certainty) == (date(2018, 12, 31), Certainty.YEAR)
    assert _verbs() == [("orgs.close_unit", "orgs.unit", None)]


def test_close_unit_without_a_day_ends_it_today() -> None:
    unit = a_unit()

    with clock.set_to(datetime(2018, 4, 9, 20, tzinfo=UTC)):
        actions.close_unit(unit, actor=a_post())

    assert unit.valid_until == date(2018, 4, 10)


def test_close_unit_twice_is_not_possible() -> None:
    unit, actor = a_unit(), a_post()
    actions.close_unit(unit, actor=actor, happened_on=date(2018, 1, 1))

    with pytest.raises(NotInThisState):
        actions.close_unit(unit, actor=actor, happened_on=date(2018, 2, 1))

    unit.refresh_from_db()
    assert (unit.valid_until, len(_verbs())) == (date(2018, 1, 1), 1)


@pytest.mark.parametrize("day", [date(2009, 12, 31), date(9999, 1, 1)])
def test_close_unit_before_its_beginning_or_in_the_future_is_a_bad_value(day: date) -> None:
    unit = a_unit()

    with pytest.raises(BadValue) as caught:
        actions.close_unit(unit, actor=a_post(), happened_on=day)

    assert (caught.value.field, _verbs()) == ("happened_on", [])


def test_close_unit_refuses_a_clerk() -> None:
    unit = a_unit()

    with pytest.raises(Refused):
        actions.close_unit(unit, actor=a_post(unit, role="CLERK"))

    unit.refresh_from_db()
    assert (unit.valid_until, _verbs()) == (None, [])


def test_succeed_unit_ends_the_old_the_day_before_and_ties_both() -> None:
    old = a_unit("漠河县", level="COUNTY")
    new = a_unit("漠河市", level="COUNTY", valid_from=date(2018, 1, 1), from_certainty=Certainty.YEAR)

    actions.succeed_unit(
        old,
        actor=a_post(),
        successor=new,
        kind=SuccessionKind.UPGRADED,
        happened_on=date(2018, 1, 1),
        certainty=Certainty.YEAR,
    )

    old.refresh_from_db()
    assert (old.valid_until, old.until_certainty) == (date(2017, 12, 31), Certainty.YEAR)
    assert [row.successor for row in old.successions.all()] == [new]
    assert _verbs() == [("orgs.succeed_unit", "orgs.unit", None)]


def _succeed(old: Unit, new: Unit, day: date = date(2018, 1, 1)) -> Succession:
    actor = a_post()
    return actions.succeed_unit(old, actor=actor, successor=new, kind=SuccessionKind.SPLIT, happened_on=day)


def test_succeed_unit_for_a_split_is_told_once_per_successor() -> None:
    old, one, two = a_unit("旧"), a_unit("甲"), a_unit("乙")

    _succeed(old, one)
    _succeed(old, two)

    assert [row.successor for row in old.successions.order_by("id")] == [one, two]


def test_succeed_unit_twice_or_after_another_end_is_not_possible() -> None:
    old, new = a_unit("旧"), a_unit("新")
    _succeed(old, new)

    with pytest.raises(NotInThisState):
        _succeed(old, new)
    with pytest.raises(NotInThisState):
        _succeed(old, a_unit("别"), day=date(2018, 5, 1))

    assert (Succession.objects.count(), len(_verbs())) == (1, 1)


def test_succeed_unit_by_itself_or_by_one_that_begins_later_is_a_bad_value() -> None:
    old, later = a_unit("旧"), a_unit("新", valid_from=date(2018, 1, 2))

    for successor in (old, later):
        with pytest.raises(BadValue) as caught:
            _succeed(old, successor)
        assert caught.value.field == "successor"

    old.refresh_from_db()
    assert (old.valid_until, _verbs()) == (None, [])


def test_succeed_unit_in_the_future_is_a_bad_value() -> None:
    with pytest.raises(BadValue) as caught:
        _succeed(a_unit("旧"), a_unit("新"), day=clock.today() + timedelta(days=1))

    assert caught.value.field == "happened_on"


def test_succeed_unit_refuses_a_clerk() -> None:
    old, new = a_unit("旧"), a_unit("新")
    clerk = a_post(old, role="CLERK")

    with pytest.raises(Refused):
        actions.succeed_unit(old, actor=clerk, successor=new, kind=SuccessionKind.RENAMED, happened_on=date(2018, 1, 1))

    assert (Succession.objects.count(), _verbs()) == (0, [])
