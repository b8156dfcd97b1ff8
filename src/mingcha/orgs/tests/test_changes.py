"""Changes of units and the official order: rules, verbs, what a change touches."""

from datetime import date
from typing import Any

import pytest

from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs import actions, queries, rules
from mingcha.orgs.actions import NewUnit
from mingcha.orgs.choices import SuccessionKind
from mingcha.orgs.models import LeadingGroup, Succession, Unit
from mingcha.orgs.rules import Shift
from mingcha.orgs.tests.factories import a_post, a_responsibility, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
JUNE = date(2018, 6, 1)
Counted = Any


def _verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def _rename(unit: Unit, new: NewUnit, **given: Any) -> Unit:
    words = {"actor": a_post(), "kind": SuccessionKind.UPGRADED, "happened_on": JUNE}
    return actions.rename_unit(unit, new=new, **{**words, **given})


# ---------------------------------------------------------------- rules
@pytest.mark.parametrize(
    ("at", "to", "changed"),
    [
        (0, 0, {}),
        (0, 1, {1: 2, 2: 1}),
        (3, 0, {101: 1, 1: 2, 2: 7, 7: 101}),
        (0, 3, {1: 101, 2: 1, 7: 2, 101: 7}),
    ],
)
def test_moved_places_keeps_the_places_and_changes_who_has_them(at: int, to: int, changed: dict[int, int]) -> None:
    assert rules.moved_places([1, 2, 7, 101], at=at, to=to) == changed


def test_shifts_for_moves_a_unit_with_all_below_it() -> None:
    assert rules.shifts_for({1: 2, 2: 1}, parent_order=5 * 10**15, depth=1) == [
        Shift(5 * 10**15 + 10**12, 5 * 10**15 + 2 * 10**12 - 1, 10**12),
        Shift(5 * 10**15 + 2 * 10**12, 5 * 10**15 + 3 * 10**12 - 1, -(10**12)),
    ]


# ---------------------------------------------------------------- renaming
def test_rename_unit_ends_the_old_one_and_puts_a_new_one_in_its_place() -> None:
    city, ministry = a_unit("甲市"), a_unit("省厅", kind="DEPARTMENT")
    old = a_unit("漠河县", code="C1", level="COUNTY", parent=city, system_parent=ministry, category="OTHER")
    a_unit("乙县", level="COUNTY", parent=city)

    new = _rename(old, NewUnit("C2", "漠河市", "漠河"))

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.valid_until, new.valid_from) == (date(2018, 5, 31), JUNE)
    assert (new.name, new.short_name, new.code, new.official_order) == ("漠河市", "漠河", "C2", old.official_order)
    assert (new.territory_parent, new.system_parent, new.level, new.category) == (city, ministry, "COUNTY", "OTHER")
    assert Succession.objects.get().kind == "UPGRADED"
    assert _verbs() == ["orgs.rename_unit"]


def test_rename_unit_may_keep_the_code() -> None:
    old = a_unit("卫生计生委", code="C1")

    new = _rename(old, NewUnit("C1", "卫生健康委"), kind=SuccessionKind.RENAMED)

    assert [queries.unit_by_code("C1", day) for day in (date(2018, 5, 31), JUNE)] == [old, new]


@pytest.mark.parametrize(
    ("new", "day", "field"),
    [
        (NewUnit("C1", ""), JUNE, "name"),
        (NewUnit("", "甲"), JUNE, "code"),
        (NewUnit("C2", "甲"), JUNE, "code"),
        (NewUnit("C1", "甲"), date(9999, 1, 1), "happened_on"),
        (NewUnit("C1", "甲"), date(2010, 1, 1), "happened_on"),
    ],
)
def test_rename_unit_with_a_wrong_value_changes_nothing(new: NewUnit, day: date, field: str) -> None:
    old = a_unit("甲市", code="C1")
    a_unit("乙市", code="C2")

    with pytest.raises(BadValue) as caught:
        _rename(old, new, happened_on=day)

    assert (caught.value.field, Unit.objects.get(code="C1").valid_until, Succession.objects.count()) == (field, None, 0)


