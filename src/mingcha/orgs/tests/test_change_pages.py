"""Pages of changes and of the official order, through their addresses."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.orgs.models import Post, Succession, Unit
from mingcha.orgs.tests.factories import a_post, a_responsibility, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Any
VERBS = ("change_unit", "rename_unit", "merge_units", "split_unit", "close_unit")
RENAMED = {"name": "乙市", "code": "C1", "kind": "RENAMED", "happened_on": "2018-06-01", "certainty": "DAY"}


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _text(response: Any) -> str:
    return str(response.content.decode())


def _url(name: str, unit: Unit) -> str:
    return reverse(f"orgs:{name}", args=[unit.pk])


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市", code="C1", parent=a_unit("省", level="PROVINCE"))


@pytest.fixture
def office() -> Client:
    return _browser(a_post())


@pytest.mark.parametrize("verb", VERBS)
def test_pages_of_changes_say_what_is_touched(verb: str, office: Client, city: Unit) -> None:
    a_responsibility(city)
    a_unit("甲县", level="COUNTY", parent=city)

    text = _text(office.get(_url(verb, city)))

    assert "责任 1" in text
    assert "直属下级 1 个仍在原单位名下" in text
    assert "甲县" in text


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_changes_cost_the_same_at_one_row_and_at_three(
    count: int, office: Client, city: Unit, django_assert_max_num_queries: Counted
) -> None:
    for number in range(count):
        a_responsibility(city, kind="PAIRED", title=f"{number}")
        a_unit(f"{number}县", level="COUNTY", parent=city)

    with django_assert_max_num_queries(9):
        office.get(_url("rename_unit", city))


def test_rename_unit_leads_to_the_new_unit(office: Client, city: Unit) -> None:
    response = office.post(_url("rename_unit", city), RENAMED, follow=True)

    new = Unit.objects.get(name="乙市")
    assert response.redirect_chain == [(_url("unit_detail", new), 302)]
    assert "已登记：甲市更名、升格。" in _text(response)
    assert office.get(_url("rename_unit", city)).status_code == 409


def test_merge_units_takes_others_by_name_and_a_unit_that_is_there(office: Client, city: Unit) -> None:
    a_unit("丙市")
    there = a_unit("丁市")
    given = {"others": "丙市\n", "successor": "丁市", "happened_on": "2018-06-01"}

    response = office.post(_url("merge_units", city), given)

    assert response["Location"] == _url("unit_detail", there)
    assert Succession.objects.filter(successor=there).count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"others": "没有的", "successor": "丁市"}, "others"),
        ({"others": ""}, "successor"),
        ({"others": "", "successor": "丁市", "name": "戊市", "code": "C5"}, "successor"),
        ({"others": "", "successor": "没有的"}, "successor"),
        ({"others": "", "name": "戊市", "code": "C5"}, "others"),
    ],
)
def test_merge_units_with_an_error_names_the_field(
    given: dict[str, str], field: str, office: Client, city: Unit
) -> None:
    a_unit("丁市")

    response = office.post(_url("merge_units", city), given | {"happened_on": "2018-06-01"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not Succession.objects.exists()


def test_split_unit_takes_code_and_name_a_line(office: Client, city: Unit) -> None:
    address = _url("split_unit", city)

    wrong = office.post(address, {"parts": "C2 乙市\nC3", "happened_on": "2018-06-01"})
    right = office.post(address, {"parts": "C2 乙市\nC3 丙市 丙", "happened_on": "2018-06-01"})

    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["parts"])
    assert "第 2 行缺代码或名称" in _text(wrong)
    assert right.status_code == 302
    assert Unit.objects.get(code="C3").short_name == "丙"


def test_close_unit_ends_it(office: Client, city: Unit) -> None:
    response = office.post(_url("close_unit", city), {"happened_on": "2018-06-30"}, follow=True)

    assert response.redirect_chain == [(_url("unit_detail", city), 302)]
    assert "2018年6月30日" in _text(response)


def test_unit_order_moves_by_button_and_by_number_and_returns_to_the_row(office: Client, city: Unit) -> None:
    province = city.territory_parent
    assert province is not None
    other, third = a_unit("乙市", parent=province), a_unit("丙市", parent=province)

    down = office.post(_url("place_unit", city), {"position": "2"})
    typed = office.post(_url("place_unit", third), {"to": "1"}, follow=True)

    assert down["Location"] == f"{_url('unit_order', province)}#unit-{city.pk}"
    assert "丙市已移到第 1 位。" in _text(typed)
    assert [slot.unit for slot in typed.context["slots"]] == [third, other, city]


@pytest.mark.parametrize("given", [{}, {"to": "9"}, {"to": "一"}, {"position": "0"}])
def test_place_unit_without_such_a_place_says_so(given: dict[str, str], office: Client, city: Unit) -> None:
    response = office.post(_url("place_unit", city), given, follow=True)

    assert "位次须在 1 至 1 之间" in _text(response)


def test_place_unit_of_a_province_has_no_page(office: Client, city: Unit) -> None:
    assert city.territory_parent is not None
    assert office.post(_url("place_unit", city.territory_parent), {"to": "1"}).status_code == 409
    assert office.get(_url("place_unit", city)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_unit_order_costs_the_same_at_one_row_and_at_three(
    count: int, office: Client, city: Unit, django_assert_max_num_queries: Counted
) -> None:
    for number in range(count):
        a_unit(f"{number}县", level="COUNTY", parent=city)

    with django_assert_max_num_queries(6):
        response = office.get(_url("unit_order", city))

    assert len(response.context["slots"]) == count
    assert "没有直属下级" in _text(office.get(_url("unit_order", a_unit("空市"))))


def test_changing_pages_are_the_offices_alone(city: Unit) -> None:
    clerk, auditor = _browser(a_post(city, role="CLERK")), _browser(a_post(city, role="AUDITOR"))
    addresses = [_url(verb, city) for verb in (*VERBS, "unit_order")]

    assert [clerk.get(address).status_code for address in addresses] == [403] * 6
    assert [auditor.get(address).status_code for address in addresses] == [404] * 6
    assert [Client().get(address).status_code for address in addresses] == [302] * 6
    assert clerk.post(_url("place_unit", city), {"to": "1"}).status_code == 403
    assert _url("change_unit", city) not in _text(clerk.get(_url("unit_detail", city)))
