"""Pages of responsibilities, through their addresses."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.orgs.models import Post, Responsibility, Unit
from mingcha.orgs.tests.factories import a_contact, a_post, a_responsibility, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Any
GIVEN = {
    "kind": "FIRST",
    "title": "市委书记",
    "name": "",
    "leader_unit": "",
    "document": "",
    "happened_on": "2018-05-01",
}


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _text(response: Any) -> str:
    return str(response.content.decode())


def _url(name: str, record: Responsibility | Unit) -> str:
    return reverse(f"orgs:{name}", args=[record.pk])


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市", code="230100")


@pytest.fixture
def office() -> Client:
    return _browser(a_post())


@pytest.mark.parametrize("count", [1, 3])
def test_responsibility_list_costs_the_same_at_one_row_and_at_three(
    count: int, office: Client, django_assert_max_num_queries: Counted
) -> None:
    for number in range(count):
        a_responsibility(a_unit(f"{number}市"), leader_unit=a_unit(f"{number}省"))

    with django_assert_max_num_queries(7):
        response = office.get(reverse("orgs:responsibility_list"))

    assert len(response.context["table"].rows) == count
    assert reverse("orgs:answerable") in _text(response)


def test_responsibility_detail_offers_what_may_be_done(office: Client, city: Unit) -> None:
    made = a_responsibility(city)
    ended = a_responsibility(city, valid_until=date(2018, 1, 1))
    leader = _browser(a_post(city, role="LEADER"))

    page, page_of_ended = (_text(office.get(_url("responsibility_detail", one))) for one in (made, ended))

    assert _url("end_responsibility", made) in page
    assert _url("correct_responsibility", made) in page
    assert _url("end_responsibility", ended) not in page_of_ended
    assert _url("correct_responsibility", made) not in _text(leader.get(_url("responsibility_detail", made)))


def test_assign_responsibility_finds_the_leaders_unit_by_name(office: Client, city: Unit) -> None:
    province = a_unit("黑龙江省", level="PROVINCE")

    response = office.post(_url("assign_responsibility", city), GIVEN | {"leader_unit": "黑龙江"}, follow=True)

    made = Responsibility.objects.get()
    assert (made.unit, made.leader_unit, made.title) == (city, province, "市委书记")
    assert response.redirect_chain == [(_url("responsibility_detail", made), 302)]
    assert "已登记：甲市第一责任人：市委书记。" in _text(response)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"kind": "SECOND"}, "kind"),
        ({"leader_unit": "没有的"}, "leader_unit"),
        ({"happened_on": "2100-01-01"}, "happened_on"),
    ],
)
def test_assign_responsibility_with_an_error_keeps_the_form(
    given: dict[str, str], field: str, office: Client, city: Unit
) -> None:
    response = office.post(_url("assign_responsibility", city), GIVEN | given)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not Responsibility.objects.exists()


def test_correct_responsibility_begins_with_what_was_and_leads_to_the_successor(office: Client, city: Unit) -> None:
    made = a_responsibility(city, leader_unit=city)
    address = _url("correct_responsibility", made)

    page = _text(office.get(address))
    same = office.post(address, {"title": made.title, "leader_unit": "230100", "reason": "录入有误"})
    done = office.post(address, {"title": "市长", "reason": "录入有误"}, follow=True)

    new = Responsibility.objects.current().get()
    assert 'value="230100"' in page
    assert (same.status_code, new.title, new.succeeds) == (422, "市长", made)
    assert "本记录更正了一条已作废的记录" in _text(done)
    assert office.get(address).status_code == 409


def test_end_responsibility_ends_it_once(office: Client, city: Unit) -> None:
    made = a_responsibility(city)
    address = _url("end_responsibility", made)

    early = office.post(address, {"happened_on": "2009-01-01"})
    done = office.post(address, {"happened_on": "2018-06-30"})

    assert (early.status_code, done.status_code, office.get(address).status_code) == (422, 302, 409)


def test_writing_pages_refuse_who_may_not(city: Unit) -> None:
    made = a_responsibility(city)
    stranger = _browser(a_post(a_unit("乙市"), role="CLERK"))
    addresses = [_url("assign_responsibility", city)]
    addresses += [_url(f"{verb}_responsibility", made) for verb in ("end", "correct")]

    assert [stranger.post(address, GIVEN).status_code for address in addresses] == [403] * 3
    assert [Client().get(address).status_code for address in addresses] == [302] * 3
    assert [_browser(a_post(role="AUDITOR")).get(address).status_code for address in addresses] == [404] * 3


# ---------------------------------------------------------------- who answers
def _ask(client: Client, **asked: str) -> Any:
    return client.get(reverse("orgs:answerable"), asked)


def test_answerable_shows_both_lines_and_the_common_superior(office: Client, city: Unit) -> None:
    ministry = a_unit("省公安厅", level="PROVINCE", kind="DEPARTMENT")
    bureau = a_unit("甲市公安局", kind="DEPARTMENT", parent=city, system_parent=ministry)
    a_unit("乙市公安局", kind="DEPARTMENT", system_parent=ministry)
    a_responsibility(city, title="市委书记")
    a_contact(bureau, "PRINCIPAL", name="", title="局长")

    text = _text(_ask(office, unit="甲市公安局", on="2018-06-01", other="乙市公安局"))

    for word in (
        "块：所属地区",
        "条：业务系统",
        "市委书记",
        "局长",
        "省公安厅",
        "甲市公安局和乙市公安局的最近共同上级",
    ):
        assert word in text


def test_answerable_without_a_question_says_what_to_ask(office: Client) -> None:
    response = _ask(office)

    assert response.status_code == 200
    assert "填一个单位和日期" in _text(response)


@pytest.mark.parametrize(("asked", "field"), [({"unit": "没有的"}, "unit"), ({"unit": "230100", "on": "昨天"}, "on")])
def test_answerable_with_an_error_names_the_field(
    asked: dict[str, str], field: str, office: Client, city: Unit
) -> None:
    response = _ask(office, **asked)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("count", [1, 3])
def test_answerable_costs_the_same_at_one_step_and_at_three(
    count: int, office: Client, django_assert_max_num_queries: Counted
) -> None:
    unit = a_unit("零市")
    for number in range(count):
        unit = a_unit(f"第{number}市", code=f"X{number}", parent=unit, system_parent=unit)
        a_responsibility(unit)

    with django_assert_max_num_queries(9):
        response = _ask(office, unit=f"X{count - 1}", other="零市")

    assert response.status_code == 200


def test_unit_detail_shows_who_answers_and_leads_to_the_chain(office: Client, city: Unit) -> None:
    a_responsibility(city, title="市委书记")

    text = _text(office.get(reverse("orgs:unit_detail", args=[city.pk])))

    assert "市委书记" in text
    assert f"{reverse('orgs:answerable')}?unit=230100" in text
    assert _url("assign_responsibility", city) in text