def test_rename_unit_that_has_ended_is_not_possible() -> None:
    with pytest.raises(NotInThisState):
        _rename(a_unit(valid_until=date(2018, 5, 31)), NewUnit("C9", "乙市"))


def test_changes_are_refused_to_a_clerk() -> None:
    unit = a_unit()
    clerk, new = a_post(unit, role="CLERK"), NewUnit("C9", "乙市")

    with pytest.raises(Refused):
        _rename(unit, new, actor=clerk)
    with pytest.raises(Refused):
        actions.merge_units([unit], actor=clerk, successor=new, happened_on=JUNE)
    with pytest.raises(Refused):
        actions.split_unit(unit, actor=clerk, parts=[new, new], happened_on=JUNE)
    with pytest.raises(Refused):
        actions.place_unit(unit, actor=clerk, position=1)

    assert (_verbs(), Succession.objects.count(), Unit.objects.filter(code="C9").count()) == ([], 0, 0)


# ---------------------------------------------------------------- merging and splitting
def test_merge_units_into_a_new_one() -> None:
    one, two = a_unit("国税局"), a_unit("地税局")

    made = actions.merge_units([one, two], actor=a_post(), successor=NewUnit("C9", "税务局"), happened_on=JUNE)

    assert set(Succession.objects.values_list("predecessor", "successor", "kind")) == {
        (one.pk, made.pk, "MERGED"),
        (two.pk, made.pk, "MERGED"),
    }
    assert Unit.objects.filter(valid_until=date(2018, 5, 31)).count() == 2
    assert (made.official_order, _verbs()) == (one.official_order, ["orgs.merge_units"])


def test_merge_units_into_one_that_is_there() -> None:
    one, there = a_unit("地税局"), a_unit("税务局")

    assert actions.merge_units([one], actor=a_post(), successor=there, happened_on=JUNE) == there

    there.refresh_from_db()
    assert (there.valid_until, Succession.objects.get().predecessor) == (None, one)


def test_merge_units_of_one_into_a_new_one_into_itself_or_into_one_that_ended_is_a_bad_value() -> None:
    one, ended = a_unit("地税局"), a_unit("旧局", valid_until=date(2018, 1, 1))

    for units, successor, field in (
        ([one], NewUnit("C9", "税务局"), "others"),
        ([one], one, "successor"),
        ([one], ended, "successor"),
        ([], ended, "successor"),
    ):
        with pytest.raises(BadValue) as caught:
            actions.merge_units(units, actor=a_post(), successor=successor, happened_on=JUNE)
        assert caught.value.field == field

    assert Succession.objects.count() == 0


def test_split_unit_gives_the_first_its_place_and_puts_the_others_last() -> None:
    province = a_unit("省", level="PROVINCE")
    old, after = a_unit("国土厅", parent=province), a_unit("水利厅", parent=province)

    first, second = actions.split_unit(
        old, actor=a_post(), parts=[NewUnit("A", "自然资源厅"), NewUnit("B", "林草局")], happened_on=JUNE
    )

    assert first.official_order == old.official_order < after.official_order < second.official_order
    assert Succession.objects.filter(predecessor=old, kind="SPLIT").count() == 2
    assert LedgerEntry.objects.get(verb="orgs.split_unit").rows == 2


def test_split_unit_into_one_is_a_bad_value() -> None:
    with pytest.raises(BadValue) as caught:
        actions.split_unit(a_unit(), actor=a_post(), parts=[NewUnit("A", "甲")], happened_on=JUNE)

    assert caught.value.field == "parts"


# ---------------------------------------------------------------- order
def _in_order() -> list[str]:
    return [unit.name for unit in Unit.objects.in_official_order() if not unit.name.startswith("省整顿办")]


