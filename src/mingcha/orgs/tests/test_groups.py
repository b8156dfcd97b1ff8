"""Leading groups: members as typed, correcting, coverage by name, pages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs import actions, queries, rules
from mingcha.orgs.actions import GroupValues, MemberRow
from mingcha.orgs.choices import MemberRole
from mingcha.orgs.models import Contact, LeadingGroup, Person, Post, Unit
from mingcha.orgs.rules import MemberLine
from mingcha.orgs.tests.factories import a_contact, a_post, a_unit, an_account
from mingcha.ui import records

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Counted = Any
DAY = date(2018, 3, 1)
GIVEN = {"name": "领导小组", "founded_on": "2018-03-01", "members": "组长 市委书记 某某\n副组长 市长"}


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市")


@pytest.fixture
def office() -> Client:
    return _browser(a_post())


@pytest.fixture
def on_roll(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has a contact is expected to have a group; no other roll counts."""
    kinds = [records.RecordKind("orgs.contact", Contact, "名单", headline="kind", is_roll=True)]
    monkeypatch.setattr(records, "all_kinds", lambda: kinds)


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _text(response: Any) -> str:
    return str(response.content.decode())


def _found(unit: Unit, **given: Any) -> LeadingGroup:
    return actions.found_leading_group(unit, actor=a_post(), **{"name": "领导小组", "founded_on": DAY, **given})


def _values(name: str = "领导小组", **given: Any) -> GroupValues:
    return GroupValues(name, **{"founded_on": DAY, **given})


# ---------------------------------------------------------------- rule
def test_members_in_reads_a_line_each_pasted_or_typed() -> None:
    text = "组长：市委书记 某某\n\n副组长\t市长\t某 甲\n成员，市发改委主任\n"

    assert rules.members_in(text) == [
        MemberLine(MemberRole.LEADER, "市委书记", "某某"),
        MemberLine(MemberRole.DEPUTY, "市长", "某 甲"),
        MemberLine(MemberRole.MEMBER, "市发改委主任"),
    ]


@pytest.mark.parametrize("line", ["主任 市长", "组长", f"组长 {'长' * 51}"])
def test_members_in_names_the_line_that_is_none(line: str) -> None:
    with pytest.raises(BadValue, match="第 2 行") as caught:
        rules.members_in(f"组长 市委书记\n{line}")

    assert caught.value.field == "members"


# ---------------------------------------------------------------- verbs
def test_found_leading_group_makes_a_person_for_every_name(city: Unit) -> None:
    known = Person.objects.create(name="甲某")
    rows = [
        MemberRow(MemberRole.LEADER, "市委书记", name="乙某"),
        MemberRow(MemberRole.DEPUTY, "市长", person=known),
        MemberRow(MemberRole.MEMBER, "市发改委主任"),
    ]

    group = _found(city, members=rows)

    persons = [member.person and member.person.name for member in group.members.order_by("position")]
    assert persons == ["乙某", "甲某", None]


def test_correct_leading_group_voids_and_follows(city: Unit) -> None:
    group = _found(city, members=[MemberRow(MemberRole.LEADER, "书记")])
    actor = a_post()
    values = _values(members=[MemberRow(MemberRole.LEADER, "市委书记")], document="甲发〔2018〕3号")

    made = actions.correct_leading_group(group, actor=actor, values=values, reason="职务有误")
    with pytest.raises(NotInThisState):
        actions.correct_leading_group(group, actor=actor, values=_values("另一小组"), reason="职务有误")

    assert (made.succeeds, made.document, group.void_reason) == (group, "甲发〔2018〕3号", "职务有误")
    assert [member.title for member in made.members.all()] == ["市委书记"]
    assert list(LeadingGroup.objects.current()) == [made]
    assert LedgerEntry.objects.get(verb="orgs.correct_leading_group").reason == "职务有误"


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        (_values(""), "更正", "name"),
        (_values(founded_on=date(9999, 1, 1)), "更正", "founded_on"),
        (_values(), " ", "reason"),
    ],
)
def test_correct_leading_group_with_a_wrong_value_changes_nothing(
    values: GroupValues, reason: str, field: str, city: Unit
) -> None:
    group = _found(city)

    with pytest.raises(BadValue) as caught:
        actions.correct_leading_group(group, actor=a_post(), values=values, reason=reason)

    assert (caught.value.field, list(LeadingGroup.objects.current())) == (field, [group])


def test_correct_leading_group_to_the_name_of_another_is_not_possible(city: Unit) -> None:
    group = _found(city)
    _found(city, name="另一小组")

    with pytest.raises(NotInThisState):
        actions.correct_leading_group(group, actor=a_post(), values=_values("另一小组"), reason="更正")


