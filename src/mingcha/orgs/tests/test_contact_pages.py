"""Pages of contacts and the contact columns of lists, through their addresses."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Contact, Post, Unit
from mingcha.orgs.tests.factories import a_contact, a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
Counted = Any
GIVEN = {"name": "乙某", "title": "科长", "mobile": "13900000002", "phone": "", "happened_on": "2018-06-01"}


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _text(response: Any) -> str:
    return str(response.content.decode())


def _page(unit: Unit) -> str:
    return reverse("orgs:unit_contacts", args=[unit.pk])


def _form(unit: Unit, kind: str = "LIAISON") -> str:
    return reverse("orgs:set_contact", args=[unit.pk, kind])


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市")


@pytest.fixture
def office() -> Client:
    return _browser(a_post())


# ---------------------------------------------------------------- lists of units
def test_unit_list_names_contacts_and_says_who_has_none(office: Client, city: Unit) -> None:
    a_contact(city, name="甲某", mobile="13900000001")
    a_contact(city, "PRINCIPAL", name="", title="市长")

    rows = {
        row.record.name: [strip_tags(str(cell)) for cell in row] for row in office.get(_list()).context["table"].rows
    }

    assert rows["甲市"][-5:-1] == ["甲某", "13900000001", "未登记", "市长"]
    assert rows["省整顿办"][-5:-1] == ["未登记"] * 4


def test_unit_list_of_a_clerk_shows_the_contacts_of_the_own_unit_and_below_alone(city: Unit) -> None:
    county, other = a_unit("甲县", level="COUNTY", parent=city), a_unit("乙市")
    for unit, mobile in ((city, "13900000001"), (county, "13900000002"), (other, "13900000003")):
        a_contact(unit, mobile=mobile)

    response = _browser(a_post(city, role="CLERK")).get(_list())

    rows = {row.record.name: [strip_tags(str(cell)) for cell in row] for row in response.context["table"].rows}
    assert [rows[name][-4] for name in ("甲市", "甲县", "乙市")] == ["13900000001", "13900000002", "—"]
    assert rows["乙市"][-5:-1] == ["—"] * 4


@pytest.mark.parametrize(
    ("lacking", "names"), [("LIAISON", ["乙市"]), ("PRINCIPAL", ["甲市", "乙市"]), ("", ["甲市", "乙市"])]
)
def test_unit_list_filters_by_who_lacks_a_contact(lacking: str, names: list[str], city: Unit) -> None:
    a_unit("乙市")
    a_contact(city)

    response = _browser(a_post(city)).get(_list(), {"lacking": lacking})

    assert [row.record.name for row in response.context["table"].rows] == names


def test_unit_list_of_a_clerk_does_not_tell_which_foreign_units_lack_a_contact(city: Unit) -> None:
    a_unit("乙市")

    response = _browser(a_post(city, role="CLERK")).get(_list(), {"lacking": "LIAISON"})

    assert [row.record.name for row in response.context["table"].rows] == ["甲市"]


def _list() -> str:
    return reverse("orgs:unit_list")


# ---------------------------------------------------------------- page of one unit
def test_unit_contacts_shows_present_and_former(office: Client, city: Unit) -> None:
    a_contact(city, name="旧人", valid_from=date(2017, 1, 1), valid_until=date(2018, 5, 31))
    a_contact(city, name="新人", valid_from=date(2018, 6, 1))

    text = _text(office.get(_page(city)))

    assert text.count("旧人") == 1
    assert text.count("新人") == 2
    assert text.count("未登记") == 3
    assert f'href="{_form(city)}"' in text


@pytest.mark.parametrize("count", [1, 3])
def test_unit_contacts_costs_the_same_at_one_row_and_at_three(
    count: int, office: Client, city: Unit, django_assert_max_num_queries: Counted
) -> None:
    for number in range(count):
        a_contact(city, list(ContactKind)[number])

    with django_assert_max_num_queries(6):
        office.get(_page(city))


def test_unit_contacts_is_open_to_unit_and_superior_and_not_there_for_others(city: Unit) -> None:
    county = a_unit("甲县", level="COUNTY", parent=city)
    posts = [a_post(county, role="CLERK"), a_post(city, role="HEAD"), a_post(a_unit("乙市"), role="CLERK")]
    posts += [a_post(county, role="REVIEWER"), a_post(county, role="AUDITOR")]

    found = [_browser(post).get(_page(county)) for post in posts]

    assert [response.status_code for response in found] == [200, 200, 404, 404, 404]
    assert [_form(county) in _text(response) for response in found[:2]] == [True, False]
    assert Client().get(_page(county)).status_code == 302


def test_unit_detail_leads_to_contacts_where_they_are_open(city: Unit) -> None:
    other, browser = a_unit("乙市"), _browser(a_post(city, role="CLERK"))

    assert _page(city) in _text(browser.get(reverse("orgs:unit_detail", args=[city.pk])))
    assert _page(other) not in _text(browser.get(reverse("orgs:unit_detail", args=[other.pk])))


# ---------------------------------------------------------------- naming and ending
def test_set_contact_by_the_units_clerk_is_kept_and_said(city: Unit) -> None:
    old = a_contact(city)

    response = _browser(a_post(city, role="CLERK")).post(_form(city), GIVEN, follow=True)

    old.refresh_from_db()
    assert old.valid_until == date(2018, 5, 31)
    assert response.redirect_chain == [(_page(city), 302)]
    assert "已登记：甲市联络员。" in _text(response)
    assert "13900000002" in _text(response)


def test_set_contact_begins_with_what_is_known(office: Client, city: Unit) -> None:
    a_contact(city, name="甲某", phone="0451-82620000")

    text = _text(office.get(_form(city)))

    assert 'value="甲某"' in text
    assert 'value="0451-82620000"' in text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "", "title": ""}, "name"),
        ({"mobile": "1390000000²"}, "mobile"),
        ({"phone": "总机"}, "phone"),
        ({"happened_on": "2100-01-01"}, "happened_on"),
        ({"happened_on": "昨天"}, "happened_on"),
    ],
)
def test_set_contact_with_an_error_keeps_the_form_and_names_the_field(
    given: dict[str, str], field: str, office: Client, city: Unit
) -> None:
    response = office.post(_form(city), GIVEN | given)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "没有保存" in _text(response)
    assert Contact.objects.count() == 0


def test_end_contact_ends_it_once(office: Client, city: Unit) -> None:
    contact = a_contact(city)
    address = reverse("orgs:end_contact", args=[contact.pk])

    early = office.post(address, {"happened_on": "2009-01-01"})
    done = office.post(address, {"happened_on": "2018-06-30"})
    again = office.get(address)

    assert (early.status_code, done.status_code, again.status_code) == (422, 302, 409)
    assert done["Location"] == _page(city)


def test_writing_pages_refuse_superior_and_hide_from_strangers(city: Unit) -> None:
    county = a_unit("甲县", level="COUNTY", parent=city)
    end = reverse("orgs:end_contact", args=[a_contact(county).pk])
    superior, stranger = _browser(a_post(city, role="CLERK")), _browser(a_post(a_unit("乙市"), role="CLERK"))

    assert [superior.post(address, GIVEN).status_code for address in (_form(county), end)] == [403, 403]
    assert [stranger.post(address, GIVEN).status_code for address in (_form(county), end)] == [404, 404]
    assert superior.get(_form(county, "FRIEND")).status_code == 404
    assert set(LedgerEntry.objects.values_list("outcome", flat=True)) == {"REFUSED"}
