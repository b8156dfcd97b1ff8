"""Pages of the registry, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.orgs.models import LeadingGroup, LeadingGroupMember, Succession, Unit
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def office(client: Client) -> Client:
    """A browser in which the office is signed in."""
    client.force_login(an_account(a_post(a_unit("省", level="PROVINCE", code="P"))))
    return client


def _city(name: str = "甲市") -> Unit:
    return a_unit(name, parent=Unit.objects.get(code="P"))


def _shown(response: Any) -> list[str]:
    return [row.record.name for row in response.context["table"].rows]


def _group(unit: Unit, name: str = "领导小组") -> LeadingGroup:
    group = LeadingGroup.objects.create(unit=unit, name=name, founded_on=date(2018, 3, 1))
    LeadingGroupMember.objects.create(group=group, role="LEADER", title="市委书记", position=1)
    return group


def test_unit_list_follows_the_official_order(office: Client) -> None:
    second = a_unit("乙市", parent=Unit.objects.get(code="P"), position=2)
    a_unit("甲市", parent=Unit.objects.get(code="P"), position=1)
    a_unit("乙县", level="COUNTY", parent=second)

    assert _shown(office.get(reverse("orgs:unit_list"))) == ["省", "甲市", "乙市", "乙县"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"level": "COUNTY"}, ["甲县"]),
        ({"kind": "DEPARTMENT"}, ["省公安厅"]),
        ({"category": "ENFORCEMENT"}, ["省公安厅"]),
        ({"q": "甲"}, ["甲市", "甲县"]),
        ({"q": "230101"}, ["甲县"]),
    ],
)
def test_unit_list_filters_and_searches(office: Client, asked: dict[str, str], names: list[str]) -> None:
    city = _city()
    a_unit("甲县", level="COUNTY", code="230101", parent=city)
    a_unit("省公安厅", level="PROVINCE", kind="DEPARTMENT", category="ENFORCEMENT", parent=Unit.objects.get(code="P"))

    assert _shown(office.get(reverse("orgs:unit_list"), asked)) == names


def test_unit_list_filters_by_parent(office: Client) -> None:
    city = _city()
    a_unit("甲县", level="COUNTY", parent=city)

    assert _shown(office.get(reverse("orgs:unit_list"), {"territory_parent": city.pk})) == ["甲县"]


@pytest.mark.parametrize("count", [1, 3])
def test_unit_list_costs_the_same_at_one_row_and_at_three(
    office: Client, django_assert_max_num_queries: Counted, count: int
) -> None:
    for number in range(count):
        _city(f"{number}市")

    with django_assert_max_num_queries(7):
        office.get(reverse("orgs:unit_list"))


def test_unit_detail_shows_both_lines_successions_and_group(office: Client) -> None:
    city = _city()
    bureau = a_unit("甲市公安局", kind="DEPARTMENT", parent=city, system_parent=a_unit("省公安厅"))
    old = a_unit("甲地区", valid_until=date(2017, 12, 31))
    Succession.objects.create(predecessor=old, successor=city, kind="UPGRADED", happened_on=date(2018, 1, 1))
    group = _group(city)

    text = office.get(reverse("orgs:unit_detail", args=[city.pk])).content.decode()
    text_of_bureau = office.get(reverse("orgs:unit_detail", args=[bureau.pk])).content.decode()

    for word in ("甲市公安局", "甲地区", group.name, "升格（撤县设市等）", ">省<"):
        assert word in text
    assert "省公安厅" in text_of_bureau


@pytest.mark.parametrize("count", [1, 3])
def test_unit_detail_costs_the_same_at_one_child_and_at_three(
    office: Client, django_assert_max_num_queries: Counted, count: int
) -> None:
    city = _city()
    for number in range(count):
        a_unit(f"{number}县", level="COUNTY", parent=city)
        _group(city, f"第{number}小组")

    with django_assert_max_num_queries(12):
        office.get(reverse("orgs:unit_detail", args=[city.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_leading_group_list_costs_the_same_at_one_row_and_at_three(
    office: Client, django_assert_max_num_queries: Counted, count: int
) -> None:
    groups = [_group(_city(f"{number}市")) for number in range(count)]

    with django_assert_max_num_queries(6):
        response = office.get(reverse("orgs:leading_group_list"))

    assert _shown(response) == [group.name for group in groups]


def test_leading_group_list_leaves_out_voided_ones(office: Client) -> None:
    group = _group(_city())
    LeadingGroup.objects.filter(pk=group.pk).update(voided_at=group.recorded_at, void_reason="录入有误")

    assert _shown(office.get(reverse("orgs:leading_group_list"))) == []


def test_leading_group_detail_shows_its_members(office: Client) -> None:
    group = _group(_city())

    text = office.get(reverse("orgs:leading_group_detail", args=[group.pk])).content.decode()

    assert "市委书记" in text
    assert "组长" in text


@pytest.mark.parametrize("page", ["unit_detail", "leading_group_detail"])
def test_pages_of_a_record_are_not_there_for_the_auditor(client: Client, page: str) -> None:
    city = a_unit("甲市")
    group = _group(city)
    client.force_login(an_account(a_post(city, role="AUDITOR")))

    response = client.get(reverse(f"orgs:{page}", args=[{"unit_detail": city.pk}.get(page, group.pk)]))

    assert response.status_code == 404


@pytest.mark.parametrize("page", ["unit_list", "leading_group_list"])
def test_lists_are_empty_for_the_auditor(client: Client, page: str) -> None:
    city = a_unit("甲市")
    _group(city)
    client.force_login(an_account(a_post(city, role="AUDITOR")))

    assert _shown(client.get(reverse(f"orgs:{page}"))) == []


@pytest.mark.parametrize(("role", "sees"), [("OFFICE", True), ("CLERK", False)])
def test_unit_pages_name_a_visited_hall_to_the_office_alone(client: Client, role: str, *, sees: bool) -> None:
    city = a_unit("甲市", code="230100")
    hall = a_unit("暗访大厅", level="HALL", kind="HALL", parent=city, is_placeholder=True)
    window = a_unit("暗访窗口", level="WINDOW", kind="WINDOW", parent=hall, system_parent=city, is_placeholder=True)
    client.force_login(an_account(a_post(city, role=role)))
    own, list_ = reverse("orgs:unit_detail", args=[city.pk]), reverse("orgs:unit_list")

    listed = client.get(list_)
    pages = [own, "/units/230100/", list_, f"{list_}?q=暗访", f"{list_}?is_placeholder=1", f"{list_}?level=WINDOW"]
    told = {page: "暗访大厅" in text or "暗访窗口" in text for page in pages if (text := _text(client, page))}
    seen = [client.get(reverse("orgs:unit_detail", args=[unit.pk])).status_code for unit in (hall, window)]
    seen += [client.get(f"/units/{unit.code}/").status_code for unit in (hall, window)]
    narrowed = client.get(list_, {"territory_parent": hall.pk})

    assert told == dict.fromkeys(pages, sees)
    assert seen == [200 if sees else 404] * 4
    assert listed.context["table"].paginator.count == (3 if sees else 1)
    assert ("暗访窗口" in narrowed.content.decode()) == sees


def _text(client: Client, address: str) -> str:
    """The page without what was searched for, which stands in the form again."""
    return client.get(address).content.decode().replace('value="暗访"', "")