def test_correct_leading_group_refuses_the_clerk_of_another_unit(city: Unit) -> None:
    group = _found(city)

    with pytest.raises(Refused):
        actions.correct_leading_group(
            group, actor=a_post(a_unit("乙市"), role="CLERK"), values=_values(), reason="更正"
        )

    assert list(LeadingGroup.objects.current()) == [group]


# ---------------------------------------------------------------- coverage
@pytest.mark.usefixtures("on_roll")
def test_coverage_names_who_of_the_roll_has_none(city: Unit) -> None:
    missing = a_unit("乙市")
    a_unit("丙市")
    for unit in (city, missing):
        a_contact(unit)
    group = _found(city)

    units = queries.expected_units(a_post())
    coverage = queries.group_coverage(units)

    assert (coverage.expected, coverage.done, coverage.missing) == (2, 1, ["乙市"])
    assert [(unit.name, getattr(unit, "group_id")) for unit in units] == [("甲市", group.pk), ("乙市", None)]  # noqa: B009


def test_coverage_without_a_roll_expects_all_that_count_today(city: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "all_kinds", list)
    a_unit("旧市", valid_until=date(2018, 12, 31))

    assert queries.group_coverage(queries.expected_units(a_post(city))).missing == ["甲市"]


@pytest.mark.usefixtures("on_roll")
@pytest.mark.parametrize(("has_group", "names"), [("1", ["甲市"]), ("0", ["乙市"]), ("", ["甲市", "乙市"])])
def test_coverage_list_says_how_many_and_filters(has_group: str, names: list[str], city: Unit) -> None:
    for unit in (city, a_unit("乙市")):
        a_contact(unit, mobile="13900000001")
    _found(city)

    response = _browser(a_post(city)).get(reverse("orgs:coverage_list"), {"has_group": has_group})

    assert "应成立 2 个单位，已成立 1 个，未成立 1 个。" in _text(response)
    rows = [[strip_tags(str(cell)) for cell in row] for row in response.context["table"].rows]
    assert [row[0] for row in rows] == names
    assert [row[2] for row in rows] == [{"甲市": "领导小组", "乙市": "未成立"}[name] for name in names]


@pytest.mark.usefixtures("on_roll")
@pytest.mark.parametrize("count", [1, 3])
def test_coverage_list_costs_the_same_at_one_row_and_at_three(
    count: int, office: Client, django_assert_max_num_queries: Counted
) -> None:
    for number in range(count):
        unit = a_unit(f"{number}市")
        a_contact(unit)
        _found(unit)

    with django_assert_max_num_queries(7):
        office.get(reverse("orgs:coverage_list"))


# ---------------------------------------------------------------- pages
def _url(name: str, record: Unit | LeadingGroup) -> str:
    return reverse(f"orgs:{name}", args=[record.pk])


def test_found_leading_group_by_the_units_clerk_is_filed_with_its_members(city: Unit) -> None:
    response = _browser(a_post(city, role="CLERK")).post(_url("found_leading_group", city), GIVEN, follow=True)

    group = LeadingGroup.objects.get()
    assert response.redirect_chain == [(_url("leading_group_detail", group), 302)]
    assert "已登记：甲市领导小组。" in _text(response)
    assert [(member.role, member.title) for member in group.members.order_by("position")] == [
        ("LEADER", "市委书记"),
        ("DEPUTY", "市长"),
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": ""}, "name"), ({"members": "主任 市长"}, "members"), ({"founded_on": "2100-01-01"}, "founded_on")],
)
def test_found_leading_group_with_an_error_keeps_the_form(
    given: dict[str, str], field: str, office: Client, city: Unit
) -> None:
    response = office.post(_url("found_leading_group", city), GIVEN | given)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not LeadingGroup.objects.exists()


def test_correct_leading_group_begins_with_what_was_and_leads_to_the_successor(office: Client, city: Unit) -> None:
    group = _found(city, members=[MemberRow(MemberRole.LEADER, "书记", name="某某")])
    address = _url("correct_leading_group", group)

    card, page = _text(office.get(_url("leading_group_detail", group))), _text(office.get(address))
    done = office.post(address, GIVEN | {"reason": "职务有误"}, follow=True)

    assert address in card
    assert "组长 书记 某某" in page
    assert "本记录更正了一条已作废的记录" in _text(done)
    assert office.get(address).status_code == 409


def test_writing_pages_refuse_who_may_not(city: Unit) -> None:
    stranger = _browser(a_post(a_unit("乙市"), role="CLERK"))
    addresses = [_url("found_leading_group", city), _url("correct_leading_group", _found(city))]

    assert [stranger.post(address, GIVEN).status_code for address in addresses] == [403, 403]
    assert [Client().get(address).status_code for address in addresses] == [302, 302]
