"""Verbs on people, posts, accounts and leading groups: allowed, refused, wrong state, ledger."""

from datetime import date, timedelta

import pytest

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerDetail, LedgerEntry
from mingcha.orgs import actions
from mingcha.orgs.actions import MemberRow
from mingcha.orgs.choices import MemberRole, PostRole
from mingcha.orgs.models import Account, LeadingGroup, LeadingGroupMember, Person, Post, Unit
from mingcha.orgs.queries import post_by_system_name
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _verbs() -> list[tuple[str, str]]:
    return [(entry.verb, entry.object_kind) for entry in LedgerEntry.objects.order_by("sequence")]


def _clerk() -> Post:
    return a_post(a_unit(), role="CLERK")


def test_add_person_with_a_name_and_without() -> None:
    actor = a_post(role="SYSTEM_ADMIN")

    named, unnamed = actions.add_person("张三", actor=actor), actions.add_person(actor=actor)

    assert (named.name, unnamed.name) == ("张三", "")
    assert named.person_key != unnamed.person_key
    assert _verbs() == [("orgs.add_person", "orgs.person")] * 2
    assert LedgerDetail.objects.count() == 0


def test_add_person_refuses_a_clerk() -> None:
    actor = _clerk()
    before = Person.objects.count()

    with pytest.raises(Refused):
        actions.add_person("张三", actor=actor)

    assert (Person.objects.count(), _verbs()) == (before, [])


def test_add_post_to_oneself_is_refused() -> None:
    actor = a_post(role="SECURITY_ADMIN")

    with pytest.raises(Refused):
        actions.add_post(a_unit(), actor=actor, title="联络员", role=PostRole.CLERK, person=actor.person)


@pytest.mark.parametrize(("held", "given"), [("CLERK", "AUDITOR"), ("AUDITOR", "CLERK"), ("SYSTEM_ADMIN", "AUDITOR")])
def test_add_post_of_an_administrator_beside_another_is_refused(held: str, given: str) -> None:
    person = a_post(role=held).person

    with pytest.raises(BadValue) as caught:
        actions.add_post(a_unit(), actor=a_post(role="SECURITY_ADMIN"), title="x", role=PostRole(given), person=person)

    assert caught.value.field == "role"


def test_add_post_gives_a_unit_a_clerk() -> None:
    unit, actor = a_unit(), a_post(role="SECURITY_ADMIN")
    person = Person.objects.create()

    post = actions.add_post(
        unit, actor=actor, title="联络员", role=PostRole.CLERK, person=person, valid_from=date(2018, 3, 1)
    )

    post.refresh_from_db()
    assert (post.unit, post.person, post.role, post.valid_from) == (unit, person, PostRole.CLERK, date(2018, 3, 1))
    assert _verbs() == [("orgs.add_post", "orgs.post")]


def test_add_post_refuses_a_clerk() -> None:
    actor = _clerk()

    with pytest.raises(Refused):
        actions.add_post(a_unit(), actor=actor, title="主任", role=PostRole.OFFICE)

    assert (Post.objects.filter(title="主任").exists(), _verbs()) == (False, [])


def test_add_post_of_a_built_in_role_or_from_tomorrow_is_a_bad_value() -> None:
    unit, actor = a_unit(), a_post(role="SECURITY_ADMIN")
    tomorrow = clock.today() + timedelta(days=1)

    with pytest.raises(BadValue) as built_in:
        actions.add_post(unit, actor=actor, title="x", role=PostRole.SYSTEM)
    with pytest.raises(BadValue) as early:
        actions.add_post(unit, actor=actor, title="x", role=PostRole.CLERK, valid_from=tomorrow)

    assert (built_in.value.field, early.value.field, _verbs()) == ("role", "valid_from", [])


def test_close_post_ends_it_once() -> None:
    post, actor = _clerk(), a_post(role="SECURITY_ADMIN")

    actions.close_post(post, actor=actor, happened_on=date(2018, 6, 30))
    with pytest.raises(NotInThisState):
        actions.close_post(post, actor=actor)

    post.refresh_from_db()
    assert post.valid_until == date(2018, 6, 30)
    assert _verbs() == [("orgs.close_post", "orgs.post")]


def test_close_post_of_a_built_in_one_is_not_possible() -> None:
    with pytest.raises(NotInThisState):
        actions.close_post(post_by_system_name("loader"), actor=a_post(role="SECURITY_ADMIN"))

    assert post_by_system_name("loader").valid_until is None


