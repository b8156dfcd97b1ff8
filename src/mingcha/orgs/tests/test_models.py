"""What the database itself refuses."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from mingcha.kernel.errors import BadValue
from mingcha.orgs.choices import Line, PostRole
from mingcha.orgs.models import Account, LeadingGroup, LeadingGroupMember, Person, Post, Succession, Unit, UnitClosure
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_unit, an_account

pytestmark = pytest.mark.django_db


def _is_refused(model: type[Any], constraint: str, **fields: Any) -> bool:
    """Whether the database refuses the row by the named constraint (SQLite names columns where it is a unique one)."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        model.objects.create(**fields)
    return constraint in str(caught.value) or "UNIQUE" in str(caught.value)


def _unit(**given: Any) -> dict[str, Any]:
    plain = {
        "code": "1", "name": "甲", "short_name": "甲", "level": "COUNTY", "kind": "TERRITORY", "official_order": 1,
        "valid_from": date(2018, 1, 1),
    }  # fmt: skip
    return {**plain, **given}


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("orgs_unit_named", {"code": ""}),
        ("orgs_unit_named", {"name": ""}),
        ("orgs_unit_named", {"short_name": ""}),
        ("orgs_unit_known_kinds", {"level": "DEPARTMENT"}),
        ("orgs_unit_known_kinds", {"kind": "CLUB"}),
        ("orgs_unit_known_kinds", {"category": "X"}),
        ("orgs_unit_known_certainty", {"from_certainty": "MONTH"}),
        ("orgs_unit_known_certainty", {"until_certainty": "MONTH"}),
        ("orgs_unit_ends_after_start", {"valid_until": date(2017, 12, 31)}),
    ],
)
def test_unit_that_contradicts_itself_is_refused(constraint: str, wrong: dict[str, Any]) -> None:
    assert _is_refused(Unit, constraint, **_unit(**wrong))


def test_unit_code_is_unique_per_validity() -> None:
    Unit.objects.create(**_unit(valid_until=date(2018, 6, 30)))

    assert _is_refused(Unit, "orgs_unit_code_once_a_day", **_unit())
    Unit.objects.create(**_unit(valid_from=date(2018, 7, 1)))
    assert _is_refused(Unit, "orgs_unit_code_open_once", **_unit(valid_from=date(2019, 1, 1)))


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("orgs_closure_known_line", {"line": "FRIENDS"}),
        ("orgs_closure_self_at_zero", {"depth": 0}),
        ("orgs_closure_once", {"depth": 2}),
    ],
)
def test_closure_row_that_cannot_be_is_refused(constraint: str, wrong: dict[str, Any]) -> None:
    above = a_unit()
    below = a_unit(parent=above)
    row = {"line": Line.TERRITORY, "ancestor": above, "descendant": below, "depth": 1, **wrong}

    assert _is_refused(UnitClosure, constraint, **row)


def test_closure_row_of_a_unit_below_itself_is_refused() -> None:
    unit = a_unit()
    UnitClosure.objects.all().delete()

    row = {"line": Line.TERRITORY, "ancestor": unit, "descendant": unit, "depth": 1}
    assert _is_refused(UnitClosure, "orgs_closure_self_at_zero", **row)


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [("orgs_succession_known_kinds", {"kind": "ATE"}), ("orgs_succession_known_kinds", {"certainty": "MONTH"})],
)
def test_succession_of_an_unknown_kind_is_refused(constraint: str, wrong: dict[str, Any]) -> None:
    row = {"predecessor": a_unit(), "successor": a_unit(), "kind": "RENAMED", "happened_on": date(2018, 1, 1), **wrong}

    assert _is_refused(Succession, constraint, **row)


def test_succession_of_itself_and_a_second_one_are_refused() -> None:
    old, new = a_unit(), a_unit()
    row: dict[str, Any] = {"kind": "RENAMED", "happened_on": date(2018, 1, 1)}
    Succession.objects.create(predecessor=old, successor=new, **row)

    assert _is_refused(Succession, "orgs_succession_of_another", predecessor=old, successor=old, **row)
    assert _is_refused(Succession, "orgs_succession_once", predecessor=old, successor=new, **row)


