"""Contacts: rules, who sees and names them, verbs with history and ledger, reads."""

from datetime import date, timedelta
from typing import Any

import pytest

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerDetail, LedgerEntry
from mingcha.orgs import access, actions, queries, rules
from mingcha.orgs.actions import ContactValues
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Contact, Post, Unit
from mingcha.orgs.tests.factories import a_contact, a_post, a_system_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Counted = Any
MAY = date(2018, 5, 1)


def _verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def _set(unit: Unit, actor: Post, name: str = "甲某", *, on: date | None = MAY, **given: Any) -> Contact:
    values = ContactValues(name=name, **given)
    return actions.set_contact(unit, ContactKind.LIAISON, actor=actor, values=values, happened_on=on)


# ---------------------------------------------------------------- rules
@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("", ""),
        (" 139-0000 0001 ", "13900000001"),
        ("１３９００００００01", "13900000001"),
        ("+8613900000001", "13900000001"),
    ],
)
def test_mobile_for_accepts_what_people_type(given: str, number: str) -> None:
    assert rules.mobile_for(given) == number


@pytest.mark.parametrize("given", ["1390000000", "23900000001", "139000000o1", "1390000000²", "139000000012"])
def test_mobile_for_anything_else_is_a_bad_value(given: str) -> None:
    with pytest.raises(BadValue) as caught:
        rules.mobile_for(given)

    assert caught.value.field == "mobile"


@pytest.mark.parametrize(
    ("given", "number"), [("", ""), (" 0451 82620000 ", "0451-82620000"), ("８２６２００００", "82620000")]
)
def test_phone_for_accepts_what_people_type(given: str, number: str) -> None:
    assert rules.phone_for(given) == number


@pytest.mark.parametrize("given", ["826200", "总机", "1" * 21, "-------"])
def test_phone_for_anything_else_is_a_bad_value(given: str) -> None:
    with pytest.raises(BadValue) as caught:
        rules.phone_for(given)

    assert caught.value.field == "phone"


# ---------------------------------------------------------------- access
@pytest.mark.parametrize(
    ("role", "own", "below", "other"),
    [
        ("OFFICE", True, True, True),
        ("OFFICE_HEAD", True, True, True),
        ("CLERK", True, True, False),
        ("HEAD", True, True, False),
        ("LEADER", True, True, False),
        ("REVIEWER", False, False, False),
        ("INSPECTOR", False, False, False),
        ("AUDITOR", False, False, False),
    ],
)
def test_contacts_visible_to_each_role(role: str, *, own: bool, below: bool, other: bool) -> None:
    city = a_unit("甲市")
    county, stranger = a_unit("甲县", level="COUNTY", parent=city, system_parent=city), a_unit("乙市")
    contacts = [a_contact(unit) for unit in (city, county, stranger)]

    seen = list(Contact.objects.visible_to(a_post(city, role=role)).order_by("pk"))

    assert seen == [contact for contact, sees in zip(contacts, (own, below, other), strict=True) if sees]


def test_contacts_visible_to_nobody_and_to_built_in_posts_are_none() -> None:
    a_contact(a_unit())

    assert not Contact.objects.visible_to(None).exists()
    assert not Contact.objects.visible_to(a_system_post()).exists()


def test_contacts_of_a_visited_hall_are_for_the_office_alone() -> None:
    city = a_unit("甲市")
    a_contact(a_unit("暗访大厅", level="HALL", kind="HALL", parent=city, is_placeholder=True))

    assert not Contact.objects.visible_to(a_post(city, role="CLERK")).exists()
    assert Contact.objects.visible_to(a_post()).count() == 1


@pytest.mark.parametrize(
    ("role", "for_own", "for_other"),
    [
        ("OFFICE", True, True),
        ("CLERK", True, False),
        ("HEAD", True, False),
        ("LEADER", False, False),
        ("AUDITOR", False, False),
    ],
)
def test_may_set_contact_by_role_and_unit(role: str, *, for_own: bool, for_other: bool) -> None:
    own = a_unit("甲市")
    actor = a_post(own, role=role)

    assert access.may_set_contact(actor, own) == for_own
    assert access.may_set_contact(actor, a_unit("乙市")) == for_other
    assert not access.may_set_contact(None, own)