def test_close_post_before_it_began_is_a_bad_value() -> None:
    with pytest.raises(BadValue) as caught:
        actions.close_post(_clerk(), actor=a_post(role="SECURITY_ADMIN"), happened_on=date(2009, 12, 31))

    assert (caught.value.field, _verbs()) == ("happened_on", [])


def test_close_post_refuses_its_holder() -> None:
    clerk = _clerk()

    with pytest.raises(Refused):
        actions.close_post(clerk, actor=clerk)

    clerk.refresh_from_db()
    assert (clerk.valid_until, _verbs()) == (None, [])


def test_add_account_keeps_the_password_out_of_table_and_ledger() -> None:
    person, actor = Person.objects.create(), a_post(role="SYSTEM_ADMIN")

    account = actions.add_account(person, actor=actor, username="zhang", password="long enough secret")

    assert account.check_password("long enough secret")
    assert "long enough secret" not in account.password
    assert (_verbs(), LedgerDetail.objects.count()) == ([("orgs.add_account", "orgs.account")], 0)


def test_add_account_with_a_name_that_is_taken_or_empty_is_a_bad_value() -> None:
    person, actor = Person.objects.create(), a_post(role="SYSTEM_ADMIN")
    actions.add_account(person, actor=actor, username="zhang", password="x")

    for username in ("zhang", ""):
        with pytest.raises(BadValue) as caught:
            actions.add_account(person, actor=actor, username=username, password="x")
        assert caught.value.field == "username"

    assert (Account.objects.count(), len(_verbs())) == (1, 1)


def test_add_account_refuses_a_clerk() -> None:
    with pytest.raises(Refused):
        actions.add_account(Person.objects.create(), actor=_clerk(), username="zhang", password="x")

    assert (Account.objects.count(), _verbs()) == (0, [])


def _found(unit: Unit, actor: Post, **given: object) -> LeadingGroup:
    plain = {"name": "整顿作风优化营商环境领导小组", "founded_on": date(2018, 3, 1)}
    return actions.found_leading_group(unit, actor=actor, **{**plain, **given})  # type: ignore[arg-type]


def test_found_leading_group_keeps_double_leaders_and_counted_deputies_in_order() -> None:
    unit = a_unit()
    counted = MemberRow(MemberRole.DEPUTY, "市委常委", is_reconstructed=True)
    leaders = [MemberRow(MemberRole.LEADER, "市委书记"), MemberRow(MemberRole.LEADER, "市长")]

    group = _found(unit, a_post(), document="甲发〔2018〕3号", members=[*leaders, *[counted] * 5])

    rows = LeadingGroupMember.objects.filter(group__unit=unit).order_by("position")
    assert [(row.role, row.title, row.is_reconstructed) for row in rows] == [
        ("LEADER", "市委书记", False),
        ("LEADER", "市长", False),
        *[("DEPUTY", "市委常委", True)] * 5,
    ]
    assert (group.unit, group.document) == (unit, "甲发〔2018〕3号")
    assert _verbs() == [("orgs.found_leading_group", "orgs.leadinggroup")]


def test_found_leading_group_by_the_units_own_clerk_is_allowed() -> None:
    clerk = _clerk()
    assert clerk.unit is not None

    group = _found(clerk.unit, clerk)

    assert group.unit == clerk.unit


def test_found_leading_group_refuses_the_clerk_of_another_unit() -> None:
    with pytest.raises(Refused):
        _found(a_unit("乙市"), _clerk())

    assert (LeadingGroup.objects.count(), _verbs()) == (0, [])


def test_found_leading_group_twice_is_not_possible_while_the_first_is_current() -> None:
    unit, actor = a_unit(), a_post()
    first = _found(unit, actor)

    with pytest.raises(NotInThisState):
        _found(unit, actor)
    LeadingGroup.objects.filter(pk=first.pk).update(voided_at=clock.now(), void_reason="录入有误")
    second = _found(unit, actor)

    assert list(LeadingGroup.objects.current()) == [second]


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", {"name": ""}),
        ("founded_on", {"founded_on": date(9999, 1, 1)}),
        ("founded_on", {"founded_on": date(2019, 1, 1)}),
    ],
)
def test_found_leading_group_without_name_in_the_future_or_of_an_ended_unit_is_a_bad_value(
    field: str, given: dict[str, object]
) -> None:
    unit = a_unit(valid_until=date(2018, 12, 31))

    with pytest.raises(BadValue) as caught:
        _found(unit, a_post(), **given)

    assert (caught.value.field, LeadingGroup.objects.count(), _verbs()) == (field, 0, [])