def _tree() -> dict[str, Unit]:
    province = a_unit("省", level="PROVINCE")
    cities = {name: a_unit(name, parent=province) for name in ("甲市", "乙市", "丙市")}
    for name, city in cities.items():
        a_unit(f"{name[0]}县", level="COUNTY", parent=city)
    return {"省": province, **cities}


@pytest.mark.parametrize(
    ("name", "position", "order"),
    [
        ("丙市", 1, ["丙市", "丙县", "甲市", "甲县", "乙市", "乙县"]),
        ("甲市", 2, ["乙市", "乙县", "甲市", "甲县", "丙市", "丙县"]),
        ("甲市", 3, ["乙市", "乙县", "丙市", "丙县", "甲市", "甲县"]),
        ("乙市", 2, ["甲市", "甲县", "乙市", "乙县", "丙市", "丙县"]),
    ],
)
def test_place_unit_moves_it_with_all_below_it(name: str, position: int, order: list[str]) -> None:
    units = _tree()

    actions.place_unit(units[name], actor=a_post(), position=position)

    assert _in_order() == ["省", *order]
    assert _verbs() == ["orgs.place_unit"]


def test_place_unit_moves_a_unit_together_with_the_one_it_followed() -> None:
    units = _tree()
    new = _rename(units["丙市"], NewUnit("C9", "丁市"))

    actions.place_unit(new, actor=a_post(), position=1)

    assert _in_order()[:4] == ["省", "丙市", "丁市", "丙县"]


def test_place_unit_costs_one_update_however_many_move(django_assert_max_num_queries: Counted) -> None:
    units, actor = _tree(), a_post()

    with django_assert_max_num_queries(16):
        actions.place_unit(Unit.objects.select_related("territory_parent").get(name="丙市"), actor=actor, position=1)

    assert units


@pytest.mark.parametrize("position", [0, 4])
def test_place_unit_where_there_is_no_place_is_a_bad_value(position: int) -> None:
    units = _tree()

    with pytest.raises(BadValue) as caught:
        actions.place_unit(units["甲市"], actor=a_post(), position=position)

    assert (caught.value.field, _verbs()) == ("position", [])


def test_place_unit_orders_units_without_a_parent_too() -> None:
    first, second = a_unit("甲省"), a_unit("乙省")
    a_unit("甲市", parent=first)

    actions.place_unit(second, actor=a_post(second), position=1)

    assert _in_order() == ["乙省", "甲省", "甲市"]


def test_order_slots_put_a_unit_and_the_one_it_followed_in_one_place() -> None:
    units = _tree()
    new = _rename(units["乙市"], NewUnit("C9", "丁市"))

    slots = queries.order_slots(units["省"], a_post())

    assert [(slot.position, [unit.name for unit in slot.units]) for slot in slots] == [
        (1, ["甲市"]),
        (2, ["乙市", "丁市"]),
        (3, ["丙市"]),
    ]
    assert slots[1].unit == new


# ---------------------------------------------------------------- consequences
@pytest.mark.parametrize("count", [1, 3])
def test_consequences_counts_what_stays_and_names_who_stands_below(
    count: int, django_assert_num_queries: Counted
) -> None:
    city, actor = a_unit("甲市"), a_post()
    a_post(city, role="CLERK")
    for number in range(count):
        a_responsibility(city, kind="PAIRED", title=f"{number}")
        a_unit(f"{number}县", level="COUNTY", parent=city)
        LeadingGroup.objects.create(unit=city, name=f"第{number}小组", founded_on=JUNE)

    with django_assert_num_queries(3):
        found = queries.consequences(actor, city)

    assert {held.kind.key: (held.count, held.unfinished) for held in found.held} == {
        "orgs.leading_group": (count, None),
        "orgs.responsibility": (count, None),
    }
    assert (found.posts, [unit.name for unit in found.children]) == (1, [f"{number}县" for number in range(count)])