# ---------------------------------------------------------------- set_contact
def test_set_contact_keeps_numbers_in_plain_form() -> None:
    unit = a_unit()

    contact = _set(unit, a_post(), mobile="139 0000 0001", phone="0451 82620000", title=" 科长 ")

    contact.refresh_from_db()
    assert (contact.name, contact.title, contact.mobile, contact.phone) == (
        "甲某", "科长", "13900000001", "0451-82620000",
    )  # fmt: skip
    assert (contact.valid_from, contact.is_current) == (MAY, True)


def test_set_contact_enters_no_personal_value_in_the_ledger() -> None:
    contact = _set(a_unit(), a_post(), name="王大力", mobile="13900000001", title="某某科长")

    detail = LedgerDetail.objects.get()
    assert _verbs() == ["orgs.set_contact"]
    assert '"kind":"LIAISON"' in detail.after
    for word in ("王大力", "13900000001", "某某科长", str(contact.seal)):
        assert word not in detail.before + detail.after


def test_set_contact_again_ends_the_one_before_the_day_before_and_keeps_it() -> None:
    unit, actor = a_unit(), a_post()
    first = _set(unit, actor, "甲某")

    second = _set(unit, actor, "乙某", on=date(2018, 6, 1))

    first.refresh_from_db()
    assert (first.valid_until, first.voided_at, first.is_current) == (date(2018, 5, 31), None, False)
    assert queries.contact_for(unit, ContactKind.LIAISON, on=date(2018, 5, 31)) == first
    assert queries.contact_for(unit, ContactKind.LIAISON, on=date(2018, 6, 1)) == second
    assert queries.contact_for(unit, ContactKind.LIAISON) == second
    assert queries.contact_for(unit, ContactKind.LIAISON, on=date(2018, 4, 30)) is None


def test_set_contact_again_from_the_same_day_voids_and_follows() -> None:
    unit, actor = a_unit(), a_post()
    first = _set(unit, actor, mobile="13900000001")

    second = _set(unit, actor, mobile="13900000002")

    first.refresh_from_db()
    assert (first.void_reason, second.succeeds) == ("更正同日登记", first)
    assert list(Contact.objects.valid_on(MAY)) == [second]


def test_set_contact_of_the_own_unit_by_its_clerk_is_allowed_and_of_another_refused() -> None:
    own = a_unit("甲市")
    clerk = a_post(own, role="CLERK")

    _set(own, clerk)
    with pytest.raises(Refused):
        _set(a_unit("乙市"), clerk)

    assert (Contact.objects.count(), _verbs()) == (1, ["orgs.set_contact"])


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", {"name": " "}),
        ("mobile", {"mobile": "139"}),
        ("phone", {"phone": "总机"}),
        ("happened_on", {"on": date(9999, 1, 1)}),
        ("happened_on", {"on": date(2019, 1, 1)}),
        ("happened_on", {"on": date(2018, 4, 30)}),
        ("name", {"on": date(2018, 6, 1)}),
    ],
)
def test_set_contact_with_a_wrong_value_changes_nothing(field: str, given: dict[str, Any]) -> None:
    unit, actor = a_unit(valid_until=date(2018, 12, 31)), a_post()
    _set(unit, actor)

    with pytest.raises(BadValue) as caught:
        _set(unit, actor, **given)

    assert (caught.value.field, Contact.objects.count(), _verbs()) == (field, 1, ["orgs.set_contact"])


def test_set_contact_inside_a_stretch_that_has_ended_is_a_bad_value() -> None:
    unit, actor = a_unit(), a_post()
    actions.end_contact(_set(unit, actor), actor=actor, happened_on=date(2018, 5, 31))

    with pytest.raises(BadValue) as caught:
        _set(unit, actor, on=date(2018, 5, 31))
    _set(unit, actor, on=date(2018, 6, 1))

    assert caught.value.field == "happened_on"
    assert Contact.objects.current().count() == 2


# ---------------------------------------------------------------- end_contact
def test_end_contact_ends_it_once() -> None:
    unit, actor = a_unit(), a_post()
    contact = _set(unit, actor)

    actions.end_contact(contact, actor=actor, happened_on=date(2018, 5, 31))
    with pytest.raises(NotInThisState):
        actions.end_contact(contact, actor=actor)

    contact.refresh_from_db()
    assert contact.valid_until == date(2018, 5, 31)
    assert _verbs() == ["orgs.set_contact", "orgs.end_contact"]


