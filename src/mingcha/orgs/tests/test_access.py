"""Who may see and change the registry: one row per role, nobody included."""

from datetime import date

import pytest

from mingcha.orgs import access
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import LeadingGroup, LeadingGroupMember, Post, Unit
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit

pytestmark = pytest.mark.django_db


def _actor(role: str) -> Post | None:
    if not role:
        return None
    return a_system_post() if role == PostRole.SYSTEM else a_post(a_unit("甲市"), role=role)


@pytest.mark.parametrize(
    ("role", "sees"), [("OFFICE", True), ("CLERK", True), ("SYSTEM", True), ("AUDITOR", False), ("", False)]
)
def test_units_and_leading_groups_visible_to_each_role(role: str, *, sees: bool) -> None:
    actor, other = _actor(role), a_unit("乙市")
    group = LeadingGroup.objects.create(unit=other, name="领导小组", founded_on=date(2018, 3, 1))
    LeadingGroupMember.objects.create(group=group, role="LEADER", title="书记", position=1)

    assert Unit.objects.visible_to(actor).filter(pk=other.pk).exists() == sees
    assert LeadingGroup.objects.visible_to(actor).exists() == sees
    assert LeadingGroupMember.objects.visible_to(actor).exists() == sees


@pytest.mark.parametrize(
    ("role", "sees"), [("OFFICE", True), ("SYSTEM", True), ("CLERK", False), ("AUDITOR", False), ("", False)]
)
@pytest.mark.parametrize("level", ["HALL", "WINDOW"])
def test_hall_or_window_known_from_a_visit_is_seen_by_the_office_alone(role: str, level: str, *, sees: bool) -> None:
    actor = _actor(role)
    visited = a_unit("某大厅", level=level, kind=level, is_placeholder=True)

    assert Unit.objects.visible_to(actor).filter(pk=visited.pk).exists() == sees


@pytest.mark.parametrize(("level", "is_placeholder"), [("HALL", False), ("WINDOW", False), ("COUNTY", True)])
def test_registered_window_and_other_placeholders_are_seen_by_a_clerk(level: str, *, is_placeholder: bool) -> None:
    unit = a_unit("某单位", level=level, is_placeholder=is_placeholder)

    assert Unit.objects.visible_to(_actor("CLERK")).filter(pk=unit.pk).exists()


@pytest.mark.parametrize(
    ("role", "may"), [("OFFICE", True), ("SYSTEM", True), ("CLERK", False), ("AUDITOR", False), ("", False)]
)
def test_may_add_unit_by_role(role: str, *, may: bool) -> None:
    actor = _actor(role)

    assert access.may_add_unit(actor) == may


@pytest.mark.parametrize(
    ("role", "opens", "gives"),
    [
        ("SYSTEM_ADMIN", True, False),
        ("SECURITY_ADMIN", False, True),
        ("AUDITOR", False, False),
        ("OFFICE", False, False),
        ("OFFICE_HEAD", False, False),
        ("SYSTEM", True, True),
        ("", False, False),
    ],
)
def test_one_opens_accounts_another_gives_posts(role: str, *, opens: bool, gives: bool) -> None:
    actor = _actor(role)

    assert (access.may_add_account(actor), access.may_add_post(actor)) == (opens, gives)


@pytest.mark.parametrize(
    ("role", "for_own", "for_other"),
    [
        ("OFFICE", True, True),
        ("SYSTEM", True, True),
        ("CLERK", True, False),
        ("AUDITOR", False, False),
        ("", False, False),
    ],
)
def test_may_found_leading_group_by_role_and_unit(role: str, *, for_own: bool, for_other: bool) -> None:
    actor, other = _actor(role), a_unit("乙市")
    own = (actor and actor.unit) or other

    may = (access.may_found_leading_group(actor, own), access.may_found_leading_group(actor, other))

    assert may == (for_own, for_other)
