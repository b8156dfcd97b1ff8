"""Reads of the registry."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mingcha.kernel import clock
from mingcha.kernel.errors import NotThere
from mingcha.orgs import queries
from mingcha.orgs.choices import Certainty, Line
from mingcha.orgs.models import Account, Person, Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[Any]]


def _house() -> dict[str, Unit]:
    """A province, two prefectures in an order of their own, a county, a department and its bureau below the county."""
    province = a_unit("省", level="PROVINCE")
    second = a_unit("乙市", parent=province, position=2)
    first = a_unit("甲市", parent=province, position=1)
    county = a_unit("甲县", level="COUNTY", parent=first)
    department = a_unit("省公安厅", level="PROVINCE", kind="DEPARTMENT", parent=province, position=101)
    bureau = a_unit("甲县公安局", level="COUNTY", kind="DEPARTMENT", parent=county, system_parent=department)
    return {unit.name: unit for unit in (province, second, first, county, department, bureau)}


def _names(units: Any) -> list[str]:
    return [unit.name for unit in units]


def test_subtree_on_the_territory_line_is_the_unit_and_all_below_in_official_order() -> None:
    house = _house()

    found = queries.subtree(house["省"])

    assert _names(found) == ["省", "甲市", "甲县", "甲县公安局", "乙市", "省公安厅"]


def test_subtree_on_the_system_line_leaves_the_territory_out() -> None:
    house = _house()

    assert _names(queries.subtree(house["省公安厅"], Line.SYSTEM)) == ["甲县公安局", "省公安厅"]
    assert _names(queries.subtree(house["省公安厅"])) == ["省公安厅"]


def test_children_are_one_step_down_on_the_line() -> None:
    house = _house()

    assert _names(queries.children(house["省"])) == ["甲市", "乙市", "省公安厅"]
    assert _names(queries.children(house["省公安厅"], Line.SYSTEM)) == ["甲县公安局"]


def test_superiors_go_from_the_top_down_without_the_unit_itself() -> None:
    house = _house()

    assert _names(queries.superiors(house["甲县公安局"])) == ["省", "甲市", "甲县"]
    assert _names(queries.superiors(house["甲县公安局"], Line.SYSTEM)) == ["省公安厅"]


def test_names_in_official_order_whatever_order_they_are_asked_in() -> None:
    house = _house()
    asked = [house[name].pk for name in ("省公安厅", "乙市", "甲市")]

    assert queries.names_in_official_order(asked) == ["甲市", "乙市", "省公安厅"]


def test_units_on_a_day_are_those_that_count_then() -> None:
    a_unit("旧", valid_until=date(2018, 6, 30), until_certainty=Certainty.YEAR)
    a_unit("新", valid_from=date(2018, 7, 1), from_certainty=Certainty.YEAR)
    a_unit("久", valid_from=date(2018, 10, 31), from_certainty=Certainty.UNKNOWN)

    assert sorted(_names(queries.units_on(date(2018, 6, 30)))) == sorted(["旧", "久"])
    assert sorted(_names(queries.units_on(date(2018, 7, 1)))) == sorted(["新", "久"])


def test_units_in_scope_of_each_role() -> None:
    house = _house()
    every = sorted(_names(Unit.objects.all()))
    county, department = house["甲县"], house["省公安厅"]

    assert sorted(_names(queries.units_in_scope(a_post(house["省"])))) == every
    assert sorted(_names(queries.units_in_scope(queries.post_by_system_name("system")))) == every
    assert sorted(_names(queries.units_in_scope(a_post(county, role="CLERK")))) == ["甲县", "甲县公安局"]
    assert sorted(_names(queries.units_in_scope(a_post(department, role="CLERK")))) == ["甲县公安局", "省公安厅"]
    assert _names(queries.units_in_scope(a_post(house["省"], role="AUDITOR"))) == []
    assert _names(queries.units_in_scope(None)) == []


def test_units_in_scope_is_run_only_as_part_of_another_statement(django_assert_num_queries: Counted) -> None:
    clerk = a_post(_house()["甲县"], role="CLERK")

    with django_assert_num_queries(0):
        scope = queries.units_in_scope(clerk)
    with django_assert_num_queries(1):
        found = Post.objects.filter(unit__in=scope).count()
    assert found == 1


def test_unit_by_code_when_the_code_was_reused_is_decided_by_the_day() -> None:
    a_unit("加格达奇区", code="232701", valid_until=date(2017, 12, 31), until_certainty=Certainty.DAY)
    a_unit("漠河市", code="232701", valid_from=date(2018, 1, 1), from_certainty=Certainty.DAY)

    found = [queries.unit_by_code("232701", on=day).name for day in (date(2017, 6, 1), date(2018, 6, 1))]

    assert [*found, queries.unit_by_code("232701").name] == ["加格达奇区", "漠河市", "漠河市"]


def test_unit_by_code_of_nobody_names_code_day_and_who_held_it() -> None:
    a_unit(
        "漠河县",
        code="232723",
        valid_from=date(1981, 5, 14),
        valid_until=date(2017, 12, 31),
        from_certainty=Certainty.DAY,
    )

    with pytest.raises(NotThere) as ended:
        queries.unit_by_code("232723", on=date(2020, 1, 1))
    with pytest.raises(NotThere) as never:
        queries.unit_by_code("999999", on=date(2020, 1, 1))

    text = "代码为 232723 的单位（2020-01-01），该代码另有时段用于：漠河县（1981-05-14—2017-12-31）"
    assert (ended.value.what, never.value.what) == (text, "代码为 999999 的单位（2020-01-01）")


def test_ids_by_code_leaves_out_codes_nobody_held_that_day() -> None:
    old = a_unit("旧", code="232701", valid_until=date(2017, 12, 31))
    new = a_unit("新", code="232701", valid_from=date(2018, 1, 1), from_certainty=Certainty.DAY)

    assert queries.ids_by_code(["232701", "9"], on=date(2017, 1, 1)) == {"232701": old.pk}
    assert queries.ids_by_code(["232701"], on=date(2018, 1, 1)) == {"232701": new.pk}


def test_short_names_by_id_come_in_official_order() -> None:
    house = _house()
    asked = [house["乙市"].pk, house["甲市"].pk]

    assert list(queries.short_names(asked).items()) == [(asked[1], "甲市"), (asked[0], "乙市")]


def test_post_by_system_name_of_no_built_in_post_is_not_there() -> None:
    assert queries.post_by_system_name("loader").system_name == "loader"
    with pytest.raises(NotThere):
        queries.post_by_system_name("root")


def test_acting_post_is_the_first_valid_one_with_its_unit_in_one_statement(django_assert_num_queries: Counted) -> None:
    person = Person.objects.create()
    first, _later = a_post(person=person), a_post(person=person, role="CLERK")
    account = an_account(first)

    with django_assert_num_queries(1):
        post = queries.acting_post(account)
        assert post is not None
        assert (post.unit, post.person_id) == (first.unit, person.pk)

    assert post == first


def test_acting_post_ends_with_the_post() -> None:
    post = a_post()
    account = an_account(post)
    Post.objects.filter(pk=post.pk).update(valid_from=date(2018, 1, 1), valid_until=date(2018, 6, 30))

    assert _acting_on(account, 2017, 12, 31) is None
    assert _acting_on(account, 2018, 6, 30) == post
    assert _acting_on(account, 2018, 7, 1) is None


def test_acting_post_ends_with_its_unit() -> None:
    post = a_post(a_unit(valid_until=date(2018, 6, 30)))
    account = an_account(post)

    assert _acting_on(account, 2018, 6, 30) == post
    assert _acting_on(account, 2018, 7, 1) is None


def _acting_on(account: Account, year: int, month: int, day: int) -> Post | None:
    with clock.set_to(datetime(year, month, day, 4, tzinfo=UTC)):
        return queries.acting_post(account)


def test_code_with_a_control_character_names_no_unit() -> None:
    with pytest.raises(NotThere, match="a␀b"):
        queries.unit_by_code("a\0b")