@pytest.mark.parametrize("day", [MAY - timedelta(days=1), date(9999, 1, 1)])
def test_end_contact_before_it_began_or_tomorrow_is_a_bad_value(day: date) -> None:
    contact = a_contact(a_unit(), valid_from=MAY)

    with pytest.raises(BadValue) as caught:
        actions.end_contact(contact, actor=a_post(), happened_on=day)

    assert (caught.value.field, _verbs()) == ("happened_on", [])


def test_end_contact_refuses_the_clerk_of_another_unit() -> None:
    contact = a_contact(a_unit("甲市"))

    with pytest.raises(Refused):
        actions.end_contact(contact, actor=a_post(a_unit("乙市"), role="CLERK"))

    contact.refresh_from_db()
    assert (contact.valid_until, _verbs()) == (None, [])


# ---------------------------------------------------------------- queries
@pytest.mark.parametrize("count", [1, 3])
def test_contacts_of_costs_one_statement_and_names_every_unit(count: int, django_assert_num_queries: Counted) -> None:
    units = [a_unit(f"{number}市") for number in range(count)]
    empty = a_unit("空市")
    for unit in units:
        for kind in ContactKind:
            a_contact(unit, kind)

    with django_assert_num_queries(1):
        found = queries.contacts_of([unit.pk for unit in (*units, empty)])

    first = found[units[0].pk]
    named = (first.liaison, first.backup, first.deputy_in_charge, first.principal)
    assert [contact and contact.kind for contact in named] == list(ContactKind)
    assert (first.missing, bool(first)) == ([], True)
    assert (found[empty.pk].missing, bool(found[empty.pk])) == (list(ContactKind), False)


def test_contacts_of_speaks_of_the_day_asked() -> None:
    unit = a_unit()
    old = a_contact(unit, valid_from=MAY, valid_until=date(2018, 5, 31))
    new = a_contact(unit, valid_from=date(2018, 6, 1))
    a_contact(unit, ContactKind.BACKUP, voided_at=clock.now(), void_reason="录入有误")

    on_old, today = queries.contacts_of([unit.pk], on=date(2018, 5, 31)), queries.contacts_of([unit.pk])

    assert (on_old[unit.pk].liaison, today[unit.pk].liaison, today[unit.pk].backup) == (old, new, None)


def test_contacts_seen_by_leaves_out_foreign_units() -> None:
    own, other = a_unit("甲市"), a_unit("乙市")
    mine = a_contact(own)
    a_contact(other)

    seen = queries.contacts_seen_by(a_post(own, role="CLERK"), [own.pk, other.pk])

    assert (seen[own.pk].liaison, seen[other.pk].liaison) == (mine, None)


@pytest.mark.parametrize(("text", "mail"), [(" A.B@Example.CN ", "a.b@example.cn"), ("a＠b.cn", "a@b.cn"), ("", "")])
def test_mail_for_gives_an_address_in_small_letters(text: str, mail: str) -> None:
    assert rules.mail_for(text) == mail


@pytest.mark.parametrize("text", ["a", "a@b", "a@b.cn,c@d.cn", "甲 <a@b.cn>", f"{'a' * 65}@b.cn", f"a@{'b' * 260}.cn"])
def test_mail_for_refuses_what_is_no_single_address(text: str) -> None:
    with pytest.raises(BadValue, match="邮箱"):
        rules.mail_for(text)


def test_unit_writes_from_knows_only_the_units_own_address_while_it_is_valid() -> None:
    city, other, office = a_unit("甲市"), a_unit("乙市"), a_post(role="OFFICE")
    values = ContactValues(name="张三", mail="a@b.cn")
    contact = actions.set_contact(city, ContactKind.LIAISON, actor=office, values=values)

    assert queries.unit_writes_from(city.pk, "A@B.cn") == contact
    assert queries.unit_writes_from(other.pk, "a@b.cn") is None
    actions.set_contact(city, ContactKind.BACKUP, actor=office, values=ContactValues(name="无邮箱"))
    assert queries.unit_writes_from(city.pk, "") is None