def test_post_is_built_in_or_of_a_unit() -> None:
    unit, person = a_unit(), Person.objects.create()

    rule = "orgs_post_system_or_of_a_unit"
    assert _is_refused(Post, rule, title="x", role=PostRole.OFFICE)
    assert _is_refused(Post, rule, title="x", role=PostRole.OFFICE, unit=unit, system_name="x")
    assert _is_refused(Post, rule, title="x", role=PostRole.SYSTEM)
    assert _is_refused(Post, rule, title="x", role=PostRole.SYSTEM, system_name="x", unit=unit)
    assert _is_refused(Post, rule, title="x", role=PostRole.SYSTEM, system_name="x", person=person)
    assert _is_refused(Post, "orgs_post_system_name", title="x", role=PostRole.SYSTEM, system_name="loader")
    assert _is_refused(Post, "orgs_post_known_role", title="x", role="KING", unit=unit)


def test_post_that_ends_before_it_starts_is_refused() -> None:
    row = {"unit": a_unit(), "title": "x", "role": PostRole.CLERK, "valid_from": date(2018, 1, 2)}

    assert _is_refused(Post, "orgs_post_ends_after_start", **row, valid_until=date(2018, 1, 1))


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("OFFICE", "office reviewer reads_all"),
        ("OFFICE_HEAD", "office office_head reviewer reads_all"),
        ("REVIEWER", "reviewer reads_all"),
        ("INSPECTOR", ""),
        ("CASE_OFFICER", ""),
        ("LEADER", "reads_all"),
        ("CLERK", "clerk of_unit"),
        ("HEAD", "head of_unit"),
        ("SYSTEM_ADMIN", "administrator"),
        ("SECURITY_ADMIN", "administrator"),
        ("AUDITOR", "administrator auditor"),
        ("SYSTEM", "reads_all system"),
    ],
)
def test_post_says_what_its_role_is(role: str, says: str) -> None:
    post = Post(role=role)
    words = ("office", "office_head", "reviewer", "clerk", "head", "of_unit", "administrator", "auditor", "system")

    said = {word for word in words if getattr(post, f"is_{word}")} | ({"reads_all"} if post.reads_all else set())

    assert said == set(says.split())


def test_loader_enters_for_the_office() -> None:
    loader = Post(role=PostRole.SYSTEM, system_name="loader")

    assert (loader.is_office, loader.is_reviewer, loader.is_office_head) == (True, True, False)


def test_built_in_posts_stand_after_migration() -> None:
    names = Post.objects.filter(role=PostRole.SYSTEM).order_by("system_name").values_list("system_name", flat=True)

    assert list(names) == ["loader", "system"]


def test_account_signs_in_with_its_password_while_active() -> None:
    account = an_account(a_post())

    assert authenticate(username=account.username, password=PASSWORD) == account
    assert authenticate(username=account.username, password="wrong") is None
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert authenticate(username=account.username, password=PASSWORD) is None


def test_leading_group_stands_once_per_unit_and_name_while_current() -> None:
    unit = a_unit()
    row: dict[str, Any] = {"unit": unit, "name": "领导小组", "founded_on": date(2018, 3, 1)}
    group = LeadingGroup.objects.create(**row)

    assert _is_refused(LeadingGroup, "orgs_leading_group_once", **row)
    LeadingGroup.objects.filter(pk=group.pk).update(voided_at=group.recorded_at, void_reason="录入有误")
    LeadingGroup.objects.create(**row)


def test_member_has_a_known_role_and_a_place_of_its_own() -> None:
    group = LeadingGroup.objects.create(unit=a_unit(), name="领导小组", founded_on=date(2018, 3, 1))
    row: dict[str, Any] = {"group": group, "title": "书记", "position": 1}
    LeadingGroupMember.objects.create(role="LEADER", **row)

    assert _is_refused(LeadingGroupMember, "orgs_member_position_once", role="DEPUTY", **row)
    assert _is_refused(LeadingGroupMember, "orgs_member_known_role", role="KING", **{**row, "position": 2})


def test_unit_in_being_gives_the_day_or_says_when_it_was() -> None:
    county = Unit(name="漠河县", valid_from=date(1981, 5, 14), valid_until=date(2017, 12, 31), until_certainty="DAY")

    with pytest.raises(BadValue) as caught:
        county.in_being(date(2018, 4, 2), field="visited_on")

    text = "漠河县在2018-04-02不在存续期内（1981-05-14—2017-12-31）"
    assert (caught.value.message, caught.value.field) == (text, "visited_on")
    county.valid_until, county.until_certainty = date(2018, 2, 28), "YEAR"
    assert county.in_being(date(2018, 4, 2)) == date(2018, 4, 2)


def test_records_are_named_by_their_names() -> None:
    group = LeadingGroup(name="领导小组")

    assert [str(Unit(name="甲市")), str(group), str(Post(title="联络员"))] == ["甲市", "领导小组", "联络员"]
